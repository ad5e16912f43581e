"""Twice twelve professions: an invented person's CV, an invented posting, and what a reader of the posting would say
that it asks for. Five languages, plain text and HTML.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.job_posting import JobPosting
from models.master_cv import MasterCv
from models.records.cv_record import read_cv
from models.records.job_record import read_posting

FOLDER = Path(__file__).parent / "professions"
GROUPS = ("one", "two")


@dataclass(frozen=True, kw_only=True)
class Profession:
    """A person, a posting that fits, the skills and years that the posting asks for."""

    name: str
    group: str
    language: str
    cv: MasterCv
    posting: JobPosting
    skills: tuple[str, ...]
    years: float


def professions(group: str | None = None) -> list[Profession]:
    """All of them, or one group of twelve."""
    found = [_read(path) for path in sorted(FOLDER.glob("*.json"))]
    return [profession for profession in found if group in (None, profession.group)]


def _read(path: Path) -> Profession:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Profession(
        name=path.stem,
        group=document["group"],
        language=document["language"],
        cv=read_cv(document["cv"]),
        posting=read_posting(document["job"], job_id=path.stem),
        skills=tuple(document["skills"]),
        years=document["years"],
    )
