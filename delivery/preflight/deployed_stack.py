"""A stack as it is deployed now, as far as the checks need to know it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import ClientError

from delivery.preflight.refusal import code

_NO_SUCH_STACK: Final = "ValidationError"
_GONE: Final = frozenset({"DELETE_COMPLETE", "CREATE_FAILED"})


@dataclass(frozen=True, kw_only=True)
class DeployedStack:
    """One stack.

    Attributes:
        status: CloudFormation's word, such as ``CREATE_COMPLETE``.
    """

    name: str
    status: str
    outputs: Mapping[str, str]


def deployed_stack(cloudformation: Any, name: str) -> DeployedStack | None:
    """The stack of a name; None where there is none."""
    try:
        found = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
    except ClientError as error:
        if code(error) == _NO_SUCH_STACK:
            return None
        raise
    outputs = {output["OutputKey"]: output["OutputValue"] for output in found.get("Outputs", [])}
    return DeployedStack(name=name, status=found["StackStatus"], outputs=outputs)


def logical_ids(cloudformation: Any, name: str) -> frozenset[str]:
    """The resources that a stack has, by logical id; none where there is no such stack."""
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=name)
    try:
        return frozenset(
            found["LogicalResourceId"]
            for page in pages
            for found in page["StackResourceSummaries"]
            if found["ResourceStatus"] not in _GONE
        )
    except ClientError as error:
        if code(error) == _NO_SUCH_STACK:
            return frozenset()
        raise
