"""How the policies are called, and whose resources they are about."""

from __future__ import annotations

from typing import Final

BOUNDARY: Final = "careervp-boundary"
"""The permissions boundary, as `cdk bootstrap --custom-permissions-boundary` and the app's roles name it."""

PIPELINE: Final = "pipeline"
PRODUCT: Final = "product"

PREFIX: Final = "careervp-"
"""How every name starts that the app gives, and every name that CloudFormation makes of one of its stacks'."""


def deploy_policy(part: str, number: int) -> str:
    """``careervp-deploy-product-1``: one of the policies that CloudFormation deploys a part of the app with."""
    return f"{PREFIX}deploy-{part}-{number}"


def arn(service: str, resource: str, *, region: str = "*", account: str = "${AWS::AccountId}") -> str:
    """An ARN as `Fn::Sub` takes it: in the partition and the account of the stack, in any region."""
    return f"arn:${{AWS::Partition}}:{service}:{region}:{account}:{resource}"


def boundary_arn() -> str:
    """The boundary's ARN, as `Fn::Sub` takes it."""
    return arn("iam", f"policy/{BOUNDARY}", region="")
