"""A resource whose properties its type's schema forbids fails, as on AWS, with the property named.

MiniStack takes what it knows and lets the rest be: a misspelt property, a name that is too long, a value that is none
of those admitted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ministack.core.responses import get_region
from ministack.services.cloudformation import stacks

from localcloud.aws.cloudformation.resource_schemas import property_problems, schemas_date
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.cloudformation.stacks", "_provision_resource", "resource_type,logical_id,props,stack_name"),
    Touched(
        "services.cloudformation.stacks",
        "_update_resource",
        "resource_type,physical_id,old_props,new_props,stack_name,logical_id,old_attrs",
    ),
)


def apply() -> None:
    """Check before a stack creates a resource, and before it changes one."""
    provision, update = stacks._provision_resource, stacks._update_resource

    def provision_resource(resource_type: str, logical_id: str, props: dict[str, Any], stack_name: str) -> Any:
        _check(resource_type, logical_id, props)
        return provision(resource_type, logical_id, props, stack_name)

    def update_resource(
        resource_type: str,
        physical_id: str,
        old_props: dict[str, Any],
        new_props: dict[str, Any],
        stack_name: str,
        logical_id: str | None = None,
        old_attrs: dict[str, Any] | None = None,
    ) -> Any:
        # What AWS took once it takes again: a schema that has become stricter since stops no roll-back.
        if old_props != new_props:
            _check(resource_type, logical_id or physical_id, new_props)
        return update(resource_type, physical_id, old_props, new_props, stack_name, logical_id, old_attrs)

    stacks._provision_resource = provision_resource
    stacks._update_resource = update_resource


def _check(resource_type: str, logical_id: str, properties: Mapping[str, Any]) -> None:
    problems = property_problems(resource_type, _as_written(properties), get_region())
    if problems:
        raise ValueError(
            f"Properties validation failed for resource {logical_id} with message:\n[{', '.join(problems)}] "
            f"({resource_type} as its schema was on {schemas_date()})"
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
