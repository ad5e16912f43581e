"""A resource whose properties its type's schema forbids fails, as on AWS, with the property named.

MiniStack takes what it knows and lets the rest be: a misspelt property, a name that is too long, a value that is none
of those admitted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ministack.core.responses import get_region

from localcloud.aws.cloudformation.resource_schemas import property_problems, schemas_date
from localcloud.ministack import resource_changes
from localcloud.ministack.resource_changes import ResourceChange, check_before

TOUCHES = resource_changes.TOUCHES


def apply() -> None:
    """Check before a stack creates a resource, and before it changes one."""
    check_before(_check)


def _check(change: ResourceChange) -> None:
    problems = property_problems(change.resource_type, _as_written(change.properties), get_region())
    if problems:
        raise ValueError(
            f"Properties validation failed for resource {change.logical_id} with message:\n[{', '.join(problems)}] "
            f"({change.resource_type} as its schema was on {schemas_date()})"
        )


def _as_written(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Without the tags that CloudFormation adds by itself, which nobody else may write."""
    written = dict(properties)
    tags = written.get("Tags")
    if isinstance(tags, dict):
        written["Tags"] = {key: value for key, value in tags.items() if not key.startswith("aws:")}
    if isinstance(tags, list):
        written["Tags"] = [tag for tag in tags if not str(tag.get("Key", "")).startswith("aws:")]
    return written
