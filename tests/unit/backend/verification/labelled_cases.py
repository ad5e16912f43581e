"""Labelled cases in more than twenty languages, one sentence each: what a model must not make of a source, and may.

`cases/fabrications.json` and `cases/honest.json` hold language, kind, field, source and text. They are measured as a
whole, by kind and by language; single ones may fail, the rates may not. Everybody in them is invented.
"""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from logic.posting.job_profile import JobProfile, read_job
from logic.verification.rewritten_text import verify_rewrite
from models.job_posting import JobPosting
from models.master_cv import MasterCv
from models.rewrite import Rewrite, RewrittenBullet

_CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True, kw_only=True)
class LabelledCase:
    """A text made from `source` (its lines are the bullets of one position), in a bullet or in the summary."""

    language: str
    kind: str
    field: Literal["bullet", "summary"]
    source: str
    text: str
    title: str = "Employee"


@dataclass(frozen=True)
class Rate:
    """How many of so many cases were judged rightly."""

    right: int
    cases: int

    def __str__(self) -> str:
        return f"{self.right}/{self.cases}"

    @property
    def share(self) -> float:
        return self.right / self.cases


def read_cases(name: Literal["fabrications", "honest"]) -> Sequence[LabelledCase]:
    """The cases of one label."""
    return [LabelledCase(**case) for case in json.loads((_CASES / f"{name}.json").read_text(encoding="utf-8"))]


@lru_cache(maxsize=1)
def _job() -> JobProfile:
    posting = {"job_id": "job-1", "title": "Specialist", "company": "Northlight Rail"}
    return read_job(JobPosting.model_validate({**posting, "required_skills": [], "preferred_skills": []}))


def is_refused(case: LabelledCase) -> bool:
    """Whether verification objects to the case, by the way that every engine's text takes."""
    lines = case.source.split("\n")
    position = {
        "company_name": "Quillbrook Press",
        "job_title": case.title,
        "start_date": "2014-08",
        "end_date": None,
        "description_bullets": lines,
    }
    cv = MasterCv.model_validate({"contact_info": {"full_name": "Ilse Marchetti"}, "work_experience": [position]})
    bullets = (RewrittenBullet(text=case.text, source_bullets=tuple(range(len(lines)))),)
    is_bullet = case.field == "bullet"
    rewrite = Rewrite(summary="" if is_bullet else case.text, positions=(bullets if is_bullet else (),))
    return bool(verify_rewrite(rewrite, cv=cv, job=_job()))


def is_bullet_refused(source: str, text: str, *, language: str = "") -> bool:
    """The same of a bullet made from `source`."""
    return is_refused(LabelledCase(language=language, kind="", field="bullet", source=source, text=text))


def rates(
    cases: Sequence[LabelledCase], *, is_right: Callable[[LabelledCase], bool], by: Callable[[LabelledCase], str]
) -> dict[str, Rate]:
    """The rate of each group, by name."""
    right, all_of = Counter[str](), Counter[str]()
    for case in cases:
        all_of[by(case)] += 1
        right[by(case)] += is_right(case)
    return {name: Rate(right[name], all_of[name]) for name in sorted(all_of)}
