"""The engine `anthropic`, proxy event to answer: every behaviour of the model in its row of the error table."""

import json
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from logic.tailoring_service import TailoringService
from models.deadline import Deadline
from models.master_cv import MasterCv
from models.request import TailorCvRequest
from models.response import TailorCvData
from tests.anthropic_peer.behaviours import INVENTIONS
from tests.unit.backend.conftest import HANDLER_MODULE, LambdaContextDouble
from tests.unit.backend.fake_dynamodb import client_error
from tests.unit.backend.model_endpoint import API_KEY, SECRET_NAME, ModelEndpoints, with_model
from tests.unit.backend.planted_cloud import ARTIFACTS, IDEMPOTENCY, PlantedCloud, sample

__all__ = ["with_model"]

SHORT = LambdaContextDouble(remaining_ms=3400)
"""Leaves 1.15 s for the model, once what answering, storing and cutting it off takes is kept back."""

PASSING = ("server_error", "overloaded", "rate_limited_silently", "connection_reset", "empty_body", "not_an_answer")
UNUSABLE = ("invalid_json", "wrong_index", "missing_position", "extra_field")
FINAL = (
    "refusal",
    "truncated",
    "bad_request",
    "unauthorized",
    "forbidden",
    "unknown_model",
    "too_large",
    "spend_limit",
    "rate_limited_for_long",
)
LATE = ("slow_body", "slow_headers", "silence")


def test_good_answer_is_the_models_text_over_the_cvs_facts(with_model: ModelEndpoints, cloud: PlantedCloud) -> None:
    model = with_model("good")
    source = sample("cv")
    status, envelope = model.post()
    assert (status, envelope["code"]) == (200, "CV_TAILORED")
    data = envelope["data"]
    assert (data["metadata"]["engine"], data["metadata"]["degraded"]) == ("anthropic", False)
    for section in ("contact_info", "education", "certifications"):
        assert data["tailored_cv"][section] == source[section]
    for before, after in zip(source["work_experience"], data["tailored_cv"]["work_experience"], strict=True):
        for fact in ("company_name", "job_title", "start_date", "end_date", "location"):
            assert after[fact] == before[fact]
        assert after["original_bullets"] == before["description_bullets"]
        assert not set(after["description_bullets"]) & set(before["description_bullets"])
    assert data["tailored_cv"]["executive_summary"] not in ("", source["summary"])
    assert len(cloud.artifacts) == len(model.peer.requests) == 1


@pytest.mark.parametrize("behaviour", INVENTIONS)
@pytest.mark.parametrize("fallback", [False, True])
def test_fabrication_is_422_after_three_attempts_fallback_or_not(
    with_model: ModelEndpoints, cloud: PlantedCloud, behaviour: str, fallback: bool
) -> None:
    model = with_model(behaviour, fallback=fallback)
    status, envelope = model.post()
    assert (status, envelope["code"]) == (422, "FVS_HALLUCINATION_DETECTED")
    assert {detail["field"] for detail in envelope["details"]} == {"work_experience[0].description_bullets[0]"}
    assert INVENTIONS[behaviour].split()[-1] not in json.dumps(envelope)
    assert len(model.peer.requests) == 3
    assert cloud.artifacts == []


@pytest.mark.parametrize(
    ("behaviour", "status", "code", "requests"),
    [
        *((behaviour, 502, "LLM_API_ERROR", 3) for behaviour in (*PASSING, *UNUSABLE, "rate_limited")),
        *((behaviour, 502, "LLM_API_ERROR", 1) for behaviour in FINAL),
    ],
)
def test_model_that_fails_is_502_after_as_many_requests_as_may_help(
    with_model: ModelEndpoints, cloud: PlantedCloud, behaviour: str, status: int, code: str, requests: int
) -> None:
    model = with_model(behaviour)
    answered, envelope = model.post()
    assert (answered, envelope["code"], envelope["data"]) == (status, code, None)
    assert len(model.peer.requests) == requests
    assert cloud.artifacts == []


