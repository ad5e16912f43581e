"""`dynamodb:LeadingKeys`: the partition keys that a request touches.

The smoke tests' role may touch only items whose key starts with `smoke-`. MiniStack does not resolve the key, so the
role is denied everything, and a policy that only forbids other keys forbids nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ministack.core import iam_actions
from ministack.services import dynamodb

from localcloud.aws.api.request_bodies import parsed_body
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("core.iam_actions", "dynamodb_service_context", "body"),
    Touched("services.dynamodb", "_tables"),
)
_EQUALITY = re.compile(r"(#?[\w.]+)\s*=\s*(:\w+)")


def apply() -> None:
    """Add the key to what MiniStack finds in a request."""
    context_of = iam_actions.dynamodb_service_context

    def with_leading_keys(body: bytes) -> dict[str, Any]:
        context: dict[str, Any] = context_of(body)
        try:
            request = parsed_body(body or b"{}")
            keys = sorted(set(_leading_keys(request))) if isinstance(request, dict) else []
        except (ValueError, TypeError, AttributeError, KeyError):
            keys = []  # what is malformed is refused by the service
        return {**context, "dynamodb:LeadingKeys": keys} if keys else context

    iam_actions.dynamodb_service_context = with_leading_keys


def _leading_keys(request: dict[str, Any]) -> Iterator[str]:
    table = request.get("TableName")
    if isinstance(table, str):
        yield from _single(request, table)
    for name, entries in (request.get("RequestItems") or {}).items():
        yield from _batch(name, entries)
    for item in request.get("TransactItems") or []:
        for detail in item.values():
            yield from _single(detail, detail["TableName"])


def _single(request: dict[str, Any], table: str) -> Iterator[str]:
    partition_key = _partition_key(table, request.get("IndexName"))
    for item in (request.get("Key"), request.get("Item")):
        if item and partition_key in item:
            yield _text(item[partition_key])
    yield from _queried(request, partition_key)


def _batch(table: str, entries: Any) -> Iterator[str]:
    partition_key = _partition_key(table, None)
    if isinstance(entries, dict):
        items = entries.get("Keys", [])
    else:
        items = [
            entry["PutRequest"]["Item"] if "PutRequest" in entry else entry["DeleteRequest"]["Key"] for entry in entries
        ]
    for item in items:
        yield _text(item[partition_key])


def _queried(request: dict[str, Any], partition_key: str) -> Iterator[str]:
    names = request.get("ExpressionAttributeNames") or {}
    values = request.get("ExpressionAttributeValues") or {}
    for name, value in _EQUALITY.findall(request.get("KeyConditionExpression") or ""):
        if names.get(name, name) == partition_key:
            yield _text(values[value])
    legacy = (request.get("KeyConditions") or {}).get(partition_key)
    if legacy and legacy.get("ComparisonOperator") == "EQ":
        yield _text(legacy["AttributeValueList"][0])


def _partition_key(table: str, index: str | None) -> str:
    name = table.rpartition("/")[2] if table.startswith("arn:") else table
    record = dynamodb._tables.get(name) or {}
    indexes = [*(record.get("GlobalSecondaryIndexes") or []), *(record.get("LocalSecondaryIndexes") or [])]
    schema = next((found["KeySchema"] for found in indexes if index and found["IndexName"] == index), None)
    for key in schema or record.get("KeySchema") or []:
        if key["KeyType"] == "HASH":
            return str(key["AttributeName"])
    return ""


def _text(attribute_value: dict[str, Any]) -> str:
    return str(next(iter(attribute_value.values())))
