"""The engine without a model as a reader meets it: CVs and plain-text postings of several trades, messy ones too.

The pairs are in `tailoring_pairs`; what is asserted is what a careful reader would choose, in which order, and that it
reads as written by somebody.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from logic.language.keywords import words
from logic.verification.rewritten_text import verify_rewrite
from logic.writing.engine import Assignment
from logic.writing.extractive_engine import ExtractiveEngine
from models.deadline import Deadline
from models.job_posting import JobPosting
from models.master_cv import MasterCv
from models.rewrite import Rewrite
from tests.unit.backend.planted_cloud import sample

Assign = Callable[..., Assignment]
FOLDER = Path(__file__).parent / "tailoring_pairs"
PAIRS = ("accountant", "pastry_chef", "staff_nurse", "warehouse_messy")


def pair(name: str) -> dict[str, Any]:
    if name == "sample":
        return {"cv": sample("cv"), "job": sample("job")}
    document: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return document


@pytest.fixture
def tailor(assign: Assign, deadline: Deadline) -> Callable[[str], tuple[Assignment, Rewrite]]:
    def run(name: str) -> tuple[Assignment, Rewrite]:
        document = pair(name)
        work = assign(MasterCv.model_validate(document["cv"]), JobPosting.model_validate(document["job"]))
        return work, ExtractiveEngine().rewrite(work, feedback=[], deadline=deadline)

    return run


Tailor = Callable[[str], tuple[Assignment, Rewrite]]


def lines(rewrite: Rewrite, position: int = 0) -> list[str]:
    return [bullet.text for bullet in rewrite.positions[position]]


def coverage_a_line(bullets: list[list[str]], work: Assignment) -> float:
    """Distinct keywords of the job that the shown bullets cover, for each bullet that a reader has to read."""
    shown = [line for position in bullets for line in position if line.strip()]
    return len(work.job.keyword_set & {word for line in shown for word in words(line)}) / len(shown)


@pytest.mark.parametrize("name", ["sample", *PAIRS])
def test_tailored_lines_say_more_about_the_job_than_the_cvs_own(name: str, tailor: Tailor) -> None:
    work, rewrite = tailor(name)
    before = coverage_a_line([position.description_bullets for position in work.cv.work_experience], work)
    after = coverage_a_line([[bullet.text for bullet in position] for position in rewrite.positions], work)
    assert after > before, f"{after:.2f} keywords a shown bullet, the source has {before:.2f}"


@pytest.mark.parametrize("name", ["sample", *PAIRS])
def test_all_that_is_written_is_in_the_cv(name: str, tailor: Tailor) -> None:
    work, rewrite = tailor(name)
    assert verify_rewrite(rewrite, cv=work.cv, job=work.job) == []


@pytest.mark.parametrize("name", ["sample", *PAIRS])
def test_every_line_reads_as_a_line(name: str, tailor: Tailor) -> None:
    _, rewrite = tailor(name)
    for line in [rewrite.summary, *(bullet.text for position in rewrite.positions for bullet in position)]:
        assert re.fullmatch(r"\S.*[.!?]", line), f"does not begin and end like a sentence: {line!r}"
        assert not re.search(r"\s\s| [,;.](\s|$)|[.;,]{2}", line), f"stray spaces or stops: {line!r}"
        assert not line[0].islower(), f"begins small: {line!r}"


@pytest.mark.parametrize("name", ["sample", *PAIRS])
def test_nothing_is_said_twice(name: str, tailor: Tailor) -> None:
    _, rewrite = tailor(name)
    said = [
        part.strip(" .").casefold() for bullets in rewrite.positions for b in bullets for part in b.text.split("; ")
    ]
    assert len(said) == len(set(said))
    sentences = re.split(r"(?<=[.!?]) ", rewrite.summary)
    assert len(sentences) == len(set(sentences))


@pytest.mark.parametrize(
    ("name", "first", "left_out"),
    [
        ("accountant", "Prepare VAT returns and the annual accounts under IFRS.", "summer party"),
        ("pastry_chef", "Responsible for croissants and other laminated dough, about 300 pieces a day.", "Swept"),
        ("staff_nurse", "Float to the emergency department for triage when it is short of staff.", "falls committee"),
        ("warehouse_messy", "Stock control & cycle counts in SAP.", "* forklift"),
    ],
)
def test_best_line_leads_and_what_no_reader_of_this_job_needs_is_left_out(
    name: str, first: str, left_out: str, tailor: Tailor
) -> None:
    _, rewrite = tailor(name)
    assert lines(rewrite)[0] == first
    assert not any(left_out in line for line in lines(rewrite))


@pytest.mark.parametrize(
    ("name", "summary"),
    [
        (
            "accountant",
            "Senior Accountant with experience in VAT returns, SAP and IFRS. Certified accountant. "
            "Twelve closings a year, on time.",
        ),
        (
            "pastry_chef",
            "Demi Chef de Partie, Pastry, with experience in laminated dough, food hygiene and HACCP. "
            "Baker and pastry cook with a calm head in a full kitchen. "
            "Looking for a place that takes laminated dough seriously.",
        ),
        (
            "staff_nurse",
            "Registered Nurse, Medical-Surgical Unit, with experience in wound care, triage and medication "
            "administration. Care for 5 to 6 patients per shift, including post-operative patients.",
        ),
        (
            "warehouse_messy",
            "Warehouse operative with experience in stock control, forklift and SAP. "
            "Hard working, reliable, own car. 6 yrs in warehouses.",
        ),
    ],
)
def test_summary_is_put_together_from_title_skills_and_the_cvs_own_sentences(
    name: str, summary: str, tailor: Tailor
) -> None:
    assert tailor(name)[1].summary == summary


def test_line_with_a_result_goes_before_an_equal_one_without(tailor: Tailor) -> None:
    _, rewrite = tailor("sample")
    assert lines(rewrite, 1)[1] == "Mentored 2 interns."


def test_line_that_the_cv_repeats_is_shown_once(tailor: Tailor) -> None:
    _, rewrite = tailor("warehouse_messy")
    assert sum("cycle counts" in line for line in lines(rewrite)) == 1


def test_lines_are_tidied_and_not_rewritten(tailor: Tailor) -> None:
    _, rewrite = tailor("warehouse_messy")
    assert "Forklift (counterbalance + reach truck), loading and unloading of trucks." in lines(rewrite)
    assert "PICKED ORDERS BY HAND." in lines(rewrite, 1)
