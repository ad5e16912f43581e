"""The endpoint, event to answer: a success and every row of the error table that needs no model."""

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError

from dal.artifact_store import canonical_json
from logic.result.assembly import assemble
from logic.verification.violations import Violation
from logic.writing.engine import Assignment
from logic.writing.extractive_engine import ExtractiveEngine
from models.deadline import Deadline
from models.errors import EngineUnavailableError
from models.response import TailorCvResponse
from models.rewrite import Rewrite
from models.tailored_cv import TailoredCv
from tests.unit.backend.conftest import Endpoint, LambdaContextDouble
from tests.unit.backend.fake_dynamodb import client_error
from tests.unit.backend.planted_cloud import ARTIFACTS, IDEMPOTENCY, JOBS, PlantedCloud, sample

ENVELOPE = {"success", "code", "data", "error", "details"}


def request(**changes: Any) -> dict[str, Any]:
    return {**sample("request"), **changes}


def fields(envelope: dict[str, Any]) -> set[str]:
    return {detail["field"] for detail in envelope["details"]}


def test_tailored_cv_keeps_every_immutable_fact_and_rewords_the_flexible_text(endpoint: Endpoint) -> None:
    source = sample("cv")
    status, envelope = endpoint.post(request())
    assert (status, envelope["success"], envelope["code"]) == (200, True, "CV_TAILORED")
    assert envelope.keys() == ENVELOPE
    tailored = envelope["data"]["tailored_cv"]
    for section in ("contact_info", "education", "certifications"):
        assert tailored[section] == source[section]
    for before, after in zip(source["work_experience"], tailored["work_experience"], strict=True):
        for fact in ("company_name", "job_title", "start_date", "end_date", "location"):
            assert after[fact] == before[fact]
        assert after["original_bullets"] == before["description_bullets"]
        assert after["description_bullets"] != before["description_bullets"]
    assert tailored["executive_summary"] not in ("", source["summary"])
    assert {skill["skill_name"] for skill in tailored["skills"]} == {s["skill_name"] for s in source["skills"]}


def test_success_conforms_to_the_published_model(endpoint: Endpoint) -> None:
    _, envelope = endpoint.post(request())
    parsed = TailorCvResponse.model_validate(envelope)
    assert parsed.data is not None
    assert parsed.data.metadata.engine == "extractive"
    assert parsed.data.metadata.degraded is False
    assert parsed.data.metadata.fvs_validation_passed is True
    assert parsed.data.token_usage.cost_usd == 0


def test_parts_that_were_not_asked_for_are_absent(endpoint: Endpoint) -> None:
    _, plain = endpoint.post(request(include_gap_analysis=False, output_format="json"))
    assert plain["data"].keys() == {"tailored_cv", "metadata", "token_usage"}
    _, full = endpoint.post(request(application_id="another"))
    assert full["data"].keys() == {"tailored_cv", "metadata", "token_usage", "gap_analysis", "markdown"}


def test_artifact_is_stored_with_its_ttl_checksum_and_user(endpoint: Endpoint, cloud: PlantedCloud) -> None:
    before = datetime.now(UTC).timestamp()
    _, envelope = endpoint.post(request())
    (item,) = cloud.artifacts
    metadata = envelope["data"]["metadata"]
    assert abs(int(item["expiration_timestamp"]) - (before + 90 * 86_400)) <= 1
    assert item["user_id"] == "sample-user-1"
    assert f"{item['application_id']}/{item['created_at']}" == metadata["artifact_key"]
    document = {
        "tailored_cv": envelope["data"]["tailored_cv"],
        "metadata": metadata,
        "token_usage": envelope["data"]["token_usage"],
        "gap_analysis": envelope["data"]["gap_analysis"],
    }
    assert item["checksum"] == hashlib.sha256(canonical_json(document)).hexdigest()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("not json", {"body"}),
        ("", {"body"}),
        (None, {"body"}),
        ("[]", {"body"}),
        ("{}", {"user_id", "application_id", "job_id"}),
        (request(user_id="a b"), {"user_id"}),
        (request(user_id="jane@example.com"), {"user_id"}),
        (request(application_id=""), {"application_id"}),
        (request(application_id="a\n"), {"application_id"}),
        (request(job_id="x" * 129), {"job_id"}),
        (request(cv_version=0), {"cv_version"}),
        (request(cv_version=1000), {"cv_version"}),
        (request(cv_version="1"), {"cv_version"}),
        (request(cv_version=1.5), {"cv_version"}),
        (request(cv_version=True), {"cv_version"}),
        (request(include_gap_analysis="yes"), {"include_gap_analysis"}),
        (request(output_format="pdf"), {"output_format"}),
        (request(style_preferences={"tone": "poetic"}), {"style_preferences.tone"}),
        (request(style_preferences={"formality_level": 3}), {"style_preferences.formality_level"}),
        (request(style_preferences={"colour": "red"}), {"style_preferences.colour"}),
        (request(style_preferences=None), {"style_preferences"}),
        (request(extra=1), {"extra"}),
        (request(cv_version=0, job_id="?", extra=1), {"cv_version", "job_id", "extra"}),
        ({**request(), "Jane Roe <jane@example.com>": 1}, {"(unnamed field)"}),
    ],
)
def test_bad_request_is_400_and_names_each_field(endpoint: Endpoint, body: object, expected: set[str]) -> None:
    status, envelope = endpoint.post(body)
    assert (status, envelope["success"], envelope["code"]) == (400, False, "VALIDATION_ERROR")
    assert envelope.keys() == ENVELOPE
    assert fields(envelope) == expected
    TailorCvResponse.model_validate(envelope)


