"""Bootstraps the accounts with the ordinary `cdk bootstrap`, as a person would on AWS."""

from __future__ import annotations

from pathlib import Path

from localcloud.cli.cloud.clean_environment import cdk_environment
from localcloud.cli.cloud.local_cloud import LocalCloud
from localcloud.cli.terminal.child_process import Child, Children

BOOTSTRAP_STACK = "CDKToolkit"
_SECONDS = 180.0
# Deployment roles act with this policy. On AWS a permissions boundary narrows it
# (docs.aws.amazon.com/cdk/v2/guide/customize-permissions-boundaries.html).
_EXECUTION_POLICY = "arn:aws:iam::aws:policy/AdministratorAccess"


def is_bootstrapped(cloud: LocalCloud, *, account: str) -> bool:
    """Whether an account's bootstrap stack is complete; a half-made one is made again."""
    return cloud.is_deployed(BOOTSTRAP_STACK, account=account)


def bootstrap(cloud: LocalCloud, children: Children, *, account: str, cdk: Path) -> float:
    """Bootstraps one account: the environments trust the pipeline's account, which deploys into them.

    Args:
        account: its name in the settings; an id that has two of these names is an environment.
        cdk: the pinned command line tool.

    Returns:
        The seconds it took.

    Raises:
        CommandError: it failed.
    """
    settings, account_id = cloud.settings, cloud.account_id(account)
    _, *environments = settings.accounts.values()
    trust = ["--trust", settings.pipeline_account, "--cloudformation-execution-policies", _EXECUTION_POLICY]
    # Outside an app's folder the CDK does not synthesize the app first.
    empty = cloud.workspace.state / "bootstrap"
    empty.mkdir(parents=True, exist_ok=True)
    return children.run(
        Child(
            label=f"cdk bootstrap ({account})",
            command=[str(cdk), "bootstrap", f"aws://{account_id}/{settings.region}"]
            + (trust if account_id in environments else []),
            cwd=empty,
            environment=cdk_environment(
                cloud.workspace, endpoint_url=cloud.record.endpoint_url, account=account_id, region=settings.region
            ),
            log=cloud.workspace.logs / f"bootstrap-{account}.log",
            timeout_seconds=_SECONDS,
        )
    )
