"""A CV scored for a job: which lines and skills come out on top, and why."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from logic.language.keywords import words
from logic.language.skill_names import NameIndex, is_similar
from logic.posting.job_profile import read_job
from logic.scoring import relevance, requirements
from logic.scoring.relevance import score_cv
from logic.writing.engine import Assignment
from models.job_posting import JobPosting
from models.master_cv import MasterCv
from tests.bench.large_cv import large_cv, large_posting
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


def test_cv_as_a_whole_is_scored_by_the_contracts_formula() -> None:
    posting = JobPosting.model_validate(
        {
            "job_id": "j",
            "title": "Baker",
            "description": "bread cake tart",
            "required_skills": ["Baking", "Welding"],
            "years_required": 4,
            "industry": "Food",
        }
    )
    position = {
        "company_name": "Larkspur",
        "job_title": "Baker",
        "start_date": "2020-01",
        "end_date": "2021-12",
        "industry": "food",
        "description_bullets": ["Bread daily", "Swept floors"],
    }
    cv = MasterCv.model_validate(
        {
            "contact_info": {"full_name": "Ines Varga"},
            "work_experience": [position],
            "skills": [{"skill_name": "Baking"}],
        }
    )
    scored = score_cv(cv, read_job(posting), today=date(2026, 1, 1))
    # Half of the keywords is more than anybody who fits says, so that term is full.
    # Keywords: baker, baking, welding, bread, cake, tart. The CV says baker, baking, bread; the bullet bread alone.
    experience = 0.40 * 1.0 + 0.30 * 1.0 + 0.30 * 2 / 4
    assert scored.overall == pytest.approx(0.40 * 1 + 0.35 * 1 / 2 + 0.25 * experience)
    bread, floors = scored.bullets[0]
    assert bread.score == pytest.approx(0.40 * 1 / 6 + 0.35 * 0 / 2 + 0.25 * experience)
    assert floors.score == pytest.approx(0.25 * experience)
    (baking,) = scored.skills
    assert baking.score == pytest.approx(0.40 * 1 / 6 + 0.35 * 1 / 2), (
        "no bullet names it, so no experience is behind it"
    )


@pytest.mark.parametrize("more", ["bullets", "skills"])
def test_work_grows_no_faster_than_the_cv(more: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, not timed: what is read and what is compared, for a CV and for one four times as large."""
    job = read_job(JobPosting.model_validate(large_posting(2000)))
    counted: Counter[str] = Counter()

    def counting(name: str, function: Callable[..., Any], size: Callable[..., int]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            counted[name] += size(*arguments)
            return function(*arguments)

        return call

    monkeypatch.setattr(relevance, "words", counting("characters", words, len))
    monkeypatch.setattr(requirements, "is_similar", counting("pairs", is_similar, lambda *_: 1))
    look_up = counting("looked up", NameIndex.mentioned, lambda _, text: len(text))
    monkeypatch.setattr(NameIndex, "mentioned", look_up)

    def work(size: int) -> Counter[str]:
        document = large_cv(4)
        if more == "bullets":
            document["work_experience"] = document["work_experience"][:1] * size
        else:
            document["skills"] = [{"skill_name": f"Skill {number}"} for number in range(20 * size)]
        counted.clear()
        score_cv(MasterCv.model_validate(document), job, today=date(2026, 1, 1))
        return counted.copy()

    small, large = work(5), work(20)
    assert set(small) == {"characters", "pairs", "looked up"}
    for name, operations in large.items():
        assert operations <= 4 * small[name], f"{name} grew faster than the CV"
    if more == "bullets":
        assert large["pairs"] == small["pairs"], "the same skills were compared again for more bullets"


def test_skills_are_shown_by_the_list_or_by_the_text(assign: Assign) -> None:
    document = sample("cv")
    document["skills"] = [{"skill_name": "Python"}]
    shown = assign(MasterCv.model_validate(document)).relevance.shown_skills
    assert {"python", "lambda", "dynamodb", "ci/cd", "aws cdk"} == shown


def test_empty_cv_and_empty_job_are_scored_without_complaint(assign: Assign) -> None:
    cv = MasterCv.model_validate({"contact_info": {"full_name": "Ines Varga"}})
    posting = JobPosting(job_id="j", title="Clerk")
    assert assign(cv, posting).relevance.overall == 0


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