@pytest.mark.parametrize("behaviour", LATE)
def test_model_that_is_late_is_504(with_model: ModelEndpoints, cloud: PlantedCloud, behaviour: str) -> None:
    model = with_model(behaviour, ANTHROPIC_ATTEMPT_MS="1000")
    status, envelope = model.post(context=SHORT)
    assert (status, envelope["code"]) == (504, "LLM_TIMEOUT")
    assert len(model.peer.requests) == 1
    assert cloud.artifacts == []


@pytest.mark.parametrize("behaviour", [*PASSING, *UNUSABLE, "rate_limited", *FINAL])
def test_where_the_fallback_may_stand_in_the_answer_is_200_and_says_so(
    with_model: ModelEndpoints, behaviour: str
) -> None:
    model = with_model(behaviour, fallback=True)
    status, envelope = model.post()
    metadata = envelope["data"]["metadata"]
    assert (status, metadata["engine"], metadata["degraded"]) == (200, "extractive", True)


@pytest.mark.parametrize("behaviour", LATE)
def test_fallback_stands_in_for_a_late_model_within_the_same_budget(with_model: ModelEndpoints, behaviour: str) -> None:
    model = with_model(behaviour, fallback=True, ANTHROPIC_ATTEMPT_MS="1000")
    status, envelope = model.post(context=LambdaContextDouble(remaining_ms=SHORT.remaining_ms + 1000))
    assert (status, envelope["data"]["metadata"]["degraded"]) == (200, True)


def test_passing_failure_is_tried_again_and_forgotten(with_model: ModelEndpoints) -> None:
    model = with_model("overloaded", "connection_reset", "good")
    status, envelope = model.post()
    assert (status, envelope["data"]["metadata"]["degraded"]) == (200, False)
    assert model.pauses == [0.25, 0.5]


def test_time_that_the_vendor_names_is_waited(with_model: ModelEndpoints) -> None:
    model = with_model("rate_limited", "good")
    assert model.post()[0] == 200
    assert model.pauses == [2.0]


def test_time_that_the_budget_does_not_have_is_not_waited(with_model: ModelEndpoints) -> None:
    model = with_model("rate_limited_for_long", "good")
    assert model.post()[0] == 502
    assert (model.pauses, len(model.peer.requests)) == ([], 1)


def test_what_verification_found_reaches_the_model_and_the_next_draft_is_taken(with_model: ModelEndpoints) -> None:
    model = with_model("corrected_when_told")
    status, envelope = model.post()
    assert (status, envelope["data"]["metadata"]["engine"]) == (200, "anthropic")
    first, second = model.peer.requests
    assert "<rejected>\n" not in first.text.replace("\\n", "\n")
    (rejected,) = section(second.body, "rejected")
    assert rejected["at"] == "work_experience[0].description_bullets[0]"
    assert "47" in rejected["stated"]
    assert model.pauses == [], "a draft that was refused is no reason to wait"


@pytest.mark.parametrize("behaviour", ["wrong_index", "missing_position"])
def test_what_was_wrong_with_the_shape_reaches_the_model_too(with_model: ModelEndpoints, behaviour: str) -> None:
    model = with_model(behaviour, "good")
    assert model.post()[0] == 200
    (rejected,) = section(model.peer.requests[1].body, "rejected")
    assert rejected["at"].startswith("work_experience")
    assert rejected["allowed"] != rejected["stated"]


def test_all_attempts_are_charged_those_that_came_to_nothing_included(with_model: ModelEndpoints) -> None:
    model = with_model("invalid_json", "invented_metric", "good")
    usage = model.post()[1]["data"]["token_usage"]
    single = with_model("good").post(application_id="another")[1]["data"]["token_usage"]
    assert usage["model"] == "claude-haiku-4-5"
    assert usage["input_tokens"] > 2.9 * single["input_tokens"]
    assert usage["output_tokens"] > 2 * single["output_tokens"]
    assert usage["cost_usd"] > 2 * single["cost_usd"]


