"""Sends the lists of an answer also when they are empty, as CodeBuild does.

Its model says that `ids`, `buildsNotFound` and their like hold at least one item, and answers are checked against it;
the service itself sends `"buildsNotFound": []`, and callers index it without asking.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from functools import wraps
from typing import Any

from botocore.model import ListShape, ServiceModel

from localcloud.aws.api.json_service import Caller, Operation

Response = tuple[int, dict[str, str], bytes]
Handler = Callable[[str, str, Mapping[str, str], bytes, Mapping[str, Any]], Awaitable[Response]]


def without_empty_lists(operation: Operation) -> Operation:
    """`operation`, with an answer that the model's lengths fit."""

    @wraps(operation)
    def call(caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in operation(caller, request).items() if value != []}

    return call


def with_list_members(handler: Handler, model: ServiceModel) -> Handler:
    """`handler`, with every list that an answer's model has."""
    lists = {name: _list_members(model, name) for name in model.operation_names}

    async def handle_request(
        method: str, path: str, headers: Mapping[str, str], body: bytes, query_params: Mapping[str, Any]
    ) -> Response:
        status, answer_headers, answer = await handler(method, path, headers, body, query_params)
        members = lists.get(headers.get("x-amz-target", "").rpartition(".")[2], ())
        if status == 200 and members:
            document = json.loads(answer)
            answer = json.dumps({**{name: [] for name in members}, **document}).encode()
        return status, answer_headers, answer

    return handle_request


def _list_members(model: ServiceModel, operation: str) -> tuple[str, ...]:
    shape = model.operation_model(operation).output_shape
    if shape is None:
        return ()
    return tuple(name for name, member in shape.members.items() if isinstance(member, ListShape))
