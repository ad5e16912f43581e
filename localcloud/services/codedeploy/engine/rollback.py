"""The deployment that takes another one back: the old version gets everything again, at once and without hooks.

Source: docs.aws.amazon.com/codedeploy/latest/userguide/deployments-rollback-and-redeploy.html
"""

from __future__ import annotations

from localcloud.services.codedeploy.appspec import AppSpec
from localcloud.services.codedeploy.deployment_ids import new_deployment_id
from localcloud.services.codedeploy.engine.outcome import DeploymentEndedError
from localcloud.services.codedeploy.predefined_configurations import DEFAULT
from localcloud.services.codedeploy.records import Deployment


def rollback_of(deployment: Deployment, end: DeploymentEndedError, *, created: float) -> Deployment | None:
    """The rollback of a deployment that ended so; None where its group does not ask for one."""
    if deployment.rollback_of or end.rollback_event not in deployment.rollback_events:
        return None
    spec = AppSpec(
        function=deployment.function,
        alias=deployment.alias,
        current_version=deployment.target_version,
        target_version=deployment.current_version,
    )
    return Deployment(
        id=new_deployment_id(),
        account=deployment.account,
        region=deployment.region,
        application=deployment.application,
        group=deployment.group,
        group_id=deployment.group_id,
        config_name=DEFAULT,
        role_arn=deployment.role_arn,
        content=spec.content(),
        previous_content=deployment.content,
        function=spec.function,
        alias=spec.alias,
        current_version=spec.current_version,
        target_version=spec.target_version,
        shares=((100, 0),),
        description=f"Rollback of {deployment.id}",
        creator="codeDeployRollback",
        created=created,
        rollback_of=deployment.id,
        stack=deployment.stack,
    )
