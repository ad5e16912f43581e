"""The policies as a CloudFormation template, which each account gets before `cdk bootstrap`: one stack, one command."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from bootstrap import boundary, execution_policy
from bootstrap.assembly_types import parts_of
from bootstrap.names import PIPELINE, PREFIX, PRODUCT, deploy_policies, deploy_policy
from feature_stacks.naming import BOUNDARY, TITLE

LONGEST_POLICY: Final = 6144
"""Characters of a managed policy; IAM does not count white space
(docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html)."""

Statement = dict[str, Any]

_ACCOUNTS: Final = (
    ("Pipeline", PIPELINE, "the tools account"),
    ("Stage", PRODUCT, "an environment's account"),
)
"""Whose account it is, what is deployed into it, and how the output says so."""


class TooLongError(Exception):
    """A policy is longer than IAM takes, and cannot be split."""


def template(assembly: Path) -> dict[str, Any]:
    """The template, from the templates of an assembly.

    Raises:
        TooLongError: what cannot be split does not fit into one policy.
        LookupError: a resource type's permissions are not known.
    """
    parts = parts_of(assembly)
    policies = {BOUNDARY: boundary.statements(parts.values())}
    for name, part in parts.items():
        for number, statements in enumerate(_split(execution_policy.statements(part)), start=1):
            policies[deploy_policy(name, number)] = statements
    too_long = [name for name, statements in policies.items() if length(statements) > LONGEST_POLICY]
    if too_long:
        raise TooLongError(f"longer than {LONGEST_POLICY} characters: {', '.join(too_long)}")
    return {
        "Description": f"{TITLE}: the permissions boundary, and what CloudFormation may do to deploy the app",
        "Resources": {_logical_id(name): _policy(name, statements) for name, statements in policies.items()},
        "Outputs": {
            "PermissionsBoundary": _output("for --custom-permissions-boundary, in every account", BOUNDARY),
            **{
                f"{account}ExecutionPolicies": _output(
                    f"for --cloudformation-execution-policies, in {where}",
                    {"Fn::Join": [",", [{"Ref": _logical_id(one)} for one in policies if _is_of(part, one)]]},
                )
                for account, part, where in _ACCOUNTS
            },
        },
    }


def length(statements: list[Statement]) -> int:
    """How many characters of a managed policy's quota the statements take once deployed."""
    text = json.dumps(_document(statements), separators=(",", ":"))
    return len(text.replace("${AWS::Partition}", "aws").replace("${AWS::AccountId}", "1" * 12).replace(" ", ""))


def _split(statements: Iterable[Statement]) -> Iterator[list[Statement]]:
    """As few policies as their order allows."""
    policy: list[Statement] = []
    for statement in statements:
        if policy and length([*policy, statement]) > LONGEST_POLICY:
            yield policy
            policy = []
        policy.append(statement)
    yield policy


def _policy(name: str, statements: list[Statement]) -> dict[str, Any]:
    document = {"Version": "2012-10-17", "Statement": [_substituted(one) for one in statements]}
    return {
        "Type": "AWS::IAM::ManagedPolicy",
        "Properties": {"ManagedPolicyName": name, "PolicyDocument": document},
    }


def _output(description: str, value: Any) -> dict[str, Any]:
    return {"Description": description, "Value": value}


def _is_of(part: str, policy: str) -> bool:
    return policy.startswith(deploy_policies(part))


def _document(statements: list[Statement]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": statements}


def _substituted(value: Any) -> Any:
    """A value whose texts with `${AWS::...}` in them CloudFormation fills in."""
    if isinstance(value, dict):
        return {key: _substituted(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_substituted(one) for one in value]
    return {"Fn::Sub": value} if isinstance(value, str) and "${" in value else value


def _logical_id(name: str) -> str:
    return "".join(word.capitalize() for word in name.removeprefix(PREFIX).split("-"))
