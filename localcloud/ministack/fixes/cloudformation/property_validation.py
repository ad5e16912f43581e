"""A resource whose properties its type's schema forbids fails, as on AWS, with the property named.

MiniStack takes what it knows and lets the rest be: a misspelt property, a name that is too long, a value that is none
of those admitted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ministack.core.responses import get_region
from ministack.services.cloudformation import provisioners

from localcloud.aws.cloudformation.resource_schemas import property_problems, resource_schema, schemas_date
from localcloud.ministack import resource_changes
from localcloud.ministack.resource_changes import ResourceChange, check_before
from localcloud.ministack.touched import Touched

TOUCHES = (*resource_changes.TOUCHES, Touched("services.cloudformation.provisioners", "_STACK_TAG_PROPERTY"))


def apply() -> None:
    """Check before a stack creates a resource, and before it changes one."""
    check_before(_check)


def _check(change: ResourceChange) -> None:
    problems = property_problems(
        change.resource_type, _as_written(change.resource_type, change.properties), get_region()
    )
    if problems:
        raise ValueError(
            f"Properties validation failed for resource {change.logical_id} with message:\n[{', '.join(problems)}] "
            f"({change.resource_type} as its schema was on {schemas_date()})"
        )


def _as_written(resource_type: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Without the tags that CloudFormation adds by itself, which nobody else may write, and the others in the form that
    the type's schema has for them: MiniStack keeps those of an identity pool as a map, the schema has a list."""
    written = dict(properties)
    name, _ = provisioners._STACK_TAG_PROPERTY.get(resource_type, ("Tags", ""))
    tags = written.get(name)
    if isinstance(tags, dict):
        kept = {key: value for key, value in tags.items() if not key.startswith("aws:")}
        listed = ((resource_schema(resource_type) or {}).get("properties") or {}).get(name, {}).get("type") == "array"
        written[name] = [{"Key": key, "Value": value} for key, value in kept.items()] if listed else kept
    if isinstance(tags, list):
        written[name] = [tag for tag in tags if not str(tag.get("Key", "")).startswith("aws:")]
    return written
