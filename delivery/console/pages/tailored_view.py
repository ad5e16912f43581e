"""A CV before and after as a page shows it: each line beside what became of it, and how well it fits the posting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from delivery.line_changes import changed_pieces, left_out, tailored_lines

CHANGES: Mapping[str, str] = {"same": "kept", "reworded": "reworded", "joined": "joined", "left out": "left out"}
Pieces = Sequence[tuple[str, bool]]
"""Text in its order, each with whether the source lacks it."""


@dataclass(frozen=True)
class LinePair:
    """Attributes:
    change: a key of `CHANGES`.
    before: the lines that it is made of.
    after: empty where it was left out.
    """

    change: str
    before: Sequence[str]
    after: Pieces


@dataclass(frozen=True, kw_only=True)
class TailoredPart:
    """A summary or a position."""

    title: str
    under: str = ""
    lines: Sequence[LinePair]


@dataclass(frozen=True, kw_only=True)
class TailoredSkill:
    """A skill in its new place.

    Attributes:
        was: its place in the CV, from 1; None where the CV has it elsewhere.
        met: the posting's requirements that it meets.
    """

    name: str
    was: int | None
    score: float
    met: Sequence[str]


def tailored_parts(cv: Mapping[str, Any], tailored: Mapping[str, Any]) -> Iterator[TailoredPart]:
    """Summary and positions, in reading order."""
    before, after = str(cv.get("summary") or ""), tailored["executive_summary"]
    if before or after:
        change = "same" if before == after else "reworded" if after else "left out"
        pair = LinePair(change, [before] if before else [], changed_pieces(before, after))
        yield TailoredPart(title="Summary", lines=[pair])
    for position in tailored["work_experience"]:
        until = position["end_date"] or "present"
        yield TailoredPart(
            title=f"{position['job_title']}, {position['company_name']}",
            under=f"{position['start_date']} to {until}",
            lines=list(_pairs(position["original_bullets"], position["description_bullets"])),
        )


def _pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[LinePair]:
    lines = tailored_lines(before, after)
    for line in lines:
        yield LinePair(line.change, [before[index] for index in line.sources], line.pieces)
    yield from (LinePair("left out", [before[index]], ()) for index in sorted(left_out(before, lines)))


def tailored_skills(cv: Mapping[str, Any], tailored: Mapping[str, Any]) -> list[TailoredSkill]:
    """In the order of the tailored CV."""
    names = [str(skill["skill_name"]) for skill in cv.get("skills") or () if isinstance(skill, Mapping)]
    places = {name: place for place, name in enumerate(names, start=1)}
    return [
        TailoredSkill(
            name=skill["skill_name"],
            was=places.get(skill["skill_name"]),
            score=float(skill["relevance_score"]),
            met=skill["matched_requirements"],
        )
        for skill in tailored["skills"]
    ]


def requirements_met(skills: Sequence[TailoredSkill]) -> list[str]:
    """Each of the posting's requirements that some skill meets, once."""
    return list(dict.fromkeys(requirement for skill in skills for requirement in skill.met))
