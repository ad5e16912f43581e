"""The executive summary of the extractive engine: one lead line, and the CV's own most relevant sentences.

The lead says who the person is in the CV's own terms: latest job title and the skills that weigh most for this job.
It does not name the employer applied to and counts no years: neither is a statement of the CV.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from logic.language.detection import language_of
from logic.language.keywords import keywords, words
from logic.language.sentences import sentences
from logic.language.skill_names import canonical
from logic.scoring.experience_years import latest_position
from logic.writing.engine import Assignment
from logic.writing.wording import ended, finish, inside_sentence, states_number, tidy, word_line
from models.request import StylePreferences

SKILLS_IN_LEAD = 3
OWN_SENTENCES = 2
_THIRD_PERSON = re.compile(r"\b(?:he|she|his|her|him|himself|herself)\b", re.IGNORECASE)
_SPACE_AFTER_HAN = re.compile(r"(?<=[。！？]) ")  # noqa: RUF001 - full-width marks
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def write_summary(assignment: Assignment) -> str:
    """A summary of one to four sentences; empty where the preferences want none or the CV offers nothing to say."""
    if not assignment.preferences.include_summary:
        return ""
    own = _own_sentences(assignment)
    # A summary that says something needs no line that the reader meets again just below.
    achievement = "" if len(own) >= OWN_SENTENCES else _best_achievement(assignment)
    lead = _lead(assignment, own=own)
    # A lead that leaves the role to the CV's own words comes after them.
    opening = [*own, lead.text] if lead.without_role else [lead.text, *own]
    written = dict.fromkeys(ended(sentence) for sentence in (*opening, achievement) if sentence)
    return _SPACE_AFTER_HAN.sub("", " ".join(written)) or _bare_summary(assignment)


def _bare_summary(assignment: Assignment) -> str:
    """Something to say of a CV without positions and summary: its skills, or what was learnt."""
    skills = _leading_skills(assignment)
    if skills:
        return finish(", ".join(skills), formality=assignment.preferences.formality_level)
    learnt = [item.degree or item.institution for item in assignment.cv.education]
    return finish(tidy(learnt[0]), formality=assignment.preferences.formality_level) if learnt else ""


@dataclass(frozen=True)
class _Lead:
    text: str
    without_role: bool = False


def _lead(assignment: Assignment, *, own: Sequence[str]) -> _Lead:
    latest = latest_position(assignment.cv.work_experience)
    title = tidy(latest.job_title) if latest else ""
    if not title:
        return _Lead("")
    skills = _leading_skills(assignment)
    preferences = assignment.preferences
    role = {word for word in words(title) if word}
    is_said = any(role <= set(words(sentence)) for sentence in own)
    if language_of(_running_text(assignment)) != "en" or _HAN.search(title):
        # No frame: an English one around words of another language would be a mixture of both.
        line = _unframed("" if is_said else title, skills)
    elif is_said:
        line = _without_role(skills, preferences=preferences)
    else:
        line = _lead_line(title, skills, preferences=preferences, own=own)
    return _Lead(finish(line, formality=preferences.formality_level) if line else "", without_role=is_said)


def _running_text(assignment: Assignment) -> str:
    bullets = (line for position in assignment.cv.work_experience for line in position.description_bullets)
    return "\n".join((assignment.cv.summary, *bullets))


def _unframed(title: str, skills: Sequence[str]) -> str:
    unspaced = any(_HAN.search(name) for name in (title, *skills))
    listed = ("、" if unspaced else ", ").join(skills)
    return ("：" if unspaced else ": ").join(filter(None, (title, listed)))  # noqa: RUF001 - a full-width colon


def _without_role(skills: Sequence[str], *, preferences: StylePreferences) -> str:
    if not skills:
        return ""
    if preferences.tone == "technical":
        return ", ".join(skills)
    return f"{'I work with' if preferences.tone == 'conversational' else 'Experience in'} {_listed(skills)}"


def _lead_line(title: str, skills: Sequence[str], *, preferences: StylePreferences, own: Sequence[str]) -> str:
    # Beside a summary in the third person, "I" would be somebody else.
    if preferences.tone == "conversational" and not any(_THIRD_PERSON.search(sentence) for sentence in own):
        return f"I am {article(title)} {title}" + (f" and I work with {_listed(skills)}" if skills else "")
    if preferences.tone == "technical":
        return title + (f": {', '.join(skills)}" if skills else "")
    pause = "," if "," in title else ""
    return title + (f"{pause} with experience in {_listed(skills)}" if skills else "")


def article(noun: str) -> str:
    """The indefinite article by sound: "an RN", "a UX designer", "an engineer", "a user"."""
    first = noun.split()[0] if noun.split() else ""
    letters = first.split("-")[0].rstrip(".,")
    if len(letters) > 1 and letters.isupper():
        return "an" if letters[0] in "AEFHILMNORSX" else "a"
    folded = first.casefold()
    if folded.startswith(("uni", "use", "usa", "ux", "eu", "one", "u-")):
        return "a"
    return "an" if folded[:1] in "aeiou" or folded.startswith(("hour", "honest", "honor", "heir")) else "a"


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
    said = [tidy(sentence) for sentence in sentences(assignment.cv.summary)]
    wanted = assignment.job.keyword_set
    worth = [len(wanted & set(keywords(sentence))) for sentence in said]
    ranked = sorted(range(len(said)), key=lambda index: (-worth[index], index))[:OWN_SENTENCES]
    # One that says nothing about the job is only there to have one at all.
    best = [index for index in ranked if worth[index]] or ranked[:1]
    formality = assignment.preferences.formality_level
    return [finish(said[index], formality=formality) for index in sorted(best)]


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
