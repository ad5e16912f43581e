"""Where a template holds IAM policies: every one of a resource, of whatever type.

A policy document is known by its shape, so a property that AWS adds tomorrow is read as well. What has no such shape
is known by its type (a Lambda permission, a layer's, an event bus's statement), and so is a property that must hold a
document and holds something that the template does not tell.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from compliance.packs.facts.intrinsics import Intrinsics

IDENTITY: Final = "identity"
TRUST: Final = "trust"
RESOURCE: Final = "resource"
BOUNDARY: Final = "boundary"
"""A managed policy that is nobody's but a boundary: it grants nothing."""

_IDENTITY_TYPES: Final = ("AWS::IAM::", "AWS::SSO::PermissionSet", "AWS::IoT::Policy", "AWS::Serverless::")
# They bound what others grant, and grant nothing.
_BOUNDING_TYPES: Final = ("AWS::Organizations::Policy", "AWS::RolesAnywhere::Profile", "AWS::Transfer::User")
_DOCUMENTS: Final = {
    "AssumeRolePolicyDocument",
    "PolicyDocument",
    "KeyPolicy",
    "ResourcePolicy",
    "RepositoryPolicyText",
    "PolicyText",
    "AccessPolicies",
    "AccessPolicy",
    "FileSystemPolicy",
    "DestinationPolicy",
    "InlinePolicy",
    "PermissionsPolicyDocument",
}
"""Properties that hold a policy document and nothing else."""


@dataclass(frozen=True, kw_only=True)
class PolicyDocument:
    """The statements of one policy.

    Attributes:
        kind: `IDENTITY`, `TRUST` or `RESOURCE`.
        statements: as the template has them; None where it does not tell them.
    """

    kind: str
    statements: Sequence[Any] | None


def policy_documents(body: Mapping[str, Any], intrinsics: Intrinsics) -> Iterator[PolicyDocument]:
    """The policies of one resource. Both branches of an ``Fn::If`` count."""
    resource_type, properties = str(body.get("Type")), body.get("Properties", {})
    if resource_type.startswith(_BOUNDING_TYPES) or not isinstance(properties, Mapping):
        return
    if resource_type in _STATEMENTS:
        statement = _STATEMENTS[resource_type](properties)
        if statement is not None:
            yield PolicyDocument(kind=RESOURCE, statements=[statement])
            return
    for name, value in properties.items():
        for statements in _statements(value, name, intrinsics):
            yield PolicyDocument(kind=_kind(resource_type, name, statements), statements=statements)


def _kind(resource_type: str, name: str, statements: Sequence[Any] | None) -> str:
    if name == "AssumeRolePolicyDocument":
        return TRUST
    if resource_type.startswith(_IDENTITY_TYPES):
        return IDENTITY
    # A product's own type, or a custom resource's: a statement with a principal is a resource's.
    named = any(isinstance(one, Mapping) and {"Principal", "NotPrincipal"} & set(one) for one in statements or ())
    return RESOURCE if named or resource_type.startswith("AWS::") else IDENTITY


def _statements(value: Any, name: str, intrinsics: Intrinsics) -> Iterator[Sequence[Any] | None]:
    value = _parsed(value, intrinsics) if _may_be_text(value) else value
    if isinstance(value, Mapping):
        yield from _statements_in(value, name, intrinsics)
    elif isinstance(value, list):
        for one in value:
            yield from _statements(one, "" if name in _DOCUMENTS else name, intrinsics)
    elif name in _DOCUMENTS and value is not None:
        yield None


def _statements_in(value: Mapping[str, Any], name: str, intrinsics: Intrinsics) -> Iterator[Sequence[Any] | None]:
    if "Statement" in value and (name in _DOCUMENTS or _is_policy(value["Statement"])):
        yield _flattened(value["Statement"], intrinsics)
    elif "Effect" in value and ({"Action", "NotAction"} & set(value)):
        yield [value]
    elif set(value) == {"Fn::If"}:
        for branch in intrinsics.branches(value):
            yield from _statements(branch, name, intrinsics)
    elif name in _DOCUMENTS and len(value) == 1 and next(iter(value)).startswith(("Ref", "Fn::")):
        yield None
    else:
        for inner, held in value.items():
            yield from _statements(held, inner, intrinsics)


def _is_policy(statements: Any) -> bool:
    """A rule of a web ACL has a ``Statement`` too."""
    return "Effect" in json.dumps(statements)


def _flattened(statements: Any, intrinsics: Intrinsics) -> list[Any]:
    return [
        one
        for branch in intrinsics.branches(statements)
        for listed in (branch if isinstance(branch, list) else [branch])
        for one in (intrinsics.branches(listed))
    ]


def _may_be_text(value: Any) -> bool:
    if isinstance(value, Mapping):
        return len(value) == 1 and bool({"Fn::Sub", "Fn::Join", "Fn::ToJsonString"} & set(value))
    return isinstance(value, str) and value.lstrip().startswith("{")


def _parsed(value: Any, intrinsics: Intrinsics) -> Any:
    """A policy that is written as text; any other value as it is."""
    if isinstance(value, Mapping) and "Fn::ToJsonString" in value:
        return value["Fn::ToJsonString"]
    texts = [text for text in intrinsics.texts(value) if text.lstrip().startswith("{") and "Statement" in text]
    try:
        return [json.loads(text) for text in texts] if texts else value
    except ValueError:
        return value


def _lambda_permission(properties: Mapping[str, Any]) -> Mapping[str, Any]:
    conditions = {
        "ArnLike": {"aws:SourceArn": properties.get("SourceArn")},
        "StringEquals": {
            "aws:SourceAccount": properties.get("SourceAccount"),
            "aws:PrincipalOrgID": properties.get("PrincipalOrgID"),
            "lambda:EventSourceToken": properties.get("EventSourceToken"),
        },
    }
    return {
        "Effect": "Allow",
        "Principal": properties.get("Principal"),
        "Action": properties.get("Action", "lambda:InvokeFunction"),
        "Resource": properties.get("FunctionName", "*"),
        "Condition": _given(conditions),
    }


def _layer_permission(properties: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "Effect": "Allow",
        "Principal": properties.get("Principal"),
        "Action": properties.get("Action"),
        "Resource": properties.get("LayerVersionArn"),
        "Condition": _given({"StringEquals": {"aws:PrincipalOrgID": properties.get("OrganizationId")}}),
    }


def _bus_permission(properties: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The older form of a bus's policy, whose condition has a form of its own; None for the newer one."""
    if "Principal" not in properties:
        return None
    condition = properties.get("Condition")
    held = {}
    if isinstance(condition, Mapping) and all(isinstance(condition.get(name), str) for name in ("Type", "Key")):
        held = {condition["Type"]: {condition["Key"]: condition.get("Value")}}
    return {
        "Effect": "Allow",
        "Principal": properties["Principal"],
        "Action": properties.get("Action"),
        "Resource": "*",
        "Condition": held,
    }


def _given(conditions: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    kept = {
        operator: {key: value for key, value in keys.items() if value is not None}
        for operator, keys in conditions.items()
    }
    return {operator: keys for operator, keys in kept.items() if keys}


_STATEMENTS: Final = {
    "AWS::Lambda::Permission": _lambda_permission,
    "AWS::Lambda::LayerVersionPermission": _layer_permission,
    "AWS::Events::EventBusPolicy": _bus_permission,
}
