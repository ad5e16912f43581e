"""The summary of the engine without a model: whole sentences, one voice, one language, and never empty."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from logic.writing.engine import Assignment
from logic.writing.summary import article, write_summary
from models.job_posting import JobPosting
from models.master_cv import MasterCv
from models.records.cv_record import read_cv
from models.request import StylePreferences, Tone
from tests.unit.backend.labelled_professions import Profession, professions

Assign = Callable[..., Assignment]
JOB = JobPosting(job_id="j", title="Baker", description="You bake bread. You know HACCP.")


def cv(**fields: Any) -> MasterCv:
    return read_cv({"name": "Ulla Brandes", **fields})


def summary(assign: Assign, of: MasterCv, tone: Tone = "professional") -> str:
    return write_summary(assign(of, JOB, StylePreferences(tone=tone)))


OTHER_LANGUAGES = [each for each in professions() if each.language != "en"]
WORK = [{"company": "Oven", "role": "Baker", "bullets": ["Baked bread by HACCP"], "start": "2019"}]


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("RN", "an"),
        ("HR manager", "an"),
        ("UX designer", "a"),
        ("user", "a"),
        ("engineer", "an"),
        ("baker", "a"),
        ("hourly", "an"),
    ],
)
def test_articles_follow_the_sound(noun: str, expected: str) -> None:
    assert article(noun) == expected


def test_a_role_that_the_cv_states_itself_is_not_said_twice(assign: Assign) -> None:
    of = cv(summary="Baker since 2009. Calm at 4 a.m. and early.", work=WORK, skills=["HACCP"])
    assert summary(assign, of).casefold().count("baker") == 1


def test_nobody_is_he_and_i_at_once(assign: Assign) -> None:
    of = cv(summary="She bakes bread for 200.", work=WORK, skills=["HACCP"])
    text = summary(assign, of, "conversational")
    assert "She bakes" in text
    assert "I am" not in text


@pytest.mark.parametrize("tone", ["professional", "conversational", "technical"])
@pytest.mark.parametrize(
    "profession", [each for each in professions() if each.language != "en"], ids=lambda each: each.name
)
def test_no_english_frame_stands_around_another_language(assign: Assign, profession: Profession, tone: Tone) -> None:
    text = write_summary(assign(profession.cv, profession.posting, StylePreferences(tone=tone)))
    assert not re.search(r"xperience in|I am an? |I work with", text)


@pytest.mark.parametrize(
    "of",
    [
        cv(skills=["Bread", "HACCP"]),
        cv(education=[{"school": "Baking School", "degree": "Diploma"}]),
        cv(work=WORK),
        cv(summary="。"),
    ],
)
def test_a_summary_that_is_asked_for_is_not_empty(assign: Assign, of: MasterCv) -> None:
    assert summary(assign, of)


@pytest.mark.parametrize("profession", professions(), ids=lambda each: each.name)
def test_no_sentence_of_a_summary_is_cut(assign: Assign, profession: Profession) -> None:
    """Each of the CV's own sentences that stands in the summary stands there whole."""
    text = write_summary(assign(profession.cv, profession.posting, StylePreferences()))
    assert text
    assert not text.rstrip().endswith((" i.e.", " e.g.", " St.", " Dr.", " No.", " approx.", " vs."))
    assert ".." not in text
    assert "。." not in text
