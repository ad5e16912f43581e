"""The statements of every policy in a template, with their resources as text: `*` for what only a deployment knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bootstrap.assembly_types import listed
from localcloud.aws.cloudformation.handler_permissions import arn_pattern, type_permissions


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One statement: where it stands, its actions, and its resources."""

    place: str
    actions: tuple[str, ...]
    resources: tuple[str, ...]


def statements(template: Mapping[str, Any]) -> Iterator[Statement]:
    """Identity, resource and key policies; a role's trust policy has no resource."""
    for logical_id, resource in template["Resources"].items():
        for document in _documents(resource.get("Properties", {})):
            for statement in listed(document["Statement"]):
                found = [_text(one, template) for one in listed(statement.get("Resource", "*"))]
                yield Statement(
                    place=logical_id, actions=tuple(listed(statement.get("Action", ()))), resources=tuple(found)
                )


def _documents(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        if "Statement" in value and "Version" in value:
            yield value
        else:
            for one in value.values():
                yield from _documents(one)
    elif isinstance(value, list):
        for one in value:
            yield from _documents(one)


def _text(value: Any, template: Mapping[str, Any]) -> str:
    """A value as text; of a function whose answer a deployment gives, what is certain of it."""
    if isinstance(value, str):
        return value
    ((function, argument),) = value.items()
    if function == "Fn::Join":
        return "".join(_text(one, template) for one in argument[1])
    if function == "Fn::Sub":
        return str(argument).replace("${AWS::Partition}", "aws").replace("${AWS::AccountId}", "*")
    if function == "Fn::GetAtt" and argument[1].endswith("Arn"):
        return _arn_of(template["Resources"][argument[0]]["Type"])
    if function == "Ref" and argument == "AWS::Partition":
        return "aws"
    if function == "Ref" and template["Resources"].get(argument, {}).get("Type") == "AWS::SNS::Topic":
        return _arn_of("AWS::SNS::Topic")
    return "*"


def _arn_of(type_name: str) -> str:
    known = type_permissions(type_name)
    pattern = arn_pattern(known.kind) if known and known.kind else ""
    text, _, rest = (pattern or "${any}").partition("${")
    while rest:
        variable, _, rest = rest.partition("}")
        between, _, rest = rest.partition("${")
        text += ("aws" if variable == "Partition" else "*") + between
    return text
