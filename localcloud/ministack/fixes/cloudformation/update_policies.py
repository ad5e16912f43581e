"""A resource's `UpdatePolicy` is known to whoever updates it, and what it refers to is there by then.

MiniStack reads the attribute for its differences alone: a handler gets the properties, and references in the policy
make no dependency. During a roll-back no policy applies: a resource goes straight back to what it was.
Source: docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Final

from ministack.services import cloudformation
from ministack.services.cloudformation import changesets, engine, handlers, stacks

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.cloudformation", "_stacks"),
    Touched("services.cloudformation.engine", "_evaluate_conditions", "template,params"),
    Touched("services.cloudformation.engine", "_extract_deps", "resource_def,all_resource_names"),
    Touched("services.cloudformation.engine", "_intrinsic_references"),
    Touched(
        "services.cloudformation.engine",
        "_resolve_refs",
        "value,resources,params,conditions,mappings,stack_name,stack_id",
    ),
    Touched("services.cloudformation.changesets", "_deploy_stack_async"),
    Touched("services.cloudformation.handlers", "_deploy_stack_async"),
    Touched("services.cloudformation.handlers", "_roll_back_operation"),
    Touched("services.cloudformation.stacks", "_deploy_stack_async"),
    Touched("services.cloudformation.stacks", "_roll_back_operation"),
    Touched("services.cloudformation.stacks", "_runs_on_worker_thread", "resource_type"),
)
_ATTRIBUTE: Final = "UpdatePolicy"
_WAITING_TYPES: Final = {"AWS::Lambda::Alias"}
"""Types whose update may wait for what its policy asks for, and must not hold the requests meanwhile."""


@dataclass(frozen=True, kw_only=True)
class _Operation:
    """A stack's creation or update, as long as it goes forward."""

    stack_name: str
    stack_id: str
    template: Mapping[str, Any]
    parameters: Mapping[str, Any]


_operation: ContextVar[_Operation | None] = ContextVar("stack_operation", default=None)


def apply() -> None:
    """Note the operation that a handler is called in, and order resources by their policies too."""
    deploy, roll_back = stacks._deploy_stack_async, stacks._roll_back_operation
    dependencies, on_worker_thread = engine._extract_deps, stacks._runs_on_worker_thread

    async def deploy_stack(
        stack_name: str, stack_id: str, template: Any, param_values: Any, *args: Any, **kwargs: Any
    ) -> None:
        _operation.set(_Operation(stack_name=stack_name, stack_id=stack_id, template=template, parameters=param_values))
        await deploy(stack_name, stack_id, template, param_values, *args, **kwargs)

    async def roll_back_operation(*args: Any, **kwargs: Any) -> None:
        _operation.set(None)
        await roll_back(*args, **kwargs)

    def extract_dependencies(resource_def: dict[str, Any], all_resource_names: set[str]) -> set[str]:
        named = {name for name, _ in engine._intrinsic_references(resource_def.get(_ATTRIBUTE, {}))}
        found: set[str] = dependencies(resource_def, all_resource_names)
        return found | (named & all_resource_names)

    for module in (stacks, changesets, handlers):
        module._deploy_stack_async = deploy_stack
    for module in (stacks, handlers):
        module._roll_back_operation = roll_back_operation
    engine._extract_deps = extract_dependencies
    stacks._runs_on_worker_thread = lambda resource_type: (
        resource_type in _WAITING_TYPES or on_worker_thread(resource_type)
    )


def update_policy(stack_name: str, logical_id: str, policy: str) -> dict[str, Any]:
    """One of a resource's update policies, its references resolved; empty where it has none, or none applies.

    Raises:
        Exception: what the policy refers to does not exist.
    """
    operation = _operation.get()
    if operation is None or operation.stack_name != stack_name:
        return {}
    resource = operation.template.get("Resources", {}).get(logical_id, {})
    if policy not in (resource.get(_ATTRIBUTE) or {}):
        return {}
    resolved: dict[str, Any] = engine._resolve_refs(
        dict(resource[_ATTRIBUTE][policy]),
        cloudformation._stacks[stack_name].get("_resources", {}),
        operation.parameters,
        engine._evaluate_conditions(operation.template, operation.parameters),
        operation.template.get("Mappings", {}),
        stack_name,
        operation.stack_id,
    )
    return {name: value for name, value in resolved.items() if value is not engine._NO_VALUE}
