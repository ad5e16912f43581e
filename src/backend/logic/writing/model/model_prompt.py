"""The question to the model: fixed instructions, and the request's data where it cannot be taken for instructions.

CV and posting were written by strangers, and a posting may say "ignore your instructions". Each is therefore JSON
between delimiters, with `<`, `>` and `&` written as JSON escapes: no text inside can forge a delimiter, because none
can contain an angle bracket. The instructions say once that whatever stands there is data. What the model makes of it
is checked all the same (`verification`): delimiting makes an attack unlikely, checking makes it harmless.

The instructions never change, so the vendor may cache them (`cache_control`). They are the only part that is marked:
writing a cache costs a quarter more than reading anew, and the data is read a second time only after a failed attempt.
A prefix below the model's minimum (4,096 tokens for Claude Haiku 4.5, 1,024 for Sonnet; the vendor's prompt caching
page) is simply not cached, nor charged as such.

What is not needed is not sent: no contact data, no employer, place, date, degree or certificate, no id.
"""

import json
from collections.abc import Sequence
from typing import Any

from dal import ModelQuestion
from logic.scoring.relevance import ScoredBullet
from logic.verification.violations import Violation
from logic.writing.engine import Assignment
from logic.writing.model.contact_redaction import ContactRedaction
from logic.writing.model.model_answer import Shown, answer_schema
from logic.writing.model.model_instructions import INSTRUCTIONS

MOST_BULLETS_SHOWN = 12
"""Bullets of one position that the model chooses from: twice what it may return, the best by score."""

MAX_DATA_CHARACTERS = 100_000
"""About 25,000 tokens. More cannot be reworded within the time that a caller waits."""


class QuestionTooLongError(Exception):
    """There is more text than the model can reword in time."""


def write_question(assignment: Assignment, *, feedback: Sequence[Violation]) -> tuple[ModelQuestion, Shown]:
    """The question for an assignment, and what an answer may refer to; `feedback` as for `Engine.rewrite`.

    Raises:
        QuestionTooLongError: CV and posting are over `MAX_DATA_CHARACTERS`.
    """
    redaction = ContactRedaction(assignment.cv.contact_info)
    chosen = [_best(scored, assignment, position) for position, scored in enumerate(assignment.relevance.bullets)]
    data = [
        _section("cv", _cv(assignment, chosen, redaction)),
        _section("job_posting", _posting(assignment)),
        _section("task", assignment.preferences.model_dump(mode="json")),
    ]
    if sum(map(len, data)) > MAX_DATA_CHARACTERS:
        raise QuestionTooLongError
    if feedback:
        data.append(_section("rejected", [_rejected(violation, redaction) for violation in feedback]))
    return (
        ModelQuestion(instructions=INSTRUCTIONS, data=tuple(data), answer_schema=answer_schema()),
        Shown(
            bullets=tuple(frozenset(indexes) for indexes in chosen),
            include_summary=assignment.preferences.include_summary,
        ),
    )


def _best(scored: Sequence[ScoredBullet], assignment: Assignment, position: int) -> list[int]:
    """Indexes of the bullets to show, in the order of the CV."""
    sources = assignment.cv.work_experience[position].description_bullets
    said = [bullet for bullet in scored if sources[bullet.index].strip()]
    ranked = sorted(said, key=lambda bullet: (-bullet.score, -bullet.research_hits, bullet.index))
    return sorted(bullet.index for bullet in ranked[:MOST_BULLETS_SHOWN])


def _cv(assignment: Assignment, chosen: Sequence[Sequence[int]], redaction: ContactRedaction) -> dict[str, Any]:
    cv = assignment.cv
    return {
        "summary": redaction.clean(cv.summary),
        "positions": [
            {
                "position": number,
                "job_title": redaction.clean(position.job_title),
                "industry": redaction.clean(position.industry or ""),
                "bullets": [
                    {"bullet": index, "text": redaction.clean(position.description_bullets[index])} for index in indexes
                ],
            }
            for number, (position, indexes) in enumerate(zip(cv.work_experience, chosen, strict=True))
        ],
        "skills": [redaction.clean(skill.skill_name) for skill in cv.skills],
    }


def _posting(assignment: Assignment) -> dict[str, Any]:
    posting = assignment.posting
    research = posting.company_research
    return {
        "title": posting.title,
        "industry": posting.industry,
        "description": posting.description,
        "required_skills": posting.required_skills,
        "preferred_skills": posting.preferred_skills,
        "years_required": posting.years_required,
        "company_research": research.model_dump(mode="json") if research else None,
    }


def _rejected(violation: Violation, redaction: ContactRedaction) -> dict[str, str]:
    """What was wrong. The source is not repeated: bullets are in the CV section, and a summary's is the whole CV."""
    problem = {"at": violation.field, "problem": violation.detail().message}
    if violation.rule == "source_index":
        return {**problem, "stated": violation.actual_value, "allowed": violation.source_value}
    return {**problem, "stated": redaction.clean(violation.actual_value)}


def _section(name: str, value: object) -> str:
    """A value between delimiters that it cannot contain."""
    text = json.dumps(value, ensure_ascii=False)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f"<{name}>\n{text}\n</{name}>"
