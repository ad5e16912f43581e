"""AWS JSON 1.1 services on top of plain functions, held to botocore's own model of the service.

CodePipeline, CodeBuild and Application Auto Scaling share this protocol. The model is the contract: a request that
the real service would refuse is refused here with the same words, and an answer that boto3 could not parse is a fault
of ours that says which member is wrong.
"""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from botocore.model import OperationModel, ServiceModel
from ministack.core.concurrency import run_reentrant
from ministack.core.iam_evaluator import caller_arn
from ministack.core.responses import get_account_id, get_region

from localcloud.aws.api.shapes import (
    input_problems,
    known_members,
    output_problems,
    read_input,
    without_absent,
    write_output,
)
from localcloud.aws.identity.clients import service_model
from localcloud.aws.service_error import ServiceError

__all__ = ["Caller", "JsonService", "Operation", "ServiceError"]

_log = logging.getLogger(__name__)
_served: dict[str, JsonService] = {}
_CONTENT_TYPE = "application/x-amz-json-1.1"


@dataclass(frozen=True)
class Caller:
    """Who called, as MiniStack authenticated it: account id, region of the signature, principal ARN."""

    account: str
    region: str
    principal_arn: str


Operation = Callable[[Caller, dict[str, Any]], dict[str, Any]]
HttpResponse = tuple[int, dict[str, str], bytes]


class JsonService:
    """One JSON 1.1 service; its `handle_request` is what MiniStack's dispatcher calls.

    Operations run in a thread of their own (they may block, and may call this server again) with MiniStack's account
    and region set. Timestamps arrive and leave as aware datetimes, blobs as bytes.
    """

    def __init__(
        self, *, service_name: str, operations: Mapping[str, Operation], invalid_input: str = "ValidationException"
    ) -> None:
        """Raise ValueError when an operation is not one of the service.

        Args:
            invalid_input: the code of the service's error for a request that its model forbids.
        """
        self.model: ServiceModel = service_model(service_name)
        unknown = sorted(set(operations) - set(self.model.operation_names))
        if unknown:
            raise ValueError(f"{service_name} has no operation named {', '.join(unknown)}")
        self._operations = dict(operations)
        self.offered = frozenset(operations)
        _served[service_name] = self
        self._invalid_input = invalid_input

    async def handle_request(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes, query_params: Mapping[str, Any]
    ) -> HttpResponse:
        """Answer one request that MiniStack has already authenticated and authorized."""
        del method, path, query_params
        try:
            operation, handler = self._resolve(headers.get("x-amz-target", ""))
            request = _parse_request(body, operation, self._invalid_input)
            caller = Caller(account=get_account_id(), region=get_region(), principal_arn=caller_arn())
            answer = await run_reentrant(handler, caller, request, thread_name=f"localcloud-{operation.name}")
            return _answer(200, _write_response(answer, operation))
        except ServiceError as error:
            return _error(error)
        except Exception as error:
            _log.exception("%s failed", headers.get("x-amz-target"))
            return _error(ServiceError("InternalFailure", f"{type(error).__name__}: {error}", 500))

    def _resolve(self, target: str) -> tuple[OperationModel, Operation]:
        name = target.rpartition(".")[2]
        if name not in self.model.operation_names:
            raise ServiceError("UnknownOperationException", f"{self.model.service_name} has no operation {name!r}.")
        if name not in self._operations:
            message = f"{self.model.service_name} {name} is not offered by the local cloud."
            raise ServiceError("UnsupportedOperationException", message)
        return self.model.operation_model(name), self._operations[name]


def served_services() -> list[JsonService]:
    """Every service that was made in this process, each by its last making."""
    return list(_served.values())


def _parse_request(body: bytes, operation: OperationModel, invalid_input: str) -> dict[str, Any]:
    try:
        request = json.loads(body or b"{}")
    except (ValueError, RecursionError) as error:
        raise ServiceError("SerializationException", f"The body is not JSON: {error}") from error
    if not isinstance(request, dict):
        raise ServiceError("SerializationException", "The body must be a JSON object.")
    shape = operation.input_shape
    if shape is None:
        return request
    request = known_members(request, shape)
    problems = input_problems(request, shape)
    if problems:
        raise ServiceError(invalid_input, problems)
    parsed: dict[str, Any] = read_input(request, shape)
    return parsed


def _write_response(answer: Mapping[str, Any], operation: OperationModel) -> bytes:
    shape = operation.output_shape
    if shape is None:
        return b""
    present = without_absent(answer)
    problems = output_problems(present, shape)
    if problems:
        raise TypeError(f"the answer of {operation.name} does not fit its model: {problems}")
    return json.dumps(write_output(present, shape)).encode()


def _answer(status: int, body: bytes) -> HttpResponse:
    return status, {"Content-Type": _CONTENT_TYPE, "x-amzn-RequestId": str(uuid.uuid4())}, body


def _error(error: ServiceError) -> HttpResponse:
    return _answer(error.status, json.dumps({"__type": error.code, "message": error.message}).encode())
