"""AWS::CodeDeploy::Application, DeploymentGroup and DeploymentConfig, on the operations of the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ministack.services.cloudformation.provisioners import _physical_name

from localcloud.aws.api.json_service import Operation
from localcloud.aws.cloudformation.resource_properties import api_form
from localcloud.aws.cloudformation.resource_types import (
    Properties,
    cloudformation_caller,
    failure_reason,
    register_type,
)
from localcloud.aws.identity.clients import service_model
from localcloud.services.codedeploy.arns import Scope
from localcloud.services.codedeploy.predefined_configurations import DEFAULT
from localcloud.services.codedeploy.resources import tags
from localcloud.services.codedeploy.resources.application_changes import delete_application
from localcloud.services.codedeploy.resources.applications import create_application
from localcloud.services.codedeploy.resources.deployment_config_deletion import delete_deployment_config
from localcloud.services.codedeploy.resources.deployment_configs import create_deployment_config
from localcloud.services.codedeploy.resources.deployment_groups import (
    create_deployment_group,
    delete_deployment_group,
    update_deployment_group,
)

APPLICATION_TYPE = "AWS::CodeDeploy::Application"
GROUP_TYPE = "AWS::CodeDeploy::DeploymentGroup"
CONFIG_TYPE = "AWS::CodeDeploy::DeploymentConfig"

_LONGEST_NAME = 100
_OFF: dict[str, Any] = {
    "deploymentConfigName": DEFAULT,
    "alarmConfiguration": {"enabled": False, "alarms": []},
    "autoRollbackConfiguration": {"enabled": False, "events": []},
    "triggerConfigurations": [],
}
"""What a property is that a template leaves out; an update of the group must say so."""

Handled = tuple[str, Mapping[str, Any]]


def register_types() -> None:
    """Teach CloudFormation the types."""
    register_type(APPLICATION_TYPE, create=_create_application, update=_update_application, delete=_delete_application)
    register_type(GROUP_TYPE, create=_create_group, update=_update_group, delete=_delete_group)
    register_type(CONFIG_TYPE, create=_create_config, update=_update_config, delete=_delete_config)


def _create_application(logical_id: str, properties: Properties, stack_name: str) -> Handled:
    name = properties.get("ApplicationName") or _physical_name(stack_name, logical_id, max_len=_LONGEST_NAME)
    _call(create_application, _request("CreateApplication", {**properties, "ApplicationName": name}, APPLICATION_TYPE))
    return name, {}


def _update_application(physical_id: str, old: Properties, new: Properties, stack_name: str) -> Handled:
    if any(old.get(key) != new.get(key) for key in ("ApplicationName", "ComputePlatform")):
        return _create_application(physical_id, new, stack_name)
    tags.replace_tags(Scope.of(cloudformation_caller()).application(physical_id), new.get("Tags", []))
    return physical_id, {}


def _delete_application(physical_id: str, properties: Properties) -> None:
    del properties
    _call(delete_application, {"applicationName": physical_id})


def _create_group(logical_id: str, properties: Properties, stack_name: str) -> Handled:
    name = properties.get("DeploymentGroupName") or _physical_name(stack_name, logical_id, max_len=_LONGEST_NAME)
    request = _request("CreateDeploymentGroup", {**properties, "DeploymentGroupName": name}, GROUP_TYPE)
    _call(create_deployment_group, request)
    return name, {}


def _update_group(physical_id: str, old: Properties, new: Properties, stack_name: str) -> Handled:
    replaced = old["ApplicationName"] != new["ApplicationName"]
    if replaced or new.get("DeploymentGroupName", physical_id) != physical_id:
        return _create_group(physical_id, new, stack_name)
    given = {key: value for key, value in new.items() if key not in ("DeploymentGroupName", "Tags")}
    request = _request("UpdateDeploymentGroup", {**given, "CurrentDeploymentGroupName": physical_id}, GROUP_TYPE)
    _call(update_deployment_group, {**_OFF, **request})
    arn = Scope.of(cloudformation_caller()).deployment_group(new["ApplicationName"], physical_id)
    tags.replace_tags(arn, new.get("Tags", []))
    return physical_id, {}


def _delete_group(physical_id: str, properties: Properties) -> None:
    request = {"applicationName": properties["ApplicationName"], "deploymentGroupName": physical_id}
    _call(delete_deployment_group, request)


def _create_config(logical_id: str, properties: Properties, stack_name: str) -> Handled:
    name = properties.get("DeploymentConfigName") or _physical_name(stack_name, logical_id, max_len=_LONGEST_NAME)
    request = _request("CreateDeploymentConfig", {**properties, "DeploymentConfigName": name}, CONFIG_TYPE)
    _call(create_deployment_config, request)
    return name, {}


def _update_config(physical_id: str, old: Properties, new: Properties, stack_name: str) -> Handled:
    """Every property needs another configuration."""
    return (physical_id, {}) if old == new else _create_config(physical_id, new, stack_name)


def _delete_config(physical_id: str, properties: Properties) -> None:
    del properties
    _call(delete_deployment_config, {"deploymentConfigName": physical_id})


def _call(operation: Operation, request: dict[str, Any]) -> dict[str, Any]:
    with failure_reason("AWSCodeDeploy"):
        return operation(cloudformation_caller(), request)


def _request(operation: str, properties: Properties, type_name: str) -> dict[str, Any]:
    return api_form(properties, service_model("codedeploy").operation_model(operation).input_shape, type_name)
