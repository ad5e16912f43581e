"""A condition may join a list parameter to see whether it is empty, as the CDK's bootstrap does.

MiniStack leaves `Fn::Join` in a condition as it stands, which is never equal to anything: the bootstrap's role for
CloudFormation then has no policy where nobody named one, instead of AdministratorAccess.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ministack.services.cloudformation import changesets, engine, handlers, stacks

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.cloudformation.engine", "_evaluate_conditions", "template,params"),
    Touched("services.cloudformation.changesets", "_evaluate_conditions", "template,params"),
    Touched("services.cloudformation.handlers", "_evaluate_conditions", "template,params"),
    Touched("services.cloudformation.stacks", "_evaluate_conditions", "template,params"),
)


def apply() -> None:
    """Join what conditions join before they are evaluated, wherever they are."""
    evaluate = engine._evaluate_conditions

    def evaluate_conditions(template: dict[str, Any], params: dict[str, Any]) -> dict[str, bool]:
        conditions = _joined(template.get("Conditions", {}), params)
        answer: dict[str, bool] = evaluate({**template, "Conditions": conditions}, params)
        return answer

    for module in (engine, changesets, handlers, stacks):
        module._evaluate_conditions = evaluate_conditions


def _joined(value: Any, params: Mapping[str, Any]) -> Any:
    """The same conditions with each `Fn::Join` as its text."""
    if isinstance(value, list):
        return [_joined(each, params) for each in value]
    if not isinstance(value, Mapping):
        return value
    if "Fn::Join" in value:
        separator, members = value["Fn::Join"]
        return separator.join(_members(members, params))
    return {key: _joined(each, params) for key, each in value.items()}


def _members(value: Any, params: Mapping[str, Any]) -> list[str]:
    """A list's members; a list parameter is one text with commas here."""
    if isinstance(value, list):
        return [member for each in value for member in _members(each, params)]
    if isinstance(value, Mapping) and value.get("Ref") in params:
        return [member.strip() for member in str(params[value["Ref"]]["Value"]).split(",")]
    return [str(value)]
