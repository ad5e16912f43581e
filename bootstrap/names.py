"""How the policies are called, and whose resources they are about."""

from __future__ import annotations

from typing import Final

from feature_stacks import naming

PIPELINE: Final = "pipeline"
PRODUCT: Final = "product"

PREFIX: Final = f"{naming.PRODUCT}-"
"""How every name starts that the app gives, and every name that CloudFormation makes of one of its stacks'."""


def deploy_policy(part: str, number: int) -> str:
    """``{product}-deploy-product-1``: one of the policies that CloudFormation deploys a part of the app with."""
    return f"{deploy_policies(part)}{number}"


def deploy_policies(part: str) -> str:
    """How the names of a part's policies begin."""
    return f"{PREFIX}deploy-{part}-"


def arn(service: str, resource: str, *, region: str = "*", account: str = "${AWS::AccountId}") -> str:
    """An ARN as `Fn::Sub` takes it: in the partition and the account of the stack, in any region."""
    return f"arn:${{AWS::Partition}}:{service}:{region}:{account}:{resource}"


def boundary_arn() -> str:
    """The boundary's ARN, as `Fn::Sub` takes it."""
    return arn("iam", f"policy/{naming.BOUNDARY}", region="")
