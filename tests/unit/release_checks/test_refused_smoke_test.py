"""A smoke test that may not call the API says which role lacks which permission."""

from __future__ import annotations

import json
from typing import Any

import pytest

from release_checks.service_client import ServiceResponse
from tests.smoke.test_cv_tailoring import answered

DEPLOYMENT = {
    "SMOKE_ROLE_ARN": "arn:aws:iam::222222222222:role/careervp-role-smoke-cv-tailoring-dev",
    "CV_TAILORING_URL": "https://abc123.execute-api.us-east-1.amazonaws.com/v1/api/cv-tailoring",
}


def answer(status: int, code: str, data: dict[str, Any] | None) -> ServiceResponse:
    body = json.dumps({"success": status == 200, "code": code, "data": data})
    return ServiceResponse(status=status, headers={}, body=body.encode())


def test_role_and_permission_are_named() -> None:
    with pytest.raises(AssertionError) as refused:
        answered(answer(403, "FORBIDDEN", None), DEPLOYMENT)
    for named in (DEPLOYMENT["SMOKE_ROLE_ARN"], "execute-api:Invoke", DEPLOYMENT["CV_TAILORING_URL"]):
        assert named in str(refused.value)


def test_another_failure_is_told_as_it_is() -> None:
    with pytest.raises(AssertionError) as failed:
        answered(answer(500, "INTERNAL_ERROR", None), DEPLOYMENT)
    assert "execute-api:Invoke" not in str(failed.value)
    assert answered(answer(200, "CV_TAILORED", {"a": 1}), DEPLOYMENT) == {"a": 1}
