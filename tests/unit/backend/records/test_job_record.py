"""Which shapes of a stored posting are read, and what of the others is named."""

from decimal import Decimal
from typing import Any

import pytest

from models.job_posting import JobPosting
from models.records.job_record import read_posting
from models.records.stored_value import UnreadableRecordError
from tests.unit.backend.planted_cloud import sample


def posting(**fields: Any) -> JobPosting:
    return read_posting({"title": "Cutter", **fields}, job_id="job-1")


def test_our_own_shape_is_read_as_it_stands() -> None:
    job = sample("job")
    assert read_posting(job, job_id=job["job_id"]) == JobPosting.model_validate(job)


@pytest.mark.parametrize(
    ("written", "years"),
    [
        (6, 6),
        (3.5, 3.5),
        (Decimal(2), 2),
        ("6", 6),
        ("6+", 6),
        ("3-5 years", 3),
        ("at least 2,5 years", 2.5),
        ("18 months", 1.5),
        ("five", 5),
        ("none", 0),
        ("", 0),
        (None, 0),
        ({"monthsOfExperience": 24}, 2),
    ],
)
def test_years_are_read_as_people_store_them(written: object, years: float) -> None:
    assert posting(years_required=written).years_required == years


@pytest.mark.parametrize(
    "skills",
    [
        ["Laser", "Knife"],
        "Laser, Knife",
        "Laser\nKnife",
        [{"name": "Laser"}, "Knife"],
        {"Laser", "Knife"},
        [["Laser"], ["Knife", None, "Laser"]],
    ],
)
def test_skills_are_read_as_people_store_them(skills: object) -> None:
    assert sorted(posting(required_skills=skills).required_skills) == ["Knife", "Laser"]


def test_schema_org_is_read() -> None:
    job = posting(
        hiringOrganization={"@type": "Organization", "name": "Dunarea Textile"},
        description="Cloth.",
        responsibilities="Cut.",
        qualifications=["A steady hand", "Patience"],
        skills="Laser, Knife",
        experienceRequirements={"monthsOfExperience": 36},
    )
    assert (job.company, job.required_skills, job.years_required) == ("Dunarea Textile", ["Laser", "Knife"], 3)
    assert job.description == "Cloth.\nResponsibilities:\nCut.\nRequirements:\nA steady hand\nPatience"


def test_company_research_may_be_a_text() -> None:
    assert (research := posting(company_research="Makes sails.").company_research)
    assert research.summary == "Makes sails."


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"title": None}, ["title"]),
        ({"title": 7}, ["title"]),
        ({"title": {"not": "a title"}}, ["title"]),
        ({"required_skills": 7}, ["required_skills"]),
        ({"required_skills": [{"level": "good"}, True]}, ["required_skills.1"]),
        ({"years_required": "many"}, ["years_required"]),
        ({"years_required": -3}, ["years_required"]),
        ({"years_required": 61}, ["years_required"]),
        ({"years_required": {"a": [True]}}, ["years_required"]),
        ({"company_research": 5, "description": {"a": 1}}, ["description", "company_research"]),
    ],
)
def test_what_cannot_be_read_is_named(fields: dict[str, Any], at: list[str]) -> None:
    with pytest.raises(UnreadableRecordError) as refused:
        posting(**fields)
    assert [problem.field for problem in refused.value.problems] == at
