"""Bootstraps the three accounts with the ordinary `cdk bootstrap`, as a person would on AWS."""

from __future__ import annotations

from pathlib import Path

from localcloud.cli.cloud.clean_environment import cdk_environment
from localcloud.cli.cloud.local_cloud import LocalCloud
from localcloud.cli.terminal.child_process import Child, Children

BOOTSTRAP_STACK = "CDKToolkit"
_SECONDS = 180.0
# Deployment roles act with this policy. On AWS a permissions boundary narrows it; the README has those commands.
_EXECUTION_POLICY = "arn:aws:iam::aws:policy/AdministratorAccess"


def is_bootstrapped(cloud: LocalCloud, *, account: str) -> bool:
    """Whether an account's bootstrap stack is complete; a half-made one is made again."""
    return cloud.is_deployed(BOOTSTRAP_STACK, account=account)


def bootstrap(cloud: LocalCloud, children: Children, *, account: str, cdk: Path) -> float:
    """Bootstraps one account: the environments trust the tools account, whose pipeline deploys into them.

    Args:
        account: `tools`, `dev` or `prod`; an id that has two of these names is an environment.
        cdk: the pinned command line tool.

    Returns:
        The seconds it took.

    Raises:
        DeliveryError: it failed.
    """
    record = cloud.record
    account_id = cloud.account_id(account)
    is_environment = account_id in (record.dev, record.prod)
    trust = (
        ["--trust", record.tools, "--cloudformation-execution-policies", _EXECUTION_POLICY] if is_environment else []
    )
    # Outside an app's folder the CDK does not synthesize the app first.
    empty = cloud.workspace.state / "bootstrap"
    empty.mkdir(parents=True, exist_ok=True)
    return children.run(
        Child(
            label=f"cdk bootstrap ({account})",
            command=[str(cdk), "bootstrap", f"aws://{account_id}/{record.region}", *trust],
            cwd=empty,
            environment=cdk_environment(
                cloud.workspace, endpoint_url=record.endpoint_url, account=account_id, region=record.region
            ),
            log=cloud.workspace.logs / f"bootstrap-{account}.log",
            timeout_seconds=_SECONDS,
        )
    )
