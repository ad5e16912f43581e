"""For any CV, posting and preferences: facts stay equal, text stays honest, the answer fits, and nothing crashes."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dal import open_stores
from logic.posting.job_profile import read_job
from logic.scoring.relevance import score_cv
from logic.tailoring_service import TailoringService
from logic.verification.rewritten_text import verify_rewrite
from logic.writing.drafting import Drafting
from logic.writing.engine import Assignment
from logic.writing.extractive_engine import ExtractiveEngine
from models.deadline import Deadline
from models.job_posting import JobPosting
from models.master_cv import MasterCv
from models.request import StylePreferences, TailorCvRequest
from models.response import TailorCvResponse
from models.rewrite import Rewrite, RewrittenBullet
from models.settings import Settings
from tests.unit.backend.conftest import NOW
from tests.unit.backend.planted_cloud import ENVIRONMENT, PlantedCloud

VOCABULARY = """
Led built didn't I a 5 23% $4k Python AWS Lambda machine learning Go go C# CI/CD Node.js ; . , : - • Larkspur
Payments team of engineers cannot 2,000 ４ ② ﬁne İstanbul straße AT&T 1. # * K8s Postgres
"""  # noqa: RUF001 - look-alikes are part of the vocabulary
WORDS = st.sampled_from(VOCABULARY.split())
PHRASES = st.lists(WORDS, max_size=10).map(" ".join)
TEXT = PHRASES | st.text(max_size=30)
NAME = TEXT.filter(bool)
OPTIONAL = st.none() | TEXT
DATES = st.sampled_from(["2019-03", "2021", "Present", "March 2020", ""]) | st.text(max_size=8)


def record(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


CVS = record(
    {
        "contact_info": record(
            {"full_name": NAME}, {"email": OPTIONAL, "phone": OPTIONAL, "links": st.lists(TEXT, max_size=2)}
        )
    },
    {
        "summary": TEXT,
        "work_experience": st.lists(
            record(
                {"company_name": NAME, "job_title": NAME, "start_date": DATES},
                {
                    "end_date": st.none() | DATES,
                    "location": OPTIONAL,
                    "industry": OPTIONAL,
                    "description_bullets": st.lists(TEXT, max_size=8),
                },
            ),
            max_size=3,
        ),
        "skills": st.lists(record({"skill_name": NAME}, {"proficiency_level": OPTIONAL}), max_size=5),
        "education": st.lists(record({"institution": NAME, "degree": NAME}, {"grade": OPTIONAL}), max_size=2),
        "certifications": st.lists(record({"name": NAME}, {"issuer": OPTIONAL, "issued": OPTIONAL}), max_size=2),
    },
)
JOBS = record(
    {"job_id": st.just("job-1"), "title": NAME},
    {
        "company": TEXT,
        "description": TEXT,
        "required_skills": st.lists(TEXT, max_size=4),
        "preferred_skills": st.lists(TEXT, max_size=3),
        "years_required": st.floats(0, 60).map(lambda years: round(years, 2)),
        "industry": TEXT,
        "company_research": st.none() | record({}, {"summary": TEXT, "values": st.lists(TEXT, max_size=2)}),
    },
)
PREFERENCES = record(
    {},
    {
        "tone": st.sampled_from(["professional", "conversational", "technical"]),
        "formality_level": st.sampled_from(["high", "medium", "low"]),
        "include_summary": st.booleans(),
    },
)
DOCUMENT = json.loads((Path(__file__).parents[4] / "docs" / "openapi.json").read_text())
SUCCESS = DOCUMENT["paths"]["/api/cv-tailoring"]["post"]["responses"]["200"]["content"]["application/json"]["schema"]
PUBLISHED_ANSWER = Draft202012Validator({**SUCCESS, "components": DOCUMENT["components"]})
EXAMPLES = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def tailor(cv: dict[str, Any], job: dict[str, Any], preferences: dict[str, Any]) -> dict[str, Any]:
    """The envelope of a success, as JSON, over stores that hold just this CV and job."""
    cloud = PlantedCloud()
    cloud.plant_cv(cv, user_id="user-1")
    cloud.plant_job(job)
    service = TailoringService(
        stores=open_stores(Settings.from_environment(ENVIRONMENT), clients=cloud.clients),
        drafting=Drafting(engine=ExtractiveEngine()),
        now=lambda: NOW,
    )
    request = TailorCvRequest.model_validate(
        {
            "user_id": "user-1",
            "application_id": "application-1",
            "job_id": "job-1",
            "output_format": "markdown",
            "include_gap_analysis": True,
            "style_preferences": preferences,
        }
    )
    deadline = Deadline.start(integration_timeout_ms=29_000, invocation_remaining_ms=60_000)
    first = service.tailor(request, idempotency_key=None, deadline=deadline)
    again = service.tailor(request, idempotency_key=None, deadline=deadline)
    assert again.model_dump_json(exclude_unset=True) == first.model_dump_json(exclude_unset=True)
    envelope = TailorCvResponse(success=True, code="CV_TAILORED", data=first, error=None, details=None)
    parsed: dict[str, Any] = json.loads(envelope.model_dump_json(exclude_unset=True))
    return parsed


@EXAMPLES
@given(CVS, JOBS, PREFERENCES)
def test_immutable_facts_are_equal_and_the_answer_fits_its_published_schema(
    cv: dict[str, Any], job: dict[str, Any], preferences: dict[str, Any]
) -> None:
    envelope = tailor(cv, job, preferences)
    TailorCvResponse.model_validate(envelope)
    assert [error.message for error in PUBLISHED_ANSWER.iter_errors(envelope)] == []
    tailored = envelope["data"]["tailored_cv"]
    assert tailored["contact_info"] == cv["contact_info"]
    assert tailored["education"] == cv.get("education", [])
    assert tailored["certifications"] == cv.get("certifications", [])
    positions = cv.get("work_experience", [])
    assert len(tailored["work_experience"]) == len(positions)
    for before, after in zip(positions, tailored["work_experience"], strict=True):
        for fact in ("company_name", "job_title", "start_date"):
            assert after[fact] == before[fact]
        assert after["end_date"] == before.get("end_date")
        assert after["location"] == before.get("location")
        assert after["original_bullets"] == before.get("description_bullets", [])
    names = [skill["skill_name"] for skill in cv.get("skills", [])]
    assert sorted(skill["skill_name"] for skill in tailored["skills"]) == sorted(names)
    if not preferences.get("include_summary", True):
        assert tailored["executive_summary"] == ""


def assignment(cv: dict[str, Any], job: dict[str, Any], preferences: dict[str, Any]) -> Assignment:
    master, posting = MasterCv.model_validate(cv), JobPosting.model_validate(job)
    profile = read_job(posting)
    return Assignment(
        cv=master,
        posting=posting,
        job=profile,
        relevance=score_cv(master, profile, today=date(2026, 11, 20)),
        preferences=StylePreferences.model_validate(preferences),
    )


@EXAMPLES
@given(CVS, JOBS, PREFERENCES)
def test_scores_stay_between_0_and_1(cv: dict[str, Any], job: dict[str, Any], preferences: dict[str, Any]) -> None:
    relevance = assignment(cv, job, preferences).relevance
    scores = [bullet.score for position in relevance.bullets for bullet in position]
    scores += [skill.score for skill in relevance.skills] + [relevance.overall]
    assert all(0 <= score <= 1 for score in scores)


@EXAMPLES
@given(CVS, JOBS, st.lists(st.lists(TEXT, max_size=3), max_size=3), TEXT, st.lists(st.integers(-2, 9), max_size=3))
def test_verification_judges_any_text_without_crashing(
    cv: dict[str, Any], job: dict[str, Any], texts: list[list[str]], summary: str, sources: list[int]
) -> None:
    work = assignment(cv, job, {})
    rewrite = Rewrite(
        summary=summary,
        positions=tuple(
            tuple(RewrittenBullet(text=text, source_bullets=tuple(sources)) for text in bullets) for bullets in texts
        ),
    )
    for violation in verify_rewrite(rewrite, cv=work.cv, job=work.job):
        assert violation.detail().field


@EXAMPLES
@given(CVS, JOBS)
def test_source_text_word_for_word_is_never_a_violation(cv: dict[str, Any], job: dict[str, Any]) -> None:
    work = assignment(cv, job, {})
    verbatim = Rewrite(
        summary=work.cv.summary,
        positions=tuple(
            tuple(
                RewrittenBullet(text=text, source_bullets=(i,)) for i, text in enumerate(position.description_bullets)
            )
            for position in work.cv.work_experience
        ),
    )
    assert verify_rewrite(verbatim, cv=work.cv, job=work.job) == []