def test_degraded_answer_says_what_the_model_cost_all_the_same(with_model: ModelEndpoints) -> None:
    usage = with_model("refusal", fallback=True).post()[1]["data"]["token_usage"]
    assert usage["model"] == "claude-haiku-4-5"
    assert usage["cost_usd"] > 0


def test_cost_is_that_of_the_settings(with_model: ModelEndpoints) -> None:
    prices = {
        "ANTHROPIC_USD_PER_MILLION_INPUT_TOKENS": "0",
        "ANTHROPIC_USD_PER_MILLION_OUTPUT_TOKENS": "1000",
        "ANTHROPIC_USD_PER_MILLION_CACHE_WRITE_TOKENS": "0",
        "ANTHROPIC_USD_PER_MILLION_CACHE_READ_TOKENS": "0",
    }
    usage = with_model("good", **prices).post()[1]["data"]["token_usage"]
    assert usage["cost_usd"] == usage["output_tokens"] / 1000


def test_request_is_what_the_settings_say(with_model: ModelEndpoints) -> None:
    model = with_model("good", ANTHROPIC_MODEL="claude-sonnet-4-6", ANTHROPIC_MAX_OUTPUT_TOKENS="2000")
    model.post()
    (request,) = model.peer.requests
    assert (request.body["model"], request.body["max_tokens"]) == ("claude-sonnet-4-6", 2000)
    assert request.body["output_config"]["format"]["type"] == "json_schema"
    assert "cache_control" not in request.text, "below the least that is cached a mark does nothing"
    assert request.headers["x-stainless-retry-count"] == "0"
    assert request.api_key == API_KEY


@pytest.mark.parametrize("behaviour", ["negative_usage", "usage_in_words"])
def test_usage_that_is_no_count_of_tokens_is_no_answer(with_model: ModelEndpoints, behaviour: str) -> None:
    status, envelope = with_model(behaviour, fallback=True).post()
    assert (status, envelope["data"]["metadata"]["engine"]) == (200, "extractive")
    assert envelope["data"]["metadata"]["degraded"] is True


def test_number_of_attempts_is_that_of_the_settings(with_model: ModelEndpoints) -> None:
    model = with_model("overloaded", ANTHROPIC_ATTEMPTS="2")
    model.post()
    assert len(model.peer.requests) == 2


def test_key_is_read_by_name_once(with_model: ModelEndpoints) -> None:
    model = with_model("good")
    model.post()
    model.post(application_id="another")
    assert model.secrets.reads == [SECRET_NAME]


def test_rotated_key_is_read_again_and_the_caller_does_not_notice(with_model: ModelEndpoints) -> None:
    model = with_model("good", accepted_key="test-key-2")
    model.post(application_id="before")
    model.secrets.secrets[SECRET_NAME] = "test-key-2"
    status, _ = model.post(application_id="after")
    assert status == 200
    assert [request.api_key for request in model.peer.requests] == [API_KEY, API_KEY, "test-key-2"]


def test_key_that_is_refused_is_read_again_once_and_no_more(with_model: ModelEndpoints) -> None:
    model = with_model("good", accepted_key="another")
    assert model.post()[0] == 502
    assert model.secrets.reads == [SECRET_NAME, SECRET_NAME]
    assert len(model.peer.requests) == 1


def test_two_refused_keys_are_the_end(with_model: ModelEndpoints) -> None:
    model = with_model("unauthorized")
    model.post(application_id="before")
    model.secrets.secrets[SECRET_NAME] = "test-key-2"
    assert model.post(application_id="after")[0] == 502
    assert len(model.peer.requests) == 3


@pytest.mark.parametrize("secret", ["", "  ", "{}", '{"key": "x"}', "{", "two words", "line\nbreak"])
def test_secret_that_holds_no_key_is_502_and_nothing_is_sent(with_model: ModelEndpoints, secret: str) -> None:
    model = with_model("good")
    model.secrets.secrets[SECRET_NAME] = secret
    assert model.post()[0] == 502
    assert model.peer.requests == []