@pytest.mark.parametrize("length", [1, 128])
def test_identifiers_of_every_allowed_length_are_accepted(endpoint: Endpoint, length: int) -> None:
    status, _ = endpoint.post(request(application_id="aZ0_-"[:length].ljust(length, "x")))
    assert status == 200


def test_defaults_fill_what_the_request_leaves_out(endpoint: Endpoint) -> None:
    minimal = {name: request()[name] for name in ("user_id", "application_id", "job_id")}
    status, envelope = endpoint.post(minimal)
    assert status == 200
    assert envelope["data"]["tailored_cv"]["source_cv_version"] == 1


def test_base64_body_is_decoded(endpoint: Endpoint) -> None:
    body = base64.b64encode(json.dumps(request()).encode()).decode()
    assert endpoint.post(body, isBase64Encoded=True)[0] == 200
    assert endpoint.post("%%%", isBase64Encoded=True)[0] == 400


def test_unknown_cv_is_404(endpoint: Endpoint, cloud: PlantedCloud) -> None:
    for may_list in (False, True):
        cloud.s3.may_list_bucket = may_list
        status, envelope = endpoint.post(request(cv_version=7))
        assert (status, envelope["code"]) == (404, "CV_NOT_FOUND")
    assert cloud.artifacts == []


def test_unknown_job_is_404(endpoint: Endpoint) -> None:
    status, envelope = endpoint.post(request(job_id="nowhere"))
    assert (status, envelope["code"], fields(envelope)) == (404, "JOB_NOT_FOUND", {"job_id"})


def test_lost_permission_on_an_existing_cv_is_not_called_not_found(endpoint: Endpoint, cloud: PlantedCloud) -> None:
    cloud.s3.denied.add("cvs/sample-user-1/v1.json")
    assert endpoint.post(request())[1]["code"] == "STORAGE_ERROR"


def test_bucket_that_refuses_even_to_say_whether_the_cv_exists_is_503(endpoint: Endpoint, cloud: PlantedCloud) -> None:
    cloud.s3.fail_with["ListObjectsV2"] = client_error("AccessDenied", "ListObjectsV2")
    assert endpoint.post(request(cv_version=7))[1]["code"] == "STORAGE_ERROR"


@pytest.mark.parametrize(
    ("what", "body", "field"),
    [
        ("not JSON", "{not json", "body"),
        ("not an object", '"text"', "body"),
        ("empty", "", "body"),
        ("nested ten thousand deep", '{"a":' * 10_000 + "1" + "}" * 10_000, "body"),
        ("a missing field", {"job_id": None}, "job_id"),
        ("a bad value", {"cv_version": 1000}, "cv_version"),
        ("a bad choice", {"output_format": "pdf"}, "output_format"),
        ("an unknown field", {"salary": 1}, "salary"),
        ("an unknown preference", {"style_preferences": {"mood": "sunny"}}, "style_preferences.mood"),
        ("an e-mail address as an id", {"user_id": "someone@example.com"}, "user_id"),
    ],
)
def test_body_that_the_model_refuses_is_400_with_the_field_named(
    endpoint: Endpoint, what: str, body: str | dict[str, Any], field: str
) -> None:
    sent = body if isinstance(body, str) else request(**body)
    status, envelope = endpoint.post(sent, headers={"content-type": "application/json; charset=UTF-8"})
    assert (status, envelope["code"]) == (400, "VALIDATION_ERROR")
    assert fields(envelope) == {field}


