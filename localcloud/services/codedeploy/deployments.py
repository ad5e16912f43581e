"""The operations that make deployments and end them, and the hooks' reports."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from localcloud.aws.api.json_service import Caller
from localcloud.aws.service_error import ServiceError
from localcloud.services.codedeploy.appspec import AppSpec, read_app_spec
from localcloud.services.codedeploy.arns import Scope
from localcloud.services.codedeploy.deployment_ids import is_deployment_id, new_deployment_id
from localcloud.services.codedeploy.records import EVENTS, Deployment, LifecycleEvent, Status
from localcloud.services.codedeploy.resources.deployment_configs import require_config, shares
from localcloud.services.codedeploy.resources.deployment_groups import check_alarms, check_rollback, require_group
from localcloud.services.codedeploy.store import Deployments

Request = dict[str, Any]

_JUDGEMENTS = ("Succeeded", "Failed")


class DeploymentOperations:
    """Operations on the store; `start` begins the run of what was made."""

    def __init__(self, store: Deployments, *, start: Callable[[str], None]) -> None:
        self._store = store
        self._start = start
        self._one_at_a_time = threading.Lock()

    def create(self, caller: Caller, request: Request) -> dict[str, Any]:
        """CreateDeployment: of a revision to a group.

        Raises:
            ServiceError: the group, its application or the configuration does not exist, the revision is no AppSpec
                for Lambda, or another deployment of the group is active.
        """
        return {"deploymentId": self.create_for_stack(caller, request, stack="")}

    def create_for_stack(self, caller: Caller, request: Request, *, stack: str) -> str:
        """As `create`, for a stack whose update waits; returns the deployment's id."""
        if not request.get("deploymentGroupName"):
            raise ServiceError("DeploymentGroupNameRequiredException", "The deployment group name was not specified.")
        group = require_group(request["applicationName"], request["deploymentGroupName"])
        content, spec = _app_spec(request)
        scope = Scope.of(caller)
        with self._one_at_a_time:
            earlier = [found for found in self._store.of(scope) if found.group_id == group["deploymentGroupId"]]
            active = next((found for found in earlier if not found.ended), None)
            if active is not None:
                message = (
                    f"The Deployment Group '{group['deploymentGroupName']}' already has an active Deployment "
                    f"'{active.id}'"
                )
                raise ServiceError("DeploymentLimitExceededException", message)
            previous = next((found.content for found in earlier if found.status is Status.SUCCEEDED), "")
            deployment = replace(
                _deployment(scope, group, request, content, spec), previous_content=previous, stack=stack
            )
            self._store.put(deployment)
        self._start(deployment.id)
        return deployment.id

    def stop(self, caller: Caller, request: Request) -> dict[str, Any]:
        """StopDeployment: end it, and roll it back where the request or the group asks for that.

        Raises:
            ServiceError: ``DeploymentDoesNotExistException``, ``DeploymentAlreadyCompletedException``.
        """
        deployment = self.require(caller, request["deploymentId"])
        if deployment.ended:
            message = f"The deployment {deployment.id} is already completed."
            raise ServiceError("DeploymentAlreadyCompletedException", message)
        events = set(deployment.rollback_events)
        if "autoRollbackEnabled" in request:
            on_request = {"DEPLOYMENT_STOP_ON_REQUEST"}
            events = events | on_request if request["autoRollbackEnabled"] else events - on_request
        self._store.change(deployment.id, stop_requested=True, rollback_events=tuple(sorted(events)))
        return {"status": "Pending", "statusMessage": "Stopping the deployment."}

    def put_hook_status(self, caller: Caller, request: Request) -> dict[str, Any]:
        """PutLifecycleEventHookExecutionStatus: what a hook judged.

        Raises:
            ServiceError: the id is no hook's, its event has ended, or the status is no judgement.
        """
        status, execution = request.get("status", ""), request.get("lifecycleEventHookExecutionId", "")
        deployment = self.require(caller, request.get("deploymentId", ""))
        if status not in _JUDGEMENTS:
            message = f"A hook's status is Succeeded or Failed, not {status!r}."
            raise ServiceError("InvalidLifecycleEventHookExecutionStatusException", message)
        self._store.change_by(deployment.id, lambda found: _judged(found, execution, status))
        return {"lifecycleEventHookExecutionId": execution}

    def require(self, caller: Caller, deployment_id: str) -> Deployment:
        """The deployment of an id, in the caller's account and region.

        Raises:
            ServiceError: ``DeploymentIdRequiredException``, ``InvalidDeploymentIdException``,
                ``DeploymentDoesNotExistException``.
        """
        if not deployment_id:
            raise ServiceError("DeploymentIdRequiredException", "The deployment ID was not specified.")
        if not is_deployment_id(deployment_id):
            raise ServiceError("InvalidDeploymentIdException", f"The deployment ID {deployment_id} is not valid.")
        found = self._store.get(deployment_id)
        if found is None or (found.account, found.region) != (caller.account, caller.region):
            message = f"The deployment {deployment_id} could not be found"
            raise ServiceError("DeploymentDoesNotExistException", message)
        return found