def test_key_in_a_json_secret_is_found(with_model: ModelEndpoints) -> None:
    model = with_model("good", accepted_key="test-key-3")
    model.secrets.secrets[SECRET_NAME] = '{"api_key": "test-key-3"}'
    assert model.post()[0] == 200


def test_secret_that_cannot_be_read_is_502_or_the_fallback(with_model: ModelEndpoints) -> None:
    model = with_model("good")
    model.secrets.fail_with = client_error("AccessDeniedException", "GetSecretValue")
    assert model.post()[1]["code"] == "LLM_API_ERROR"
    degraded = with_model("good", fallback=True)
    degraded.secrets.fail_with = client_error("AccessDeniedException", "GetSecretValue")
    degraded.endpoint.cold_start()
    assert degraded.post()[1]["data"]["metadata"]["degraded"] is True


def test_cv_that_is_too_long_for_the_model_is_not_sent(with_model: ModelEndpoints, cloud: PlantedCloud) -> None:
    cloud.plant_cv({**sample("cv"), "summary": "word " * 30_000})
    model = with_model("good")
    assert model.post()[1]["code"] == "LLM_API_ERROR"
    assert model.peer.requests == []


def test_failed_attempt_does_not_block_the_next_request(with_model: ModelEndpoints, cloud: PlantedCloud) -> None:
    model = with_model("refusal", "good")
    assert model.post()[0] == 502
    assert cloud.dynamodb.items(IDEMPOTENCY) == []
    assert model.post()[0] == 200


def test_artifact_that_cannot_be_stored_is_503_and_leaves_nothing(
    with_model: ModelEndpoints, cloud: PlantedCloud
) -> None:
    model = with_model("good")
    cloud.dynamodb.fail_with[("PutItem", ARTIFACTS)] = client_error("InternalServerError", "PutItem")
    status, envelope = model.post()
    assert (status, envelope["code"]) == (503, "STORAGE_ERROR")
    assert cloud.artifacts == []
    assert [key for key in cloud.s3.objects if key.startswith("tailored-cvs/")] == []
    cloud.dynamodb.fail_with.clear()
    assert model.post()[0] == 200


def test_two_identical_requests_at_once_give_one_artifact_and_one_request_to_the_model(
    with_model: ModelEndpoints, cloud: PlantedCloud
) -> None:
    model = with_model("good")
    model.endpoint.cold_start()
    service: TailoringService = sys.modules[HANDLER_MODULE].service
    inside, second_waits = threading.Event(), threading.Event()
    read = service.stores.cvs.read

    def slow_read(*, user_id: str, cv_version: int) -> MasterCv:
        inside.set()
        assert second_waits.wait(10)
        return read(user_id=user_id, cv_version=cv_version)

    def pause(seconds: float) -> None:
        second_waits.set()
        first.result(timeout=10)

    def tailor() -> TailorCvData:
        deadline = Deadline.start(integration_timeout_ms=29_000, invocation_remaining_ms=60_000)
        request = TailorCvRequest.model_validate(sample("request"))
        return replace(service, pause=pause).tailor(request, idempotency_key=None, deadline=deadline)

    service.stores.cvs.read = slow_read  # type: ignore[method-assign]
    with ThreadPoolExecutor(max_workers=2) as pool:
        first = pool.submit(tailor)
        assert inside.wait(10)
        second = pool.submit(tailor)
        assert second.result(timeout=10).metadata == first.result(timeout=10).metadata
    assert len(cloud.artifacts) == len(model.peer.requests) == 1


def section(body: dict[str, Any], name: str) -> Any:
    """A delimited section of a request's prompt."""
    texts = [block["text"] for block in body["messages"][0]["content"]]
    (found,) = [text for text in texts if text.startswith(f"<{name}>\n")]
    return json.loads(found.removeprefix(f"<{name}>\n").removesuffix(f"\n</{name}>"))
