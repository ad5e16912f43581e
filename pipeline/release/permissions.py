"""Who may do more: the policies of a stack before and after, by who has them and by what they protect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pipeline.gate.stacks import as_text, listed
from pipeline.release.expressions import as_json
from pipeline.release.stacks import Resource
from pipeline.release.statements import Statement, beyond, statements

_IDENTITIES: Final = ("Roles", "Users", "Groups", "RoleName", "UserName", "GroupName")
_IDENTITY_TYPES: Final = ("AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group")
_ATTACHED_TYPES: Final = (
    "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy", "AWS::IAM::UserPolicy",
    "AWS::IAM::GroupPolicy",
)  # fmt: skip
_FULL_ACCESS: Final = {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Principal": "*"}}
_Found = list[tuple[str, Statement]]
"""Statements, each with the logical id of the resource in which it stands."""


def broadened(before: Mapping[str, Resource], after: Mapping[str, Resource]) -> Iterator[tuple[str, str]]:
    """Logical ids, and what is allowed there that was not, or is no longer denied."""
    old, new = _by_holder(before), _by_holder(after)
    for holder in dict.fromkeys([*old, *new]):
        subject = holder.partition("/")[0]
        if subject in before and subject not in after:
            continue  # who had the permissions, or what they protected, is gone
        earlier, later = old.get(holder, []), new.get(holder, [])
        for logical_id, statement in later:
            if statement.allows:
                yield from ((logical_id, f"allows {one}") for one in beyond(statement, [found for _, found in earlier]))
        for logical_id, statement in earlier:
            if not statement.allows:
                lines = beyond(statement, [found for _, found in later])
                yield from ((logical_id, f"no longer denies {one}") for one in lines)
    yield from _attached(before, after)


def _by_holder(resources: Mapping[str, Resource]) -> dict[str, _Found]:
    holders: dict[str, _Found] = {}
    for logical_id, resource in resources.items():
        for holder, document in _documents(logical_id, resource):
            holders.setdefault(holder, []).extend((logical_id, one) for one in statements(document))
    return holders


def _documents(logical_id: str, resource: Resource) -> Iterator[tuple[str, Any]]:
    """Policies, each with who has it, or with what it protects and the property where it stands."""
    properties = resource["Properties"]
    if resource["Type"] in _ATTACHED_TYPES:
        holders = [as_text(one) for name in _IDENTITIES for one in listed(properties.get(name))] or [logical_id]
        for holder in holders:
            yield f"{_name(holder)}/may", properties.get("PolicyDocument")
    elif resource["Type"] in _IDENTITY_TYPES:
        for policy in listed(properties.get("Policies")):
            yield f"{logical_id}/may", policy.get("PolicyDocument") if isinstance(policy, Mapping) else None
        yield f"{logical_id}/trust", properties.get("AssumeRolePolicyDocument")
    else:
        if resource["Type"] == "AWS::EC2::VPCEndpoint" and "PolicyDocument" not in properties:
            yield f"{logical_id}/PolicyDocument", _FULL_ACCESS
        yield from _policies_in(properties, logical_id)


def _name(holder: str) -> str:
    """``Role`` of ``${Role}``."""
    return holder.removeprefix("${").removesuffix("}")


def _policies_in(value: Any, where: str) -> Iterator[tuple[str, Any]]:
    found = as_json(value)
    if isinstance(found, Mapping):
        if "Statement" in found:
            yield where, found
        else:
            for name, inner in found.items():
                yield from _policies_in(inner, f"{where}/{name}")
    elif isinstance(found, list):
        for inner in found:
            yield from _policies_in(inner, where)


def _attached(before: Mapping[str, Resource], after: Mapping[str, Resource]) -> Iterator[tuple[str, str]]:
    """Policies that stand elsewhere, and boundaries."""
    for logical_id, resource in after.items():
        if resource["Type"] not in _IDENTITY_TYPES:
            continue
        properties, earlier = resource["Properties"], before.get(logical_id, {}).get("Properties", {})
        known = listed(earlier.get("ManagedPolicyArns"))
        for policy in listed(properties.get("ManagedPolicyArns")):
            if policy not in known:
                yield logical_id, f"has {as_text(policy)}"
        boundary = earlier.get("PermissionsBoundary")
        if boundary and properties.get("PermissionsBoundary") != boundary:
            yield (
                logical_id,
                f"its boundary was {as_text(boundary)}, is {as_text(properties.get('PermissionsBoundary'))}",
            )
