"""A deployment's change of state, as an event on its account's bus.

Source: docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-cloudwatch-events.html
"""

from __future__ import annotations

from typing import Final

from localcloud.aws.event_bus import put_event
from localcloud.services.codedeploy.arns import Scope
from localcloud.services.codedeploy.records import Deployment, Status

DEPLOYMENT_EVENT: Final = "CodeDeploy Deployment State-change Notification"
_STATES: Final = {
    Status.IN_PROGRESS: "START",
    Status.SUCCEEDED: "SUCCESS",
    Status.FAILED: "FAILURE",
    Status.STOPPED: "STOP",
}


def announce(deployment: Deployment) -> None:
    """Put the event of a deployment's present status on the bus of its account and region."""
    scope = Scope(deployment.account, deployment.region)
    put_event(
        source="aws.codedeploy",
        detail_type=DEPLOYMENT_EVENT,
        detail={
            "region": deployment.region,
            "deploymentId": deployment.id,
            "instanceGroupId": deployment.group_id,
            "deploymentGroup": deployment.group,
            "state": _STATES[deployment.status],
            "application": deployment.application,
        },
        resource_arns=[
            scope.deployment_group(deployment.application, deployment.group),
            scope.application(deployment.application),
        ],
        account=deployment.account,
        region=deployment.region,
    )
