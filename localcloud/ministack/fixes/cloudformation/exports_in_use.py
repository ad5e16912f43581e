"""An export that another stack imports keeps its value, and no other stack exports its name.

MiniStack lets the last stack that exports a name have it. It refuses to delete a stack whose exports are in use; an
update changes or drops such an export, and the importing stack goes on with what is gone. On AWS that update fails and
is rolled back (docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html).
"""

from __future__ import annotations

from typing import Any

from ministack.services import cloudformation
from ministack.services.cloudformation import handlers, stacks

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched(
        "services.cloudformation.stacks",
        "_resolve_stack_outputs",
        "outputs_defs,conditions,resources,param_values,mappings,stack_name,stack_id",
    ),
    Touched("services.cloudformation.handlers", "_imported_export_names", "stack,stack_name"),
    Touched("services.cloudformation", "_exports"),
    Touched("services.cloudformation", "_stacks"),
)


def apply() -> None:
    """Compare what a stack is about to export with what it exports, before its update is complete."""
    resolve = stacks._resolve_stack_outputs

    def resolve_stack_outputs(
        outputs_defs: Any,
        conditions: Any,
        resources: Any,
        param_values: Any,
        mappings: Any,
        stack_name: str,
        stack_id: str,
    ) -> tuple[Any, dict[str, Any]]:
        outputs, exports = resolve(outputs_defs, conditions, resources, param_values, mappings, stack_name, stack_id)
        for name, export in list(cloudformation._exports.items()):
            if name in exports and export["StackId"] != stack_id:
                raise ValueError(f"Export with name {name} is already exported by stack {_name(export['StackId'])}")
            if export["StackId"] != stack_id or exports.get(name, {}).get("Value") == export["Value"]:
                continue
            user = _importing_stack(name, besides=stack_name)
            if user:
                change = "updated" if name in exports else "deleted"
                raise ValueError(f"Export {name} cannot be {change} as it is in use by {user}")
        return outputs, exports

    stacks._resolve_stack_outputs = resolve_stack_outputs


def _name(stack_id: str) -> str:
    return stack_id.split("/")[1]


def _importing_stack(export: str, *, besides: str) -> str:
    """The name of a stack that imports it; empty where none does."""
    for name, stack in cloudformation._stacks.items():
        alive = not stack.get("StackStatus", "").startswith(("DELETE_COMPLETE", "REVIEW_IN_PROGRESS"))
        if name != besides and alive and export in handlers._imported_export_names(stack, name):
            return str(name)
    return ""
