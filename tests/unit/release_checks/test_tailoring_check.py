"""A check finds what is wrong with an answer, and leaves nothing behind."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import pytest

from release_checks.service_client import ServiceResponse
from release_checks.synthetic_records import planted
from release_checks.tailoring_check import CheckResult, check_tailoring
from tests.unit.release_checks.conftest import STORES, Answer, Cloud, response, tailored

LIMIT_MS = 5000


def check(cloud: Cloud, *, limit_ms: int = LIMIT_MS) -> CheckResult:
    with planted(STORES, cloud) as synthetic:
        return check_tailoring(cloud.answer, synthetic, latency_limit_ms=limit_ms)


def test_a_service_that_does_its_work_has_no_problem(cloud: Cloud) -> None:
    result = check(cloud)
    assert result.problems == []
    assert 0 < result.slowest_ms < LIMIT_MS


def test_records_and_artifacts_are_removed(cloud: Cloud) -> None:
    cloud.items["artifacts"].append({"application_id": {"S": "of-a-user"}, "created_at": {"S": "1"}})
    check(cloud)
    assert cloud.objects == {}
    assert cloud.items == {"jobs": [], "artifacts": [{"application_id": {"S": "of-a-user"}, "created_at": {"S": "1"}}]}


def test_records_are_removed_when_the_check_is_cut_off(cloud: Cloud) -> None:
    with pytest.raises(KeyboardInterrupt), planted(STORES, cloud):
        raise KeyboardInterrupt
    assert (cloud.objects, cloud.items) == ({}, {"jobs": [], "artifacts": []})


def test_synthetic_ids_are_those_that_the_roles_may_reach(cloud: Cloud) -> None:
    with planted(STORES, cloud) as synthetic:
        (key,) = cloud.objects
        assert key == f"cvs/cvs/{synthetic.user_id}/v1.json"
        assert synthetic.user_id.startswith("smoke-user-")
        assert len(synthetic.user_id) == len("smoke-user-") + 32
        assert synthetic.application_id.startswith("smoke-")
        assert [item["job_id"] for item in cloud.items["jobs"]] == [{"S": synthetic.job_id}]
        assert synthetic.job_id.startswith("smoke-")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"contact_info": {}}, "changed contact_info"),
        ({"work_experience": []}, "changed facts of work_experience"),
        ({"education": [{"institution": "Another", "degree": "B.Sc."}]}, "changed facts of education"),
        ({"skills": [{"skill_name": "Juggling"}]}, "invented a skill"),
    ],
)
def test_an_invented_fact_is_a_problem(cloud: Cloud, changes: dict[str, Any], says: str) -> None:
    cloud.answer = lambda body: tailored(cloud, body, **changes)
    assert check(cloud).problems == [f"a valid request {says}"]


def failing(body: Mapping[str, Any]) -> ServiceResponse:
    raise TimeoutError("30 s")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (
            lambda body: response(500, {"code": "INTERNAL_ERROR"}),
            "a valid request answered (500, 'INTERNAL_ERROR'), not",
        ),
        (lambda body: response(200, {"code": "CV_TAILORED"}), "a valid request has no data.tailored_cv in its answer"),
        (lambda body: ServiceResponse(status=200, headers={}, body=b"<html>"), "a valid request answered (200, None)"),
        (failing, "a valid request had no answer: TimeoutError: 30 s"),
    ],
    ids=["500", "without a CV", "no JSON", "none"],
)
def test_a_wrong_answer_is_a_problem(cloud: Cloud, answer: Answer, says: str) -> None:
    cloud.answer = answer
    assert any(problem.startswith(says) for problem in check(cloud).problems)


def test_what_must_be_refused_and_is_not_is_a_problem(cloud: Cloud) -> None:
    cloud.answer = lambda body: tailored(cloud, {**body, "cv_version": 1, "salary": 1})
    problems = check(cloud).problems
    assert "an unknown CV answered (400, 'VALIDATION_ERROR'), not (404, 'CV_NOT_FOUND')" in problems


def test_a_slow_answer_is_a_problem(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(float(second) for second in range(100))
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    result = check(cloud, limit_ms=900)
    assert result.problems[0] == "a valid request took 1000 ms, more than 900"
    assert result.slowest_ms == 1000
