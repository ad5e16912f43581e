"""The operations that read: deployments, their targets, and groups with their last deployments."""

from __future__ import annotations

from typing import Any

from localcloud.aws.api.json_service import Caller
from localcloud.aws.service_error import ServiceError
from localcloud.services.codedeploy.api.answers import (
    deployment_info,
    deployment_target,
    target_id,
    target_status,
)
from localcloud.services.codedeploy.arns import Scope
from localcloud.services.codedeploy.deployments import DeploymentOperations
from localcloud.services.codedeploy.records import Deployment, Status
from localcloud.services.codedeploy.resources.application_changes import groups_of
from localcloud.services.codedeploy.resources.applications import require_application
from localcloud.services.codedeploy.resources.deployment_groups import require_group
from localcloud.services.codedeploy.resources.pages import page_of_names
from localcloud.services.codedeploy.store import Deployments

Request = dict[str, Any]


class Queries:
    """Reads of the store."""

    def __init__(self, store: Deployments, operations: DeploymentOperations) -> None:
        self._store = store
        self._require = operations.require

    def get_deployment(self, caller: Caller, request: Request) -> dict[str, Any]:
        """One deployment."""
        return {"deploymentInfo": deployment_info(self._require(caller, request["deploymentId"]))}

    def batch_get_deployments(self, caller: Caller, request: Request) -> dict[str, Any]:
        """Several deployments; those that do not exist are left out."""
        found = {deployment.id: deployment for deployment in self._store.of(Scope.of(caller))}
        asked = [found[one] for one in request["deploymentIds"] if one in found]
        return {"deploymentsInfo": [deployment_info(deployment) for deployment in asked]}

    def list_deployments(self, caller: Caller, request: Request) -> dict[str, Any]:
        """Ids, newest first, by application, group, statuses and time of creation.

        Raises:
            ServiceError: a group is named without its application or the other way round, or one does not exist.
        """
        application, group = request.get("applicationName"), request.get("deploymentGroupName")
        if group and not application:
            raise ServiceError("ApplicationNameRequiredException", "The application name was not specified.")
        if application and not group:
            message = "The deployment group name was not specified."
            raise ServiceError("DeploymentGroupNameRequiredException", message)
        group_id = require_group(application, group)["deploymentGroupId"] if application and group else None
        found = [
            deployment.id
            for deployment in self._store.of(Scope.of(caller))
            if (group_id is None or deployment.group_id == group_id) and _matches(deployment, request)
        ]
        ids, token = page_of_names(found, request)
        return {"deployments": ids, "nextToken": token}

    def get_deployment_target(self, caller: Caller, request: Request) -> dict[str, Any]:
        """The deployment's target.

        Raises:
            ServiceError: ``DeploymentTargetDoesNotExistException``.
        """
        deployment = self._require(caller, request["deploymentId"])
        return {"deploymentTarget": _target(deployment, request["targetId"])}

    def batch_get_deployment_targets(self, caller: Caller, request: Request) -> dict[str, Any]:
        """The targets of ids."""
        deployment = self._require(caller, request["deploymentId"])
        return {"deploymentTargets": [_target(deployment, one) for one in request["targetIds"]]}

    def list_deployment_targets(self, caller: Caller, request: Request) -> dict[str, Any]:
        """The ids of a deployment's targets, by status."""
        deployment = self._require(caller, request["deploymentId"])
        statuses = (request.get("targetFilters") or {}).get("TargetStatus")
        shown = not statuses or target_status(deployment) in statuses
        return {"targetIds": [target_id(deployment)] if shown else []}

    def get_deployment_group(self, caller: Caller, request: Request) -> dict[str, Any]:
        """One group, with its last deployments."""
        group = require_group(request["applicationName"], request["deploymentGroupName"])
        return {"deploymentGroupInfo": self._group_info(caller, group)}

    def batch_get_deployment_groups(self, caller: Caller, request: Request) -> dict[str, Any]:
        """Several groups of an application; those that do not exist are named."""
        application = request["applicationName"]
        require_application(application)
        known, asked = groups_of(application), request["deploymentGroupNames"]
        unknown = [name for name in asked if name not in known]
        return {
            "deploymentGroupsInfo": [
                self._group_info(caller, require_group(application, name)) for name in asked if name in known
            ],
            "errorMessage": f"No Deployment Group found for name: {', '.join(unknown)}" if unknown else None,
        }

    def list_deployment_groups(self, caller: Caller, request: Request) -> dict[str, Any]:
        """The names of an application's groups."""
        del caller
        application = request["applicationName"]
        require_application(application)
        names, token = page_of_names(groups_of(application), request)
        return {"applicationName": application, "deploymentGroups": names, "nextToken": token}

    def group_of(self, deployment_id: str) -> tuple[str, str] | None:
        """The application and the group of a deployment, which it is authorized on."""
        found = self._store.get(deployment_id)
        return (found.application, found.group) if found else None

    def _group_info(self, caller: Caller, group: dict[str, Any]) -> dict[str, Any]:
        ours = [one for one in self._store.of(Scope.of(caller)) if one.group_id == group["deploymentGroupId"]]
        successful = next((one for one in ours if one.status is Status.SUCCEEDED), None)
        revision = deployment_info(successful)["revision"] if successful else None
        return {
            **group,
            "targetRevision": revision,
            "lastSuccessfulDeployment": _last(successful),
            "lastAttemptedDeployment": _last(ours[0] if ours else None),
        }


def _matches(deployment: Deployment, request: Request) -> bool:
    statuses, times = request.get("includeOnlyStatuses"), request.get("createTimeRange") or {}
    if statuses and deployment.status not in statuses:
        return False
    if "start" in times and deployment.created < times["start"].timestamp():
        return False
    return not ("end" in times and deployment.created > times["end"].timestamp())


def _target(deployment: Deployment, wanted: str) -> dict[str, Any]:
    if wanted != target_id(deployment):
        message = f"The deployment {deployment.id} has no target {wanted}"
        raise ServiceError("DeploymentTargetDoesNotExistException", message)
    return deployment_target(deployment)


def _last(deployment: Deployment | None) -> dict[str, Any] | None:
    if deployment is None:
        return None
    info = deployment_info(deployment)
    return {
        "deploymentId": deployment.id,
        "status": info["status"],
        "endTime": info["completeTime"],
        "createTime": info["createTime"],
    }
