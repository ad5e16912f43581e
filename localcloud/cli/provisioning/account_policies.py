"""The policies that an account gets before `cdk bootstrap`: a project's own permissions boundary, and what
CloudFormation may do there.

A project that has some names their CloudFormation template in pyproject.toml, as `template` under
`[tool.localcloud.bootstrap]`. Its outputs say what `cdk bootstrap` is given, as a person would read them on AWS.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError, WaiterError

from localcloud.cli.cloud.local_cloud import LocalCloud
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode

STACK = "bootstrap-policies"
_WAIT = {"Delay": 1, "MaxAttempts": 60}


@dataclass(frozen=True, kw_only=True)
class AccountPolicies:
    """What `cdk bootstrap` is given in an account.

    Attributes:
        boundary: the permissions boundary's name.
        pipeline, stage: ARNs, comma-separated, of what CloudFormation deploys the pipeline and a stage with.
        changed: whether they were not there just like this.
    """

    boundary: str
    pipeline: str
    stage: str
    changed: bool


def policies_template(checkout: Path) -> Path | None:
    """Where a checkout says that its template lies; None where it has none.

    Raises:
        CommandError: it is not there.
    """
    project = checkout / "pyproject.toml"
    if not project.is_file():
        return None
    tools = tomllib.loads(project.read_text(encoding="utf-8")).get("tool", {})
    name = tools.get("localcloud", {}).get("bootstrap", {}).get("template")
    if name is None:
        return None
    template = checkout / str(name)
    if not template.is_file():
        raise CommandError(
            f"{name} is missing, which pyproject.toml names as the template of the bootstrap's policies",
            exit_code=ExitCode.USAGE,
        )
    return template


def deploy_policies(cloud: LocalCloud, template: Path, *, account: str) -> AccountPolicies:
    """Makes an account's policies, or brings them up to date.

    Raises:
        CommandError: CloudFormation could not make them.
    """
    client = cloud.client("cloudformation", account=account, region=cloud.settings.region)
    deployed = cloud.describe_stack(STACK, account=account, region=cloud.settings.region) is not None
    request = {
        "StackName": STACK,
        "TemplateBody": template.read_text(encoding="utf-8"),
        "Capabilities": ["CAPABILITY_NAMED_IAM"],
    }
    changed = _apply(client, request, deployed=deployed)
    outputs = cloud.stack_outputs(STACK, account=account) or {}
    return AccountPolicies(
        boundary=outputs["PermissionsBoundary"],
        pipeline=outputs["PipelineExecutionPolicies"],
        stage=outputs["StageExecutionPolicies"],
        changed=changed,
    )


def _apply(client: Any, request: dict[str, Any], *, deployed: bool) -> bool:
    """Creates or updates the stack; False where nothing differs."""
    try:
        (client.update_stack if deployed else client.create_stack)(**request)
    except ClientError as error:
        if "No updates are to be performed" in str(error):
            return False
        raise
    waiter = client.get_waiter("stack_update_complete" if deployed else "stack_create_complete")
    try:
        waiter.wait(StackName=STACK, WaiterConfig=_WAIT)
    except WaiterError as error:
        raise CommandError(
            f"the stack {STACK} of the bootstrap's policies failed: {error}", exit_code=ExitCode.STEP_FAILED
        ) from error
    return True