def test_body_that_is_no_utf_8_is_400(endpoint: Endpoint) -> None:
    status, envelope = endpoint.post(base64.b64encode(b"\xff\xfe").decode(), isBase64Encoded=True)
    assert (status, fields(envelope)) == (400, {"body"})


def test_every_bad_field_is_named(endpoint: Endpoint) -> None:
    status, envelope = endpoint.post({"user_id": "", "application_id": 5, "salary": 1})
    assert status == 400
    assert fields(envelope) == {"user_id", "application_id", "job_id", "salary"}


@pytest.mark.parametrize("content_type", ["text/plain", "application/xml", "", "application/json; charset=latin-1"])
def test_another_content_type_is_415(endpoint: Endpoint, cloud: PlantedCloud, content_type: str) -> None:
    status, envelope = endpoint.post(request(), headers={"Content-Type": content_type})
    assert (status, envelope["code"], fields(envelope)) == (415, "VALIDATION_ERROR", {"Content-Type"})
    assert cloud.artifacts == []


@pytest.mark.parametrize("content_type", ["application/json", "Application/JSON; charset=utf-8", None])
def test_json_is_taken_however_its_type_is_written(endpoint: Endpoint, content_type: str | None) -> None:
    status, _ = endpoint.post(request(), headers={"Content-Type": content_type} if content_type else None)
    assert status == 200


def test_field_that_is_there_twice_is_400(endpoint: Endpoint, cloud: PlantedCloud) -> None:
    body = json.dumps(request(style_preferences={"tone": "technical"}))
    body = body[:-1].replace('"tone": "technical"', '"tone": "technical", "tone": "professional"') + ', "job_id": "x"}'
    status, envelope = endpoint.post(body)
    assert (status, envelope["code"], fields(envelope)) == (400, "VALIDATION_ERROR", {"tone", "job_id"})
    assert cloud.artifacts == []


@pytest.mark.parametrize("padding", [64 * 1024, 1024 * 1024])
def test_body_over_the_limit_is_413(endpoint: Endpoint, padding: int) -> None:
    status, envelope = endpoint.post(json.dumps(request()) + " " * padding)
    assert (status, envelope["code"]) == (413, "PAYLOAD_TOO_LARGE")


def test_body_at_the_limit_is_accepted(endpoint: Endpoint) -> None:
    body = json.dumps(request())
    assert endpoint.post(body + " " * (64 * 1024 - len(body)))[0] == 200
    assert endpoint.post(body + " " * (64 * 1024 - len(body) + 1))[0] == 413


def test_stored_cv_over_the_limit_is_413(endpoint: Endpoint, cloud: PlantedCloud) -> None:
    cloud.plant_cv({**sample("cv"), "summary": "x" * 1024 * 1024})
    assert endpoint.post(request())[1]["code"] == "PAYLOAD_TOO_LARGE"


@pytest.mark.parametrize(
    "failure",
    [
        client_error("ProvisionedThroughputExceededException", "PutItem"),
        client_error("AccessDeniedException", "PutItem"),
    ],
)
def test_artifact_that_could_not_be_stored_is_503_and_leaves_nothing(
    endpoint: Endpoint, cloud: PlantedCloud, failure: Exception
) -> None:
    cloud.dynamodb.fail_with[("PutItem", ARTIFACTS)] = failure
    status, envelope = endpoint.post(request())
    assert (status, envelope["code"], envelope["data"]) == (503, "STORAGE_ERROR", None)
    assert cloud.artifacts == []
    cloud.dynamodb.fail_with.clear()
    assert endpoint.post(request())[0] == 200, "a failed attempt must not block its repeat"


@pytest.mark.parametrize("broken", [("PutItem", IDEMPOTENCY), ("GetItem", JOBS)])
@pytest.mark.parametrize(
    "failure", [client_error("InternalServerError", "Any"), ReadTimeoutError(endpoint_url="https://dynamodb.example")]
)
def test_store_that_does_not_answer_is_503(
    endpoint: Endpoint, cloud: PlantedCloud, broken: tuple[str, str], failure: Exception
) -> None:
    cloud.dynamodb.fail_with[broken] = failure
    status, envelope = endpoint.post(request())
    assert (status, envelope["code"]) == (503, "STORAGE_ERROR")


class LyingEngine(ExtractiveEngine):
    """Writes as the real one does, and then makes something up."""

    def rewrite(self, assignment: Assignment, *, feedback: Sequence[Violation], deadline: Deadline) -> Rewrite:
        honest = super().rewrite(assignment, feedback=feedback, deadline=deadline)
        return replace(honest, summary=f"{honest.summary} Saved Globex 99% of its costs.")


