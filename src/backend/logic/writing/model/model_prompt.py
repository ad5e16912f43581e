"""The question to the model: fixed instructions, and the request's data where it cannot be taken for instructions.

CV and posting were written by strangers, and a posting may say "ignore your instructions". Each is therefore JSON
between delimiters, with `<`, `>` and `&` written as JSON escapes: no text inside can forge a delimiter, because none
can contain an angle bracket. The instructions say once that whatever stands there is data. What the model makes of it
is checked all the same (`verification`): delimiting makes an attack unlikely, checking makes it harmless.

Nothing is marked for the vendor's cache. The part that never changes is about 750 tokens long, and the least that is
cached is 4,096 for Claude Haiku 4.5 and 1,024 for Sonnet (the vendor's prompt caching page): a mark would do nothing.

What is not needed is not sent: no contact data, no employer, place, date, degree or certificate, no id.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from dal import ModelQuestion
from logic.scoring.relevance import ScoredBullet
from logic.verification.violations import Violation
from logic.writing.engine import Assignment
from logic.writing.model.contact_redaction import ContactRedaction
from logic.writing.model.model_answer import Shown, answer_schema
from logic.writing.model.model_instructions import INSTRUCTIONS
from models.master_cv import MasterCv

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
    redaction = ContactRedaction(assignment.cv.contact_info, texts=texts_sent(assignment.cv))
    chosen = shown_bullets(assignment)
    data = [
        section("cv", _cv(assignment, chosen, redaction)),
        section("job_posting", _posting(assignment)),
        section("task", assignment.preferences.model_dump(mode="json")),
    ]
    if sum(map(len, data)) > MAX_DATA_CHARACTERS:
        raise QuestionTooLongError
    if feedback:
        data.append(section("rejected", [_rejected(violation, redaction) for violation in feedback]))
    return (
        ModelQuestion(instructions=INSTRUCTIONS, data=tuple(data), answer_schema=answer_schema()),
        Shown(
            bullets=tuple(frozenset(indexes) for indexes in chosen),
            include_summary=assignment.preferences.include_summary,
            stand_ins=redaction.stand_ins,
        ),
    )


def shown_bullets(assignment: Assignment) -> list[list[int]]:
    """Of each position, the indexes of the bullets that the model is shown, in the order of the CV."""
    return [_best(scored, assignment, position) for position, scored in enumerate(assignment.relevance.bullets)]


def _best(scored: Sequence[ScoredBullet], assignment: Assignment, position: int) -> list[int]:
    """Indexes of the bullets to show, in the order of the CV."""
    sources = assignment.cv.work_experience[position].description_bullets
    said = [bullet for bullet in scored if sources[bullet.index].strip()]
    ranked = sorted(said, key=lambda bullet: (-bullet.score, -bullet.research_hits, bullet.index))
    return sorted(bullet.index for bullet in ranked[:MOST_BULLETS_SHOWN])


def texts_sent(cv: MasterCv) -> Iterator[str]:
    """What may be sent of a CV."""
    yield cv.summary
    for position in cv.work_experience:
        yield position.job_title
        yield from position.description_bullets
    yield from (skill.skill_name for skill in cv.skills)


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


def section(name: str, value: object) -> str:
    """A value as JSON between delimiters that it cannot contain."""
    text = json.dumps(value, ensure_ascii=False)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f"<{name}>\n{text}\n</{name}>"
