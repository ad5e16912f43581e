"""Deployment groups: how an application's function is deployed, on which role, watched by which alarms."""

from __future__ import annotations

import uuid
from typing import Any, Final

from ministack.core.responses import AccountRegionScopedDict

from localcloud.aws.api.json_service import Caller
from localcloud.aws.identity.trust import require_trust
from localcloud.aws.service_error import ServiceError
from localcloud.services.codedeploy.arns import Scope
from localcloud.services.codedeploy.predefined_configurations import DEFAULT
from localcloud.services.codedeploy.resources import tags
from localcloud.services.codedeploy.resources.applications import require_application
from localcloud.services.codedeploy.resources.deployment_configs import require_config

deployment_groups = AccountRegionScopedDict()
"""(application, name) to record."""

PRINCIPAL: Final = "codedeploy.amazonaws.com"
ROLLBACK_EVENTS: Final = frozenset({"DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"})
_STYLE: Final = {"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"}
_MOST_ALARMS: Final = 10
_KEPT: Final = (
    "deploymentConfigName",
    "serviceRoleArn",
    "deploymentStyle",
    "alarmConfiguration",
    "autoRollbackConfiguration",
    "triggerConfigurations",
    "outdatedInstancesStrategy",
)
"""Members of a request that a group for Lambda keeps."""

Request = dict[str, Any]


def create_deployment_group(caller: Caller, request: Request) -> dict[str, Any]:
    """Create a group.

    Raises:
        ServiceError: ``DeploymentGroupAlreadyExistsException``, ``ApplicationDoesNotExistException``,
            ``InvalidRoleException`` and what else a member may be refused for.
    """
    application, name = request["applicationName"], request["deploymentGroupName"]
    platform = require_application(application)["computePlatform"]
    if (application, name) in deployment_groups:
        message = f"Deployment group name {name} already exists for application {application}"
        raise ServiceError("DeploymentGroupAlreadyExistsException", message)
    record = {
        "applicationName": application,
        "deploymentGroupId": str(uuid.uuid4()),
        "deploymentGroupName": name,
        "computePlatform": platform,
        "deploymentConfigName": DEFAULT,
        **_given(request),
    }
    _check(record)
    deployment_groups[application, name] = record
    tags.replace_tags(Scope.of(caller).deployment_group(application, name), request.get("tags", []))
    return {"deploymentGroupId": record["deploymentGroupId"]}


def update_deployment_group(caller: Caller, request: Request) -> dict[str, Any]:
    """Change the members that the request names, or the name.

    Raises:
        ServiceError: ``DeploymentGroupDoesNotExistException`` and what else a member may be refused for.
    """
    application, name = request["applicationName"], request["currentDeploymentGroupName"]
    new_name: str = request.get("newDeploymentGroupName") or name
    if new_name != name and (application, new_name) in deployment_groups:
        message = f"Deployment group name {new_name} already exists for application {application}"
        raise ServiceError("DeploymentGroupAlreadyExistsException", message)
    record = {**require_group(application, name), **_given(request), "deploymentGroupName": new_name}
    _check(record)
    deployment_groups.pop((application, name))
    deployment_groups[application, new_name] = record
    scope = Scope.of(caller)
    kept = tags.list_tags_for_resource(caller, {"ResourceArn": scope.deployment_group(application, name)})["Tags"]
    tags.remove_all(scope.deployment_group(application, name))
    tags.put_tags(scope.deployment_group(application, new_name), kept)
    return {"hooksNotCleanedUp": []}


def delete_deployment_group(caller: Caller, request: Request) -> dict[str, Any]:
    """Remove a group; one that is gone already is no error, as on AWS."""
    application, name = request["applicationName"], request["deploymentGroupName"]
    deployment_groups.pop((application, name), None)
    tags.remove_all(Scope.of(caller).deployment_group(application, name))
    return {"hooksNotCleanedUp": []}


def require_group(application: str, name: str) -> dict[str, Any]:
    """The group's record.

    Raises:
        ServiceError: ``ApplicationDoesNotExistException``, ``DeploymentGroupDoesNotExistException``.
    """
    require_application(application)
    found: dict[str, Any] | None = deployment_groups.get((application, name))
    if found is None:
        raise ServiceError("DeploymentGroupDoesNotExistException", f"No Deployment Group found for name: {name}")
    return found


def check_alarms(configuration: dict[str, Any]) -> None:
    """Refuse what no alarm configuration may be.

    Raises:
        ServiceError: ``InvalidAlarmConfigException``, ``AlarmsLimitExceededException``.
    """
    names = [alarm.get("name", "") for alarm in configuration.get("alarms", [])]
    if len(names) > _MOST_ALARMS:
        raise ServiceError("AlarmsLimitExceededException", f"A group may have at most {_MOST_ALARMS} alarms.")
    if configuration.get("enabled") and (not names or "" in names):
        raise ServiceError("InvalidAlarmConfigException", "The alarm configuration is enabled but names no alarms.")
    if len(names) != len(set(names)):
        raise ServiceError("InvalidAlarmConfigException", "The alarm configuration names an alarm twice.")


def check_rollback(configuration: dict[str, Any]) -> None:
    """Refuse what no automatic rollback configuration may be.

    Raises:
        ServiceError: ``InvalidAutoRollbackConfigException``.
    """
    events = set(configuration.get("events", []))
    if events - ROLLBACK_EVENTS or (configuration.get("enabled") and not events):
        message = "The automatic rollback configuration was specified in an invalid format: it must name its events."
        raise ServiceError("InvalidAutoRollbackConfigException", message)


def _given(request: Request) -> dict[str, Any]:
    return {member: request[member] for member in _KEPT if member in request}


def _check(record: dict[str, Any]) -> None:
    if record["computePlatform"] != "Lambda":
        message = f"The local cloud deploys to Lambda alone, not to the compute platform {record['computePlatform']}."
        raise ServiceError("UnsupportedOperationException", message)
    if require_config(record["deploymentConfigName"])["computePlatform"] != "Lambda":
        message = f"{record['deploymentConfigName']} is for another compute platform than Lambda"
        raise ServiceError("InvalidDeploymentConfigNameException", message)
    if record.get("deploymentStyle") != _STYLE:
        message = "For Lambda the deployment style must be BLUE_GREEN, WITH_TRAFFIC_CONTROL"
        raise ServiceError("InvalidDeploymentStyleException", message)
    check_alarms(record.get("alarmConfiguration", {}))
    check_rollback(record.get("autoRollbackConfiguration", {}))
    try:
        require_trust(record["serviceRoleArn"], service=PRINCIPAL)
    except ServiceError as error:
        message = f"AWS CodeDeploy does not have the permissions required to assume the role {record['serviceRoleArn']}"
        raise ServiceError("InvalidRoleException", message) from error
