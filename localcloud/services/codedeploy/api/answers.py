"""Deployments and their targets in the members of CodeDeploy's answers."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from localcloud.services.codedeploy.records import EVENTS, Deployment, LifecycleEvent, Status

_STYLE = {"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"}


def deployment_info(deployment: Deployment) -> dict[str, Any]:
    """A deployment as GetDeployment answers it."""
    error = {"code": deployment.error_code, "message": deployment.error_message} if deployment.error_code else None
    return {
        "applicationName": deployment.application,
        "deploymentGroupName": deployment.group,
        "deploymentConfigName": deployment.config_name,
        "deploymentId": deployment.id,
        "previousRevision": _revision(deployment.previous_content),
        "revision": _revision(deployment.content),
        "status": str(deployment.status),
        "errorInformation": error,
        "createTime": _time(deployment.created),
        "startTime": _time(deployment.started),
        "completeTime": _time(deployment.completed),
        "deploymentOverview": _overview(deployment),
        "description": deployment.description or None,
        "creator": deployment.creator,
        "ignoreApplicationStopFailures": False,
        "autoRollbackConfiguration": {
            "enabled": bool(deployment.rollback_events),
            "events": list(deployment.rollback_events),
        },
        "updateOutdatedInstancesOnly": False,
        "rollbackInfo": _rollback_info(deployment),
        "deploymentStyle": _STYLE,
        "instanceTerminationWaitTimeStarted": False,
        "fileExistsBehavior": "DISALLOW",
        "deploymentMode": "STANDARD",
        "deploymentStatusMessages": [],
        "computePlatform": "Lambda",
    }


def target_id(deployment: Deployment) -> str:
    """What a Lambda deployment's one target is called: its function and alias."""
    return f"{_function_name(deployment.function)}:{deployment.alias}"


def deployment_target(deployment: Deployment) -> dict[str, Any]:
    """The target as GetDeploymentTarget answers it."""
    name = _function_name(deployment.function)
    events = [_event(label, getattr(deployment, attribute)) for attribute, label in EVENTS.items()]
    moments = [event[member] for event in events for member in ("startTime", "endTime") if event[member]]
    return {
        "deploymentTargetType": "LambdaTarget",
        "lambdaTarget": {
            "deploymentId": deployment.id,
            "targetId": target_id(deployment),
            "targetArn": (
                f"arn:aws:lambda:{deployment.region}:{deployment.account}:function:{name}:{deployment.alias}"
            ),
            "status": target_status(deployment),
            "lastUpdatedAt": max(moments, default=_time(deployment.created)),
            "lifecycleEvents": events,
            "lambdaFunctionInfo": {
                "functionName": name,
                "functionAlias": deployment.alias,
                "currentVersion": deployment.current_version,
                "targetVersion": deployment.target_version,
                "targetVersionWeight": float(deployment.weight),
            },
        },
    }


def target_status(deployment: Deployment) -> str:
    """The target's status, which a deployment's own decides."""
    return {
        Status.CREATED: "Pending",
        Status.IN_PROGRESS: "InProgress",
        Status.SUCCEEDED: "Succeeded",
        Status.FAILED: "Failed",
        Status.STOPPED: "Failed",
    }[deployment.status]


def _overview(deployment: Deployment) -> dict[str, int]:
    status = target_status(deployment)
    return {one: int(one == status) for one in ("Pending", "InProgress", "Succeeded", "Failed", "Skipped", "Ready")}


def _rollback_info(deployment: Deployment) -> dict[str, str] | None:
    if deployment.rollback_of:
        message = f"Rollback of the deployment {deployment.rollback_of}"
        return {"rollbackTriggeringDeploymentId": deployment.rollback_of, "rollbackMessage": message}
    if deployment.rolled_back_by:
        return {"rollbackDeploymentId": deployment.rolled_back_by, "rollbackMessage": deployment.rollback_message}
    return None


def _event(label: str, event: LifecycleEvent) -> dict[str, Any]:
    failed = {"errorCode": "UnknownError", "scriptName": event.function, "message": event.message, "logTail": ""}
    return {
        "lifecycleEventName": label,
        "diagnostics": failed if event.status == "Failed" else None,
        "startTime": _time(event.started),
        "endTime": _time(event.ended),
        "status": event.status,
    }


def _revision(content: str) -> dict[str, Any] | None:
    if not content:
        return None
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    return {"revisionType": "AppSpecContent", "appSpecContent": {"content": content, "sha256": sha256}}


def _function_name(function: str) -> str:
    return function.split(":")[6] if function.startswith("arn:") else function


def _time(moment: float | None) -> datetime | None:
    return None if moment is None else datetime.fromtimestamp(moment, UTC)
