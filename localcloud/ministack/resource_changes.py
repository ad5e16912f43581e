"""What a stack asks of a resource, before its handler does it: the one place where checks of resources are put in.

The check that was put in last is asked first. What it raises is the resource's reason to fail.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ministack.services.cloudformation import stacks

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.cloudformation.stacks", "_provision_resource", "resource_type,logical_id,props,stack_name"),
    Touched(
        "services.cloudformation.stacks",
        "_update_resource",
        "resource_type,physical_id,old_props,new_props,stack_name,logical_id,old_attrs",
    ),
)


@dataclass(frozen=True, kw_only=True)
class ResourceChange:
    """A resource that a stack is about to create or to change.

    Attributes:
        properties: with references resolved.
        physical_id: empty for one that is created.
        old: its properties so far; None for one that is created.
    """

    resource_type: str
    logical_id: str
    properties: Mapping[str, Any]
    stack_name: str
    physical_id: str = ""
    old: Mapping[str, Any] | None = None


def check_before(check: Callable[[ResourceChange], None]) -> None:
    """Put a check in; it raises ValueError with AWS's words for what is refused.

    A resource whose properties stay as they are is not asked about, as CloudFormation does not touch it: so what AWS
    took once it takes again, also in a roll-back.
    """
    provision, update = stacks._provision_resource, stacks._update_resource

    def provision_resource(resource_type: str, logical_id: str, props: dict[str, Any], stack_name: str) -> Any:
        check(
            ResourceChange(resource_type=resource_type, logical_id=logical_id, properties=props, stack_name=stack_name)
        )
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
        if old_props != new_props:
            check(
                ResourceChange(
                    resource_type=resource_type,
                    logical_id=logical_id or physical_id,
                    properties=new_props,
                    stack_name=stack_name,
                    physical_id=physical_id,
                    old=old_props,
                )
            )
        return update(resource_type, physical_id, old_props, new_props, stack_name, logical_id, old_attrs)

    stacks._provision_resource = provision_resource
    stacks._update_resource = update_resource
