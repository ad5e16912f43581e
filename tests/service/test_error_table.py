"""Each row of the contract's error table, over HTTP: status, code and the envelope that the document promises. The
rows that need a language model are in test_language_model.py.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.localcloud.cloud_process import DEV, TOOLS
from tests.localcloud.ministack.principals import allow, make_user
from tests.service.deployed_service import IDEMPOTENCY_TABLE, Applicant, DeployedService, sample
from tests.service.published_document import envelope_of

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("service")]

PAST_THE_LIMIT = b" " * 64 * 1024


def test_tailored_is_200(service: DeployedService, applicant: Applicant) -> None:
    answer = service.post(applicant.request(include_gap_analysis=True, output_format="markdown"))
    data = envelope_of(answer, 200, "CV_TAILORED")["data"]
    assert data["markdown"].startswith("#")
    assert data["gap_analysis"]["missing_required_skills"] == ["Kafka"]
    assert answer.headers["x-correlation-id"]


# 400: API Gateway's validator refuses what its JSON Schema can say


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("not JSON", b"{not json"),
        ("not an object", b'"text"'),
        ("a missing field", {"job_id": None}),
        ("a bad value", {"cv_version": 1000}),
        ("a bad choice", {"output_format": "pdf"}),
        ("an unknown field", {"salary": 1}),
        ("an unknown field with a quote in its name", {"sal\"ary's": 1}),
        ("an unknown preference", {"style_preferences": {"mood": "sunny"}}),
        ("an e-mail address as an id", {"user_id": "someone@example.com"}),
    ],
)
def test_body_that_the_gateway_refuses_is_400(
    service: DeployedService, what: str, body: bytes | dict[str, Any]
) -> None:
    envelope = envelope_of(service.post(_changed(body)), 400, "VALIDATION_ERROR")
    (detail,) = envelope["details"]
    assert detail["field"] == "body"
    assert "TailorCvRequest" in detail["message"]


# 415: a content type that has no model passes API Gateway by, so the function refuses it, whatever the body is


@pytest.mark.parametrize("content_type", ["text/plain", "application/xml", "application/json-patch+json", ""])
def test_content_type_that_the_document_does_not_name_is_415(
    service: DeployedService, applicant: Applicant, content_type: str
) -> None:
    envelope = envelope_of(service.post(applicant.request(), Content_Type=content_type), 415, "VALIDATION_ERROR")
    assert [detail["field"] for detail in envelope["details"]] == ["Content-Type"]
    assert service.artifacts(applicant) == []


def test_body_nested_ten_thousand_deep_is_400(service: DeployedService) -> None:
    envelope_of(service.post(b'{"a":' * 10_000 + b"1" + b"}" * 10_000), 400, "VALIDATION_ERROR")


# 400: what a schema cannot say


def test_field_that_is_there_twice_is_400(service: DeployedService, applicant: Applicant) -> None:
    body = json.dumps(applicant.request())[:-1] + ', "job_id": "another"}'
    envelope = envelope_of(service.post(body.encode()), 400, "VALIDATION_ERROR")
    assert [detail["field"] for detail in envelope["details"]] == ["job_id"]
    assert service.artifacts(applicant) == []


@pytest.mark.parametrize("key", ["k" * 256, "two words"])
def test_bad_idempotency_key_is_400(service: DeployedService, applicant: Applicant, key: str) -> None:
    envelope = envelope_of(service.post(applicant.request(), Idempotency_Key=key), 400, "VALIDATION_ERROR")
    assert [detail["field"] for detail in envelope["details"]] == ["Idempotency-Key"]


def test_idempotency_key_of_another_request_is_400(service: DeployedService, applicant: Applicant) -> None:
    assert service.post(applicant.request(), Idempotency_Key="key-1").status == 200
    other = applicant.request(application_id="another-application")
    envelope = envelope_of(service.post(other, Idempotency_Key="key-1"), 400, "VALIDATION_ERROR")
    assert [detail["field"] for detail in envelope["details"]] == ["Idempotency-Key"]


# 403


def test_unsigned_is_403(service: DeployedService, applicant: Applicant) -> None:
    envelope_of(service.client_of(None).post(applicant.request()), 403, "FORBIDDEN")
    assert service.artifacts(applicant) == []


def test_wrongly_signed_is_403(service: DeployedService, applicant: Applicant) -> None:
    credentials = make_user(service.cloud, DEV, allow("execute-api:Invoke", "*")).get_credentials()
    credentials.secret_key = "not the secret of this key"
    envelope_of(service.client_of(credentials).post(applicant.request()), 403, "FORBIDDEN")
    assert service.artifacts(applicant) == []


@pytest.mark.parametrize("account", [DEV, TOOLS])
def test_caller_without_permission_is_403(service: DeployedService, applicant: Applicant, account: str) -> None:
    elsewhere = allow("execute-api:Invoke", "arn:aws:execute-api:us-east-1:222222222222:*/v1/GET/api/other")
    policy = elsewhere if account == DEV else allow("execute-api:Invoke", "*")
    stranger = make_user(service.cloud, account, policy)
    envelope_of(service.client_of(stranger.get_credentials()).post(applicant.request()), 403, "FORBIDDEN")
    assert service.artifacts(applicant) == []


# 404


def test_unknown_cv_version_is_404(service: DeployedService, applicant: Applicant) -> None:
    envelope = envelope_of(service.post(applicant.request(cv_version=2)), 404, "CV_NOT_FOUND")
    assert [detail["field"] for detail in envelope["details"]] == ["cv_version"]


def test_unknown_user_is_404(service: DeployedService, applicant: Applicant) -> None:
    envelope_of(service.post(applicant.request(user_id="nobody")), 404, "CV_NOT_FOUND")


def test_unknown_job_is_404(service: DeployedService, applicant: Applicant) -> None:
    envelope = envelope_of(service.post(applicant.request(job_id="nothing")), 404, "JOB_NOT_FOUND")
    assert [detail["field"] for detail in envelope["details"]] == ["job_id"]


# 413


def test_body_over_the_limit_is_413(service: DeployedService, applicant: Applicant) -> None:
    body = json.dumps(applicant.request()).encode() + PAST_THE_LIMIT
    envelope_of(service.post(body), 413, "PAYLOAD_TOO_LARGE")
    assert service.artifacts(applicant) == []


def test_stored_cv_over_the_limit_is_413(service: DeployedService) -> None:
    applicant = service.plant(cv={**sample("cv"), "summary": "x" * 1024 * 1024})
    envelope = envelope_of(service.post(applicant.request()), 413, "PAYLOAD_TOO_LARGE")
    assert [detail["field"] for detail in envelope["details"]] == ["cv_version"]


# 429


def test_more_than_the_burst_is_429_and_says_when_to_come_back(service: DeployedService) -> None:
    unknown = Applicant.new().request()
    # One token in a thousand seconds: nothing comes back while this test runs, however slow the machine is.
    with service.throttled(rate=0.001, burst=2):
        allowed = [service.post(unknown).status for _ in range(2)]
        refused = service.post(unknown)
    assert allowed == [404, 404]
    envelope_of(refused, 429, "RATE_LIMITED")
    assert int(refused.headers["retry-after"]) >= 1


# 422: a record of somebody else's that cannot be read


@pytest.mark.parametrize(
    ("field", "cv"),
    [
        ("contact_info.full_name", {"contact_info": {"full_name": ""}}),
        ("document", b"{"),
        ("document", b""),
        ("document", [1]),
        ("document", b"\xff\x00"),
    ],
)
def test_cv_that_cannot_be_read_is_422_with_the_field_named(service: DeployedService, field: str, cv: object) -> None:
    envelope = envelope_of(service.post(service.plant(cv=cv).request()), 422, "CV_UNREADABLE")
    assert [detail["field"] for detail in envelope["details"]] == [field]


def test_job_that_cannot_be_read_is_422_with_the_field_named(service: DeployedService, applicant: Applicant) -> None:
    service.plant_job({"job_id": applicant.job_id, "title": {"not": "a title"}})
    envelope = envelope_of(service.post(applicant.request()), 422, "JOB_UNREADABLE")
    assert [detail["field"] for detail in envelope["details"]] == ["title"]


# 503: a store that fails. Nothing half-written stays, and the same request succeeds once the store works again.


@pytest.mark.parametrize("action", ["dynamodb:PutItem", "dynamodb:*"])
def test_artifact_that_cannot_be_stored_is_503(service: DeployedService, applicant: Applicant, action: str) -> None:
    with service.denied(action, service.table_arn(service.artifacts_table)):
        envelope_of(service.post(applicant.request()), 503, "STORAGE_ERROR")
    assert service.artifacts(applicant) == []
    assert service.objects(f"tailored-cvs/{applicant.application_id}/") == []
    _repeat_succeeds(service, applicant)


def test_long_cv_that_cannot_be_stored_is_503(service: DeployedService) -> None:
    applicant = service.plant(cv=_long_cv())
    with service.denied("s3:PutObject", f"arn:aws:s3:::{service.bucket}/tailored-cvs/*"):
        envelope_of(service.post(applicant.request()), 503, "STORAGE_ERROR")
    assert service.artifacts(applicant) == []
    _repeat_succeeds(service, applicant)


def test_request_that_cannot_be_registered_is_503(service: DeployedService, applicant: Applicant) -> None:
    with service.denied("dynamodb:PutItem", service.table_arn(IDEMPOTENCY_TABLE)):
        envelope_of(service.post(applicant.request()), 503, "STORAGE_ERROR")
    assert service.artifacts(applicant) == []
    _repeat_succeeds(service, applicant)


def test_job_that_cannot_be_read_is_503(service: DeployedService, applicant: Applicant) -> None:
    with service.denied("dynamodb:GetItem", service.table_arn(service.jobs_table)):
        envelope_of(service.post(applicant.request()), 503, "STORAGE_ERROR")
    assert service.artifacts(applicant) == []
    _repeat_succeeds(service, applicant)


def test_cv_that_cannot_be_read_is_503_and_not_missing(service: DeployedService, applicant: Applicant) -> None:
    with service.denied("s3:GetObject", f"arn:aws:s3:::{service.bucket}/cvs/*"):
        envelope_of(service.post(applicant.request()), 503, "STORAGE_ERROR")
    assert service.artifacts(applicant) == []
    _repeat_succeeds(service, applicant)


def test_stored_answer_that_cannot_be_read_back_is_503(service: DeployedService, applicant: Applicant) -> None:
    assert service.post(applicant.request()).status == 200
    with service.denied("dynamodb:GetItem", service.table_arn(service.artifacts_table)):
        envelope_of(service.post(applicant.request()), 503, "STORAGE_ERROR")
    assert len(service.artifacts(applicant)) == 1


# 504 without a model: a budget that does not suffice


def test_spent_time_budget_is_504(service: DeployedService, applicant: Applicant) -> None:
    with service.configured(INTEGRATION_TIMEOUT_MS="1000"):
        envelope_of(service.post(applicant.request()), 504, "LLM_TIMEOUT")
    assert service.artifacts(applicant) == []


def _changed(body: bytes | dict[str, Any]) -> bytes | dict[str, Any]:
    """A valid request with some fields changed, or without those that are None; bytes are sent as they are."""
    if isinstance(body, bytes):
        return body
    valid = Applicant(user_id="user-1", application_id="application-1", job_id="job-1").request()
    return {name: value for name, value in {**valid, **body}.items() if value is not None}


def _long_cv() -> dict[str, Any]:
    cv = sample("cv")
    cv["work_experience"][0]["description_bullets"] += [
        f"Wrote guide {number}: " + "text " * 500 for number in range(160)
    ]
    return cv


def _repeat_succeeds(service: DeployedService, applicant: Applicant) -> None:
    envelope_of(service.post(applicant.request()), 200, "CV_TAILORED")
    assert len(service.artifacts(applicant)) == 1
