"""Conditions of a template compare what their functions give.

MiniStack compares `Fn::Join`, `Fn::Sub`, `Fn::Split`, `Fn::FindInMap` and pseudo parameters as they are written, so
`cdk bootstrap` without policies of its own takes the branch of who named some, and its execution role gets none.
"""

from __future__ import annotations

from typing import Any

from ministack.services.cloudformation import changesets, engine, handlers, stacks

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.cloudformation.engine", "_evaluate_conditions", "template,params"),
    Touched("services.cloudformation.changesets", "_evaluate_conditions", "template,params"),
    Touched("services.cloudformation.handlers", "_evaluate_conditions", "template,params"),
    Touched("services.cloudformation.stacks", "_evaluate_conditions", "template,params"),
    Touched(
        "services.cloudformation.engine",
        "_resolve_refs",
        "value,resources,params,conditions,mappings,stack_name,stack_id",
    ),
)
_FUNCTIONS = frozenset({"Fn::Join", "Fn::Sub", "Fn::Split", "Fn::FindInMap"})


def apply() -> None:
    """Put each function's value in its place before the conditions are compared."""
    evaluate = engine._evaluate_conditions

    def evaluate_conditions(template: dict[str, Any], params: dict[str, Any]) -> Any:
        conditions = template.get("Conditions")
        if not conditions:
            return evaluate(template, params)
        mappings = template.get("Mappings", {})
        valued = {name: _valued(condition, params, mappings) for name, condition in conditions.items()}
        return evaluate({**template, "Conditions": valued}, params)

    for module in (engine, changesets, handlers, stacks):
        module._evaluate_conditions = evaluate_conditions


def _valued(node: Any, params: dict[str, Any], mappings: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_valued(item, params, mappings) for item in node]
    if not isinstance(node, dict):
        return node
    if _FUNCTIONS & node.keys() or str(node.get("Ref", "")).startswith("AWS::"):
        return engine._resolve_refs(node, {}, params, {}, mappings, "", "")
    return {key: _valued(item, params, mappings) for key, item in node.items()}
