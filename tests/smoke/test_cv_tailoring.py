"""The deployed endpoint tailors a CV, invents nothing, keeps what it made, and refuses what it must."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import boto3
import pytest

from release_checks.service_client import ServiceClient, ServiceResponse
from release_checks.synthetic_records import Planted, stored_items

pytestmark = pytest.mark.deployed

RETENTION = timedelta(days=90)
CAMPUS = ("institution", "degree")
POSITION = ("company_name", "job_title", "start_date", "end_date", "location")


def facts(records: list[dict[str, Any]], names: tuple[str, ...]) -> list[tuple[Any, ...]]:
    return sorted((tuple(str(record.get(name)) for name in names) for record in records), key=str)


@pytest.fixture(scope="module")
def tailored(signed: ServiceClient, planted: Planted) -> ServiceResponse:
    return signed.post(planted.request())


def answered(tailored: ServiceResponse, deployment: Mapping[str, str]) -> dict[str, Any]:
    """The data of an answer that tailored; where the role may not call, it and the permission are named, as the API's
    own words name neither.
    """
    envelope = tailored.json()
    assert tailored.status != 403, (
        f"{deployment['SMOKE_ROLE_ARN']} may not call the API: does its policy allow execute-api:Invoke on POST of "
        f"{deployment['CV_TAILORING_URL']}? {envelope}"
    )
    assert (tailored.status, envelope["code"], envelope["success"]) == (200, "CV_TAILORED", True), envelope
    payload: dict[str, Any] = envelope["data"]
    return payload


@pytest.fixture(scope="module")
def data(tailored: ServiceResponse, deployment: dict[str, str]) -> dict[str, Any]:
    return answered(tailored, deployment)


def test_flexible_text_is_tailored(data: dict[str, Any], planted: Planted) -> None:
    tailored = data["tailored_cv"]
    assert tailored["executive_summary"] not in ("", planted.cv["summary"])
    before = [entry["description_bullets"] for entry in planted.cv["work_experience"]]
    assert [entry["description_bullets"] for entry in tailored["work_experience"]] != before


def test_immutable_facts_equal_the_source(data: dict[str, Any], planted: Planted) -> None:
    tailored, source = data["tailored_cv"], planted.cv
    assert tailored["contact_info"] == source["contact_info"]
    assert facts(tailored["work_experience"], POSITION) == facts(source["work_experience"], POSITION)
    assert facts(tailored["education"], CAMPUS) == facts(source["education"], CAMPUS)


def test_no_skill_is_invented(data: dict[str, Any], planted: Planted) -> None:
    had = {skill["skill_name"] for skill in planted.cv["skills"]}
    assert {skill["skill_name"] for skill in data["tailored_cv"]["skills"]} <= had


def test_the_artifact_is_kept_for_ninety_days(
    data: dict[str, Any], planted: Planted, deployment: dict[str, str], smoke_role: boto3.session.Session
) -> None:
    (item,) = stored_items(smoke_role.client("dynamodb"), deployment["ARTIFACTS_TABLE"], planted.application_id)
    created = datetime.fromisoformat(data["metadata"]["created_at"])
    assert item["created_at"] == data["metadata"]["created_at"]
    assert abs(float(item["expiration_timestamp"]) - (created + RETENTION).timestamp()) <= 1
    assert len(item["checksum"]) == 64


def test_a_repeated_request_gets_the_stored_answer(
    signed: ServiceClient, planted: Planted, data: dict[str, Any]
) -> None:
    repeated = signed.post(planted.request()).json()
    assert repeated["data"]["metadata"]["artifact_key"] == data["metadata"]["artifact_key"]


def test_a_malformed_body_is_refused(signed: ServiceClient) -> None:
    answer = signed.post(b"{not json")
    assert (answer.status, answer.json()["code"]) == (400, "VALIDATION_ERROR")


def test_an_unknown_field_is_refused(signed: ServiceClient, planted: Planted) -> None:
    answer = signed.post(planted.request(salary=1))
    assert (answer.status, answer.json()["code"]) == (400, "VALIDATION_ERROR")


def test_an_unknown_cv_is_not_found(signed: ServiceClient, planted: Planted) -> None:
    answer = signed.post(planted.request(cv_version=999))
    assert (answer.status, answer.json()["code"]) == (404, "CV_NOT_FOUND")


def test_an_unsigned_call_is_forbidden(unsigned: ServiceClient, planted: Planted) -> None:
    answer = unsigned.post(planted.request())
    assert (answer.status, answer.json()["code"]) == (403, "FORBIDDEN")
