"""JSON services are held to botocore's model, in both directions."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from localcloud.aws.api.json_service import Caller, JsonService, ServiceError
from localcloud.aws.api.paths import handler_for, register_path

_TARGET = "CodePipeline_20150709."


def _ask(service: JsonService, operation: str, body: Any) -> tuple[int, Any]:
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"x-amz-target": _TARGET + operation}
    status, _, answer = asyncio.run(service.handle_request("POST", "/", headers, text, {}))
    return status, json.loads(answer or b"null")


def _service(**operations: Callable[[Caller, dict[str, Any]], dict[str, Any]]) -> JsonService:
    return JsonService(service_name="codepipeline", operations=operations)


def test_a_request_reaches_its_operation_in_another_thread() -> None:
    seen: list[Any] = []

    def list_pipelines(caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        seen.extend([request, threading.current_thread() is threading.main_thread(), caller.region])
        return {"pipelines": []}

    status, answer = _ask(_service(ListPipelines=list_pipelines), "ListPipelines", {"maxResults": 5})
    assert (status, answer) == (200, {"pipelines": []})
    assert seen == [{"maxResults": 5}, False, "us-east-1"]


@pytest.mark.parametrize(
    ("operation", "request_body", "part"),
    [
        ("GetPipeline", {}, 'Missing required parameter in input: "name"'),
        ("GetPipeline", {"name": 5}, "Invalid type for parameter name"),
        ("GetPipeline", {"name": "a b"}, "regular expression pattern: [A-Za-z0-9.@\\-_]+"),
        ("GetPipeline", {"name": "x" * 101}, "length less than or equal to 100"),
        ("RetryStageExecution", {"pipelineName": "p", "stageName": "s", "pipelineExecutionId": "i",
                                 "retryMode": "SOME"}, "enum value set: [FAILED_ACTIONS, ALL_ACTIONS]"),
    ],
)  # fmt: skip
def test_a_request_that_the_model_forbids_is_a_validation_exception(
    operation: str, request_body: dict[str, Any], part: str
) -> None:
    never: dict[str, Any] = {operation: lambda caller, request: pytest.fail("it was called")}
    status, answer = _ask(_service(**never), operation, request_body)
    assert (status, answer["__type"]) == (400, "ValidationException")
    assert part in answer["message"]


def test_what_is_not_json_is_a_serialization_exception() -> None:
    service = _service(GetPipeline=lambda caller, request: {})
    assert _ask(service, "GetPipeline", b"{")[1]["__type"] == "SerializationException"
    assert _ask(service, "GetPipeline", [1])[1]["__type"] == "SerializationException"


def test_a_nesting_that_cannot_be_read_is_a_serialization_exception() -> None:
    service = _service(GetPipeline=lambda caller, request: {})
    deep = b'{"name": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    status, answer = _ask(service, "GetPipeline", deep)
    assert (status, answer["__type"]) == (400, "SerializationException")


def test_members_that_the_service_does_not_know_are_passed_over() -> None:
    seen: list[Any] = []

    def get_pipeline(caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        seen.append(request)
        return {}

    assert _ask(_service(GetPipeline=get_pipeline), "GetPipeline", {"name": "p", "comingNextYear": {"a": 1}})[0] == 200
    assert seen == [{"name": "p"}]


def test_a_service_may_call_an_invalid_request_otherwise() -> None:
    service = JsonService(
        service_name="codebuild",
        operations={"StartBuild": lambda caller, request: {}},
        invalid_input="InvalidInputException",
    )
    headers = {"x-amz-target": "CodeBuild_20161006.StartBuild"}
    _, _, answer = asyncio.run(service.handle_request("POST", "/", headers, b"{}", {}))
    assert json.loads(answer)["__type"] == "InvalidInputException"


def test_an_operation_that_is_not_offered_is_named() -> None:
    status, answer = _ask(_service(), "GetPipeline", {"name": "p"})
    assert (status, answer["__type"]) == (400, "UnsupportedOperationException")
    assert "GetPipeline" in answer["message"]


def test_an_operation_that_aws_does_not_have_is_unknown() -> None:
    assert _ask(_service(), "Nonsense", {})[1]["__type"] == "UnknownOperationException"
    with pytest.raises(ValueError, match="Nonsense"):
        _service(Nonsense=lambda caller, request: {})


def test_a_service_error_is_the_answer() -> None:
    def get_pipeline(caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        raise ServiceError("PipelineNotFoundException", "no such pipeline")

    status, answer = _ask(_service(GetPipeline=get_pipeline), "GetPipeline", {"name": "p"})
    assert (status, answer) == (400, {"__type": "PipelineNotFoundException", "message": "no such pipeline"})


def test_an_answer_that_does_not_fit_names_the_member() -> None:
    service = _service(ListPipelines=lambda caller, request: {"pipelines": [{"version": "one"}]})
    status, answer = _ask(service, "ListPipelines", {})
    assert status == 500
    assert "pipelines[0].version" in answer["message"]


def test_datetimes_become_epoch_seconds_and_absent_members_are_left_out() -> None:
    moment = datetime(2026, 1, 1, 1, 0, tzinfo=timezone(timedelta(hours=1)))
    service = _service(
        ListPipelines=lambda caller, request: {"pipelines": [{"name": "p", "created": moment}], "nextToken": None}
    )
    _, answer = _ask(service, "ListPipelines", {})
    assert answer == {"pipelines": [{"name": "p", "created": datetime(2026, 1, 1, tzinfo=UTC).timestamp()}]}


def test_timestamps_of_a_request_arrive_as_aware_datetimes() -> None:
    seen: list[Any] = []

    def put_action_revision(caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        seen.append(request["actionRevision"]["created"])
        return {}

    request = {
        "pipelineName": "p",
        "stageName": "s",
        "actionName": "a",
        "actionRevision": {"revisionId": "1", "revisionChangeId": "1", "created": 0},
    }
    _ask(_service(PutActionRevision=put_action_revision), "PutActionRevision", request)
    assert seen == [datetime(1970, 1, 1, tzinfo=UTC)]


def test_a_path_beside_aws_s_is_served_by_its_longest_prefix() -> None:
    async def short(*request: Any) -> Any:
        return 200, {}, b""

    async def long(*request: Any) -> Any:
        return 200, {}, b""

    register_path("/_test/", short)
    register_path("/_test/long/", long)
    assert handler_for("/_test/long/x") is long
    assert handler_for("/_test/x") is short
    assert handler_for("/bucket/_test/") is None


@pytest.mark.parametrize("prefix", ["/", "/bucket", "_x/", "/_x"])
def test_a_path_that_could_be_aws_s_is_refused(prefix: str) -> None:
    async def never(*request: Any) -> Any:
        pytest.fail("it was called")

    with pytest.raises(ValueError, match="starts with '/_'"):
        register_path(prefix, never)
