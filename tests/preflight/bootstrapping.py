"""Accounts bootstrapped as docs/going-to-aws.md says: first the app's own policies, then the CDK with them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bootstrap.__main__ import TEMPLATE
from feature_stacks.naming import PRODUCT
from tests.localcloud.cloud_process import DEV, PROD, REGION, TOOLS, CloudProcess
from tests.localcloud.ministack.cdk import run_cdk
from tests.localcloud.ministack.stacks import outputs_of, wait

_STACK = f"{PRODUCT}-bootstrap"


def execution_role(account: str) -> str:
    """The name of the role that CloudFormation acts with."""
    return f"cdk-hnb659fds-cfn-exec-role-{account}-{REGION}"


def bootstrap(cloud: CloudProcess, directory: Path) -> None:
    """Bootstraps tools, and dev and prod with trust in tools."""
    for account in (TOOLS, DEV, PROD):
        cloud.client("cloudformation", account).create_stack(
            StackName=_STACK, TemplateBody=TEMPLATE.read_text("utf-8"), Capabilities=["CAPABILITY_NAMED_IAM"]
        )
        wait(cloud, _STACK, account=account)
        outputs = outputs_of(cloud, _STACK, account=account)
        policies = outputs["PipelineExecutionPolicies" if account == TOOLS else "StageExecutionPolicies"]
        run_cdk(
            cloud,
            *("bootstrap", f"aws://{account}/{REGION}"),
            *(() if account == TOOLS else ("--trust", TOOLS)),
            *("--cloudformation-execution-policies", policies),
            *("--custom-permissions-boundary", outputs["PermissionsBoundary"]),
            account=account,
            directory=directory,
        )


@contextmanager
def without_policies(cloud: CloudProcess, account: str) -> Iterator[None]:
    """CloudFormation's role without any policy, meanwhile."""
    iam, name = cloud.client("iam", account), execution_role(account)
    attached = [one["PolicyArn"] for one in iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]]
    for arn in attached:
        iam.detach_role_policy(RoleName=name, PolicyArn=arn)
    try:
        yield
    finally:
        for arn in attached:
            iam.attach_role_policy(RoleName=name, PolicyArn=arn)