def _app_spec(request: Request) -> tuple[str, AppSpec]:
    revision = request.get("revision")
    if not revision:
        raise ServiceError("RevisionRequiredException", "The revision was not specified.")
    member = {"AppSpecContent": "appSpecContent", "String": "string"}.get(revision.get("revisionType", ""), "")
    content = (revision.get(member) or {}).get("content", "")
    if not content:
        message = "The revision must be of the type AppSpecContent or String here, with its content in the request."
        raise ServiceError("InvalidRevisionException", message)
    return content, read_app_spec(content, revision[member].get("sha256"))


def _deployment(scope: Scope, group: dict[str, Any], request: Request, content: str, spec: AppSpec) -> Deployment:
    config_name = request.get("deploymentConfigName") or group["deploymentConfigName"]
    alarms = request.get("overrideAlarmConfiguration") or group.get("alarmConfiguration", {})
    rollback = request.get("autoRollbackConfiguration") or group.get("autoRollbackConfiguration", {})
    check_alarms(alarms)
    check_rollback(rollback)
    return Deployment(
        id=new_deployment_id(),
        account=scope.account,
        region=scope.region,
        application=group["applicationName"],
        group=group["deploymentGroupName"],
        group_id=group["deploymentGroupId"],
        config_name=config_name,
        role_arn=group["serviceRoleArn"],
        content=content,
        function=spec.function,
        alias=spec.alias,
        current_version=spec.current_version,
        target_version=spec.target_version,
        shares=shares(require_config(config_name)["trafficRoutingConfig"]),
        before_allow_traffic=LifecycleEvent(function=spec.before_allow_traffic),
        after_allow_traffic=LifecycleEvent(function=spec.after_allow_traffic),
        alarms=tuple(alarm["name"] for alarm in alarms.get("alarms", ())) if alarms.get("enabled") else (),
        ignores_unknown_alarms=alarms.get("ignorePollAlarmFailure", False),
        rollback_events=tuple(rollback.get("events", ())) if rollback.get("enabled") else (),
        description=request.get("description", ""),
        created=time.time(),
    )


def _judged(deployment: Deployment, execution: str, status: str) -> Deployment:
    for name in EVENTS:
        event = getattr(deployment, name)
        if not execution or event.execution_id != execution:
            continue
        if event.status != "InProgress":
            message = "The lifecycle event of this hook execution has already completed."
            raise ServiceError("LifecycleEventAlreadyCompletedException", message)
        return replace(deployment, **{name: replace(event, status=status, ended=time.time())})
    message = f"No hook of the deployment {deployment.id} was executed under that id."
    raise ServiceError("InvalidLifecycleEventHookExecutionIdException", message)
