"""Every operation of every service that the local cloud adds answers or refuses; none fails, and none hangs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

import botocore.session
import pytest
from botocore.model import ServiceModel

from tests.localcloud.cloud_process import CloudProcess
from tests.localcloud.operations.inputs import least, wrong
from tests.localcloud.operations.signed_calls import Answer, SignedCalls

pytestmark = pytest.mark.cloud
SERVICES = (
    "application-autoscaling",
    "codebuild",
    "codecommit",
    "codeconnections",
    "codedeploy",
    "codepipeline",
    "codestar-connections",
    "service-quotas",
)
_NOT_OFFERED = "UnsupportedOperationException"


@cache
def _model(service: str) -> ServiceModel:
    return botocore.session.get_session().get_service_model(service)


def _operations() -> Iterator[tuple[str, str]]:
    for service in SERVICES:
        for operation in _model(service).operation_names:
            yield service, operation


def _complaint(answer: Answer) -> str:
    """What is wrong with an answer: a fault of the server's, or a refusal that names no error of AWS's form."""
    if answer.status >= 500:
        return f"{answer.status} {answer.body[:300]!r}"
    if answer.status >= 400:
        document = json.loads(answer.body)
        if not document.get("__type") or "message" not in {name.lower() for name in document}:
            return f"{answer.status} without a code or message: {answer.body[:300]!r}"
    return ""


@pytest.mark.parametrize(("service", "name"), list(_operations()))
def test_an_operation_answers_or_refuses(cloud: CloudProcess, service: str, name: str) -> None:
    model = _model(service)
    calls, shape = SignedCalls(cloud, model), model.operation_model(name).input_shape
    first = calls.call(name, json.dumps(least(shape)).encode())
    assert not _complaint(first)
    if _NOT_OFFERED.encode() in first.body:
        return
    for given in wrong(shape):
        answer = calls.call(name, json.dumps(given).encode())
        assert not _complaint(answer), given


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b'{"a": NaN}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"name": "' + b"x" * 1_000_000 + b'"}',
    ],
    ids=["nothing", "half", "no text", "no number", "deep lists", "deep objects", "long"],
)
def test_a_body_that_is_no_request_is_refused(cloud: CloudProcess, service: str, body: bytes) -> None:
    model = _model(service)
    calls = SignedCalls(cloud, model)
    for name in model.operation_names[:5]:
        answer = calls.call(name, body)
        assert not _complaint(answer)


def test_an_operation_that_does_not_exist_is_refused(cloud: CloudProcess) -> None:
    for service in SERVICES:
        answer = SignedCalls(cloud, _model(service)).call("DoEverything", b"{}")
        assert (answer.status, b"UnknownOperationException" in answer.body) == (400, True), service
