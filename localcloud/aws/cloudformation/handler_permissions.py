"""What CloudFormation's handlers need to create, read, update and delete a resource of a type, as published.

The record is written by `record_handler_permissions`; its sources and their dates stand at its head.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

Operation = Literal["create", "read", "update", "delete"]


@dataclass(frozen=True, kw_only=True)
class TypePermissions:
    """A resource type.

    Attributes:
        service: IAM's prefix of its own service, such as ``logs``.
        kind: what the service authorization reference calls it, such as ``logs:log-group``; empty where a resource of
            the type has no ARN of its own.
        name: the property that names it; empty where the service chooses its id.
        actions: by operation, what its handler may call.
    """

    service: str
    kind: str
    name: str
    actions: Mapping[Operation, tuple[str, ...]]


@functools.cache
def type_permissions(type_name: str) -> TypePermissions | None:
    """What is published of a type; None where nothing is."""
    entry = _record()["types"].get(type_name)
    if entry is None:
        return None
    operations: tuple[Operation, ...] = ("create", "read", "update", "delete")
    return TypePermissions(
        service=entry["service"],
        kind=entry.get("resource", ""),
        name=entry.get("name", ""),
        actions={one: tuple(entry.get(one, ())) for one in operations},
    )


@functools.cache
def kinds_of(action: str) -> tuple[str, ...]:
    """The kinds of resource that an action takes, such as ``logs:log-group``; none where a policy must say ``*``.

    Raises:
        KeyError: no handler needs the action.
    """
    return tuple(_record()["actions"][action])


def arn_pattern(kind: str) -> str:
    """The ARN of a kind of resource, with ``${Partition}``, ``${Region}``, ``${Account}`` and others in it; empty where
    no action of a handler takes that kind."""
    pattern: str = _record()["resources"].get(kind, "")
    return pattern


@functools.cache
def arn_kinds(service: str) -> tuple[str, ...]:
    """The kinds of resource whose ARNs are of a service."""
    return tuple(kind for kind, pattern in _record()["resources"].items() if pattern.split(":")[2] == service)


@functools.cache
def _record() -> Mapping[str, Any]:
    text = files(__package__).joinpath("handler_permissions.json").read_text(encoding="utf-8")
    record: Mapping[str, Any] = json.loads(text)
    return record
