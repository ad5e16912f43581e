"""An account with the policies that its bootstrap gets, and CloudFormation's execution role as `cdk bootstrap` makes it
of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bootstrap.__main__ import TEMPLATE
from feature_stacks.naming import PRODUCT
from tests.localcloud.cloud_process import CloudProcess
from tests.localcloud.ministack.principals import trust
from tests.localcloud.ministack.stacks import outputs_of, wait

_STACK = f"{PRODUCT}-bootstrap"
_ROLE = "execution"


def execution_role(cloud: CloudProcess, account: str) -> str:
    """Makes the policies and the role, once in an account; returns the role's ARN."""
    cloud.client("cloudformation", account).create_stack(
        StackName=_STACK, TemplateBody=TEMPLATE.read_text("utf-8"), Capabilities=["CAPABILITY_NAMED_IAM"]
    )
    wait(cloud, _STACK, account=account)
    outputs, iam = outputs_of(cloud, _STACK, account=account), cloud.client("iam", account)
    role = iam.create_role(
        RoleName=_ROLE,
        AssumeRolePolicyDocument=trust(Service="cloudformation.amazonaws.com"),
        PermissionsBoundary=f"arn:aws:iam::{account}:policy/{outputs['PermissionsBoundary']}",
    )
    for policy in outputs["StageExecutionPolicies"].split(","):
        iam.attach_role_policy(RoleName=_ROLE, PolicyArn=policy)
    return str(role["Role"]["Arn"])


@contextmanager
def without(cloud: CloudProcess, account: str, action: str) -> Iterator[None]:
    """The role's policies without one action, meanwhile."""
    iam = cloud.client("iam", account)
    attached = [one["PolicyArn"] for one in iam.list_attached_role_policies(RoleName=_ROLE)["AttachedPolicies"]]
    whole = {arn: _document(iam, arn) for arn in attached}
    less = {arn: _less(document, action) for arn, document in whole.items()}
    try:
        for arn, document in less.items():
            _replace(iam, arn, document)
        yield
    finally:
        for arn, document in whole.items():
            _replace(iam, arn, document)


def _less(document: dict[str, Any], action: str) -> dict[str, Any]:
    rest = [{**one, "Action": [each for each in one["Action"] if each != action]} for one in document["Statement"]]
    return {**document, "Statement": [statement for statement in rest if statement["Action"]]}


def _replace(iam: Any, arn: str, document: dict[str, Any]) -> None:
    """A new default version instead of the one before: a policy keeps five."""
    if document == _document(iam, arn):
        return
    before = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
    iam.create_policy_version(PolicyArn=arn, PolicyDocument=json.dumps(document), SetAsDefault=True)
    iam.delete_policy_version(PolicyArn=arn, VersionId=before)


def _document(iam: Any, arn: str) -> dict[str, Any]:
    version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
    document: dict[str, Any] = iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]
    return document