class DeafEngine(ExtractiveEngine):
    """Does not answer."""

    def rewrite(self, assignment: Assignment, *, feedback: Sequence[Violation], deadline: Deadline) -> Rewrite:
        raise EngineUnavailableError("The engine does not answer.")


def test_fabrication_is_422_with_field_and_rule_and_nothing_is_stored(
    endpoint: Endpoint, cloud: PlantedCloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("logic.composition.ExtractiveEngine", LyingEngine)
    status, envelope = endpoint.post(request())
    assert (status, envelope["code"], envelope["data"]) == (422, "FVS_HALLUCINATION_DETECTED", None)
    assert {(detail["field"], detail["rule"]) for detail in envelope["details"]} == {
        ("executive_summary", "percentage"),
        ("executive_summary", "name"),
    }
    assert "Globex" not in json.dumps(envelope)
    assert cloud.artifacts == []
    TailorCvResponse.model_validate(envelope)


def test_engine_out_of_order_is_502(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("logic.composition.ExtractiveEngine", DeafEngine)
    status, envelope = endpoint.post(request())
    assert (status, envelope["code"]) == (502, "LLM_API_ERROR")


def test_fact_that_was_lost_in_assembly_is_422(
    endpoint: Endpoint, cloud: PlantedCloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(**parts: Any) -> TailoredCv:
        return assemble(**parts).model_copy(update={"certifications": []})

    monkeypatch.setattr("logic.tailoring_service.assemble", careless)
    status, envelope = endpoint.post(request())
    assert (status, fields(envelope)) == (422, {"certifications"})
    assert cloud.artifacts == []


@pytest.mark.parametrize("remaining_ms", [0, 600, 2500])
def test_spent_time_budget_is_504_and_stores_nothing(
    endpoint: Endpoint, cloud: PlantedCloud, remaining_ms: int
) -> None:
    status, envelope = endpoint.post(request(), context=LambdaContextDouble(remaining_ms=remaining_ms))
    assert (status, envelope["code"]) == (504, "LLM_TIMEOUT")
    assert cloud.artifacts == []


def test_unexpected_failure_is_500_with_the_correlation_id_and_no_internals(
    endpoint: Endpoint, cloud: PlantedCloud
) -> None:
    cloud.dynamodb.fail_with[("GetItem", JOBS)] = RuntimeError("secret internals")
    response = endpoint.post_raw(request())
    envelope = json.loads(response["body"])
    assert (response["statusCode"], envelope["code"]) == (500, "INTERNAL_ERROR")
    assert envelope["details"] == [{"field": "correlation_id", "message": "11111111-2222-3333-4444-555555555555"}]
    assert response["headers"]["X-Correlation-Id"] == "11111111-2222-3333-4444-555555555555"
    assert "secret" not in response["body"]


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ("[]", "document"),
        ("{}", "full_name"),
        ("not json", "document"),
        ('{"contact_info": {"full_name": 3}}', "contact_info.full_name"),
    ],
)
def test_stored_record_that_is_no_cv_is_422_with_the_field_named(
    endpoint: Endpoint, cloud: PlantedCloud, capsys: pytest.CaptureFixture[str], document: str, field: str
) -> None:
    cloud.s3.objects["cvs/sample-user-1/v1.json"] = document.encode()
    status, envelope = endpoint.post(request())
    assert (status, envelope["code"]) == (422, "CV_UNREADABLE")
    assert fields(envelope) == {field}
    assert "The stored CV cannot be read" in capsys.readouterr().out


def test_job_that_cannot_be_read_is_422_with_the_fields_named(endpoint: Endpoint, cloud: PlantedCloud) -> None:
    cloud.plant_job({**sample("job"), "title": {"de": 1}, "years_required": "many"})
    status, envelope = endpoint.post(request())
    assert (status, envelope["code"]) == (422, "JOB_UNREADABLE")
    assert fields(envelope) == {"title", "years_required"}


def test_answer_is_json_that_nobody_caches(endpoint: Endpoint) -> None:
    headers = endpoint.post_raw(request())["headers"]
    assert headers["Content-Type"] == "application/json"
    assert headers["Cache-Control"] == "no-store"


def test_correlation_id_is_the_invocations_own_where_api_gateway_sent_none(endpoint: Endpoint) -> None:
    context = LambdaContextDouble()
    response = endpoint.post_raw(request(), context=context, requestContext={})
    assert response["headers"]["X-Correlation-Id"] == context.aws_request_id
