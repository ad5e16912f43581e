"""The executive summary of the extractive engine: one lead line, and the CV's own most relevant sentences.

The lead says who the person is in the CV's own terms: latest job title and the skills that weigh most for this job.
It does not name the employer applied to and counts no years: neither is a statement of the CV.
"""

import re
from collections.abc import Sequence

from logic.language.keywords import keywords
from logic.language.skill_names import canonical
from logic.scoring.experience_years import latest_position
from logic.writing.engine import Assignment
from logic.writing.wording import finish, inside_sentence, states_number, tidy, word_line
from models.request import StylePreferences

SKILLS_IN_LEAD = 3
OWN_SENTENCES = 2
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|\n+")


def write_summary(assignment: Assignment) -> str:
    """A summary of one to four sentences; empty where the preferences want none or the CV offers nothing to say."""
    if not assignment.preferences.include_summary:
        return ""
    own = _own_sentences(assignment)
    # A summary that says something needs no line that the reader meets again just below.
    sentences = [_lead(assignment), *own, *([] if len(own) >= OWN_SENTENCES else [_best_achievement(assignment)])]
    return " ".join(dict.fromkeys(_ended(sentence) for sentence in sentences if sentence))


def _lead(assignment: Assignment) -> str:
    latest = latest_position(assignment.cv.work_experience)
    if latest is None:
        return ""
    title = tidy(latest.job_title)
    return _lead_line(title, _leading_skills(assignment), preferences=assignment.preferences)


def _lead_line(title: str, skills: Sequence[str], *, preferences: StylePreferences) -> str:
    if preferences.tone == "conversational":
        article = "an" if title[:1].casefold() in "aeiou" else "a"
        line = f"I am {article} {title}" + (f" and I work with {_listed(skills)}" if skills else "")
    elif preferences.tone == "technical":
        line = title + (f": {', '.join(skills)}" if skills else "")
    else:
        pause = "," if "," in title else ""
        line = title + (f"{pause} with experience in {_listed(skills)}" if skills else "")
    return finish(line, formality=preferences.formality_level)


def _leading_skills(assignment: Assignment) -> list[str]:
    """The skills that meet a requirement, best first; without any, the best skills of the CV."""
    ranked = sorted(assignment.relevance.skills, key=lambda skill: (-skill.score, skill.index))
    chosen = [skill for skill in ranked if skill.matched_requirements] or ranked
    names: dict[str, str] = {}
    for skill in chosen:
        name = " ".join(assignment.cv.skills[skill.index].skill_name.split())
        # "sap" in a hurried skill list is the "SAP" of the posting.
        written = next((want for want in skill.matched_requirements if want.casefold() == name.casefold()), name)
        names.setdefault(canonical(name), written if name.isalpha() and name.islower() else name)
    return list(names.values())[:SKILLS_IN_LEAD]


def _own_sentences(assignment: Assignment) -> list[str]:
    """The sentences of the CV's own summary that say most about the job, in their own order."""
    sentences = [tidy(sentence) for sentence in _SENTENCES.split(assignment.cv.summary) if sentence.strip()]
    wanted = assignment.job.keyword_set
    worth = [len(wanted & set(keywords(sentence))) for sentence in sentences]
    ranked = sorted(range(len(sentences)), key=lambda index: (-worth[index], index))[:OWN_SENTENCES]
    # One that says nothing about the job is only there to have one at all.
    best = [index for index in ranked if worth[index]] or ranked[:1]
    formality = assignment.preferences.formality_level
    return [finish(sentences[index], formality=formality) for index in sorted(best)]


def _best_achievement(assignment: Assignment) -> str:
    """The best of the bullets that speak of the job, one with a number where there is one; empty where none does."""
    positions = assignment.cv.work_experience
    scored = [
        (
            not states_number(positions[position].description_bullets[bullet.index]),
            -bullet.score,
            position,
            bullet.index,
        )
        for position, bullets in enumerate(assignment.relevance.bullets)
        for bullet in bullets
        if bullet.keywords
    ]
    if not scored:
        return ""
    *_, position, index = min(scored)
    source = positions[position].description_bullets[index]
    return word_line([source], preferences=assignment.preferences)


def _listed(names: Sequence[str]) -> str:
    inside = [inside_sentence(name) for name in names]
    return inside[0] if len(inside) == 1 else f"{', '.join(inside[:-1])} and {inside[-1]}"


def _ended(sentence: str) -> str:
    """Sentences that stand in one paragraph need their full stops, however informal it is."""
    return sentence if sentence[-1:] in ".!?" else f"{sentence}."
