"""By which roles of an account's bootstrap its stacks are deployed, and whom templates let assume such roles.

The bootstrap itself is a person's to deploy. A commit reaches it in two ways: a stack goes by other roles, or a stack
of its own makes or takes over a role that is called like one of a bootstrap.
"""

from __future__ import annotations

from typing import Any, Final

from pipeline.gate.permission_facts import trust
from pipeline.gate.stacks import Stack, as_text

_PIPELINE: Final = "AWS::CodePipeline::Pipeline"
_DEPLOYS: Final = "CloudFormation"
_OF_BOOTSTRAP: Final = "cdk-"
"""The CDK calls a bootstrap's roles ``cdk-{qualifier}-{deploy|cfn-exec|lookup|...}-role-{account}-{region}``."""


def bootstrap_facts(stacks: list[Stack]) -> dict[str, dict[str, Any]]:
    """``bootstrap``: by stack, and by action of the pipeline, the roles; ``trusted``: who may assume a role that is
    called like a bootstrap's."""
    roles: dict[str, Any] = {
        stack.name: {
            "deployed as": stack.deploy_role,
            "executed as": stack.execution_role,
            "least version": stack.bootstrap_version,
        }
        for stack in stacks
    }
    trusted = {}
    for stack in stacks:
        for _, pipeline in stack.resources(_PIPELINE):
            for stage in pipeline["Properties"]["Stages"]:
                roles |= {f"{stage['Name']}/{action['Name']}": _roles(action) for action in _deployments(stage)}
        for logical_id, role in stack.resources("AWS::IAM::Role"):
            if as_text(role["Properties"].get("RoleName", "")).startswith(_OF_BOOTSTRAP):
                trusted[f"{stack.name}/{logical_id}"] = trust(role)
    return {"bootstrap": roles, "trusted": trusted}


def _deployments(stage: dict[str, Any]) -> list[dict[str, Any]]:
    return [action for action in stage["Actions"] if action["ActionTypeId"]["Provider"] == _DEPLOYS]


def _roles(action: dict[str, Any]) -> dict[str, str]:
    executed = action.get("Configuration", {}).get("RoleArn", "")
    return {"deployed as": as_text(action.get("RoleArn", "")), "executed as": as_text(executed)}
