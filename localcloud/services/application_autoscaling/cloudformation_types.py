"""AWS::ApplicationAutoScaling::ScalableTarget and ScalingPolicy, on the service of the same name."""

from __future__ import annotations

from typing import Any

from botocore.model import Shape

from localcloud.aws.api.json_service import Operation
from localcloud.aws.cloudformation.resource_properties import api_form
from localcloud.aws.cloudformation.resource_types import (
    Properties,
    cloudformation_caller,
    failure_reason,
    register_type,
)
from localcloud.aws.identity.clients import service_model
from localcloud.aws.service_error import ServiceError
from localcloud.services.application_autoscaling import service

_TARGET_TYPE = "AWS::ApplicationAutoScaling::ScalableTarget"
_POLICY_TYPE = "AWS::ApplicationAutoScaling::ScalingPolicy"
_TARGET = ("ServiceNamespace", "ResourceId", "ScalableDimension")


def register_types() -> None:
    """Register both types."""
    register_type(_TARGET_TYPE, create=_put_target, update=_update_target, delete=_remove_target)
    register_type(_POLICY_TYPE, create=_put_policy, update=_update_policy, delete=_remove_policy)


def _put_target(logical_id: str, properties: Properties, stack_name: str) -> tuple[str, dict[str, Any]]:
    del logical_id, stack_name
    # Scheduled actions are a property here and an operation of their own in the API, which nothing here would act on.
    given = {name: value for name, value in properties.items() if name != "ScheduledActions"}
    # Tags are a list here and a map there.
    given["Tags"] = {tag["Key"]: tag["Value"] for tag in properties.get("Tags", [])}
    request = api_form(given, _input("RegisterScalableTarget"), _TARGET_TYPE)
    _call(service.register_scalable_target, request)
    identity = "|".join(request[name] for name in ("ResourceId", "ScalableDimension", "ServiceNamespace"))
    return identity, {"Id": identity}


def _update_target(physical_id: str, old: Properties, new: Properties, stack_name: str) -> tuple[str, dict[str, Any]]:
    del physical_id, old
    return _put_target("", new, stack_name)


def _remove_target(physical_id: str, properties: Properties) -> None:
    del properties
    _ignore_missing(service.deregister_scalable_target, _target_of(physical_id))


def _put_policy(logical_id: str, properties: Properties, stack_name: str) -> tuple[str, dict[str, Any]]:
    del logical_id, stack_name
    given = {name: value for name, value in properties.items() if name != "ScalingTargetId"}
    request = api_form({**given, **_policy_key(properties)}, _input("PutScalingPolicy"), _POLICY_TYPE)
    arn = _call(service.put_scaling_policy, request)["PolicyARN"]
    return arn, {"Arn": arn}


def _update_policy(physical_id: str, old: Properties, new: Properties, stack_name: str) -> tuple[str, dict[str, Any]]:
    del physical_id, old
    return _put_policy("", new, stack_name)


def _remove_policy(physical_id: str, properties: Properties) -> None:
    del physical_id
    _ignore_missing(service.delete_scaling_policy, _policy_key(properties))


def _policy_key(properties: Properties) -> dict[str, Any]:
    named = properties.get("ScalingTargetId")
    target = _target_of(named) if named else _picked(properties, _TARGET)
    return {"PolicyName": properties["PolicyName"], **target}


def _target_of(identity: str) -> dict[str, str]:
    resource, dimension, namespace = identity.split("|")
    return {"ServiceNamespace": namespace, "ResourceId": resource, "ScalableDimension": dimension}


def _picked(properties: Properties, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: properties[name] for name in names if name in properties}


def _input(operation: str) -> Shape | None:
    return service_model("application-autoscaling").operation_model(operation).input_shape


def _call(operation: Operation, request: dict[str, Any]) -> dict[str, Any]:
    with failure_reason("ApplicationAutoScaling"):
        return operation(cloudformation_caller(), request)


def _ignore_missing(operation: Operation, request: dict[str, Any]) -> None:
    try:
        operation(cloudformation_caller(), request)
    except ServiceError as error:
        if error.code != "ObjectNotFoundException":
            raise
