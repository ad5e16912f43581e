"""A CV scored for a job: which lines and skills come out on top, and why."""

from collections.abc import Callable

import pytest

from logic.engine import Assignment
from logic.job_profile import read_job
from models.job_posting import JobPosting
from models.master_cv import MasterCv
from tests.unit.backend.planted_cloud import sample

Assign = Callable[..., Assignment]


def test_bullet_that_speaks_of_the_job_scores_above_one_that_does_not(assign: Assign) -> None:
    reading_group, services = assign().relevance.bullets[0][:2]
    assert services.score > reading_group.score
    assert {"python", "service", "lambda"} <= services.keywords
    assert set(services.skills) == {"Python", "AWS Lambda"}
    assert reading_group.skills == ()


def test_skill_that_a_relevant_position_shows_scores_above_one_that_is_only_listed(assign: Assign) -> None:
    document = sample("cv")
    document["skills"] = [{"skill_name": "Kafka"}, {"skill_name": "Python"}]
    listed, shown = assign(MasterCv.model_validate(document)).relevance.skills
    assert listed.matched_requirements == ("Kafka",)
    assert shown.matched_requirements == ("Python",)
    assert shown.score > listed.score


def test_experience_in_the_jobs_own_industry_counts_for_more(assign: Assign) -> None:
    document = sample("cv")
    elsewhere = {**document["work_experience"][0], "industry": "Logistics"}
    document["work_experience"] = [document["work_experience"][0], elsewhere]
    here, there = assign(MasterCv.model_validate(document)).relevance.bullets
    # 0.25 of experience times 0.30 of industry times the 0.5 between same and other.
    assert here[0].score - there[0].score == pytest.approx(0.25 * 0.30 * 0.5)


def test_cv_as_a_whole_is_scored_by_the_contracts_formula(assign: Assign) -> None:
    assignment = assign()
    keywords = len(assignment.job.keyword_set & assignment.relevance.words) / len(assignment.job.keyword_set)
    skills = 4 / 5  # all but Kafka
    experience = (assignment.relevance.overall - 0.40 * keywords - 0.35 * skills) / 0.25
    assert 0.6 < experience <= 1  # same industry and enough years are 0.6 already; the rest is the title


def test_skills_are_shown_by_the_list_or_by_the_text(assign: Assign) -> None:
    document = sample("cv")
    document["skills"] = [{"skill_name": "Python"}]
    shown = assign(MasterCv.model_validate(document)).relevance.shown_skills
    assert {"python", "lambda", "dynamodb", "ci/cd", "aws cdk"} == shown


def test_empty_cv_and_empty_job_are_scored_without_complaint(assign: Assign) -> None:
    cv = MasterCv.model_validate({"contact_info": {"full_name": "Ines Varga"}})
    posting = JobPosting(job_id="j", title="Clerk")
    assert assign(cv, posting).relevance.overall == pytest.approx(0.35 * 0.5)


def test_job_is_read_with_its_keywords_and_without_repeats() -> None:
    posting = JobPosting(
        job_id="j",
        title="Go Engineer",
        description="Engineers who like Go and tests.",
        required_skills=["go", " Kafka  Streams ", "go", ""],
        preferred_skills=["Kafka Streams", "Rust"],
    )
    job = read_job(posting)
    assert job.required_skills == ("go", "Kafka Streams")
    assert job.all_skills == ("go", "Kafka Streams", "Rust")
    assert job.keyword_counts["go"] == 3
    assert job.keyword_counts["engineer"] == 2
    assert "like" not in job.keyword_counts
    assert job.research_words == frozenset()
