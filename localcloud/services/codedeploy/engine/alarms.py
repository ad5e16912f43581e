"""The deployment group's alarms: one in state ALARM stops a deployment.

Source: docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-create-alarms.html
"""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError

from localcloud.aws.alarm_changes import states_since
from localcloud.services.codedeploy.engine.outcome import DeploymentEndedError, failure
from localcloud.services.codedeploy.records import Deployment, Status


def check_alarms(deployment: Deployment, cloudwatch: Any) -> None:
    """Ask for the states of the deployment's alarms.

    Raises:
        DeploymentEndedError: one is in ALARM; or their states cannot be had, which the group does not ignore.
    """
    names = list(deployment.alarms)
    try:
        answer = cloudwatch.describe_alarms(AlarmNames=names, AlarmTypes=["MetricAlarm", "CompositeAlarm"])
    except ClientError as error:
        if deployment.ignores_unknown_alarms:
            return
        code = "CODEDEPLOY_RESOURCE_CANNOT_BE_FOUND"
        raise failure(error, role_arn=deployment.role_arn, service="AmazonCloudWatch", code=code) from error
    states = {
        # One that was on between two looks counts too.
        alarm["AlarmName"]: {alarm["StateValue"], *states_since(alarm["AlarmArn"], deployment.created)}
        for kind in ("MetricAlarms", "CompositeAlarms")
        for alarm in answer.get(kind, [])
    }
    active = [name for name in names if "ALARM" in states.get(name, ())]
    if active:
        message = (
            "One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the "
            f"affected deployments have been stopped. Activated alarms: {', '.join(active)}"
        )
        raise DeploymentEndedError(
            "ALARM_ACTIVE", message, status=Status.STOPPED, rollback_event="DEPLOYMENT_STOP_ON_ALARM"
        )
    unknown = [name for name in names if name not in states]
    if unknown and not deployment.ignores_unknown_alarms:
        message = f"The deployment failed because there is no Amazon CloudWatch alarm named {', '.join(unknown)}."
        raise DeploymentEndedError("CODEDEPLOY_RESOURCE_CANNOT_BE_FOUND", message)
