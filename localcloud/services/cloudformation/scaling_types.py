"""AWS::ApplicationAutoScaling::ScalableTarget and ScalingPolicy, on the service of the same name."""

from __future__ import annotations

from typing import Any

from ministack.core.responses import get_account_id, get_region

from localcloud.aws.json_service import Caller
from localcloud.aws.service_error import ServiceError
from localcloud.services.application_autoscaling import service
from localcloud.services.cloudformation.registry import Properties, register_type

_TARGET = ("ServiceNamespace", "ResourceId", "ScalableDimension")


def register() -> None:
    """Register both types."""
    register_type(
        "AWS::ApplicationAutoScaling::ScalableTarget", create=_put_target, update=_update_target, delete=_remove_target
    )
    register_type(
        "AWS::ApplicationAutoScaling::ScalingPolicy", create=_put_policy, update=_update_policy, delete=_remove_policy
    )


def _put_target(logical_id: str, properties: Properties, stack_name: str) -> tuple[str, dict[str, Any]]:
    del logical_id, stack_name
    request = {
        **_picked(properties, _TARGET),
        "MinCapacity": int(properties["MinCapacity"]),
        "MaxCapacity": int(properties["MaxCapacity"]),
        **_picked(properties, ("RoleARN", "SuspendedState")),
    }
    _call(service.register_scalable_target, request)
    identity = "|".join(properties[name] for name in ("ResourceId", "ScalableDimension", "ServiceNamespace"))
    return identity, {"Id": identity}


def _update_target(physical_id: str, old: Properties, new: Properties, stack_name: str) -> tuple[str, dict[str, Any]]:
    del physical_id, old
    return _put_target("", new, stack_name)


def _remove_target(physical_id: str, properties: Properties) -> None:
    del properties
    _ignore_missing(service.deregister_scalable_target, _target_of(physical_id))


def _put_policy(logical_id: str, properties: Properties, stack_name: str) -> tuple[str, dict[str, Any]]:
    del logical_id, stack_name
    request = {
        **_policy_key(properties),
        **_picked(
            properties,
            ("PolicyType", "TargetTrackingScalingPolicyConfiguration", "StepScalingPolicyConfiguration"),
        ),
    }
    arn = _call(service.put_scaling_policy, _numbers(request))["PolicyARN"]
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


def _numbers(value: Any) -> Any:
    """CloudFormation may hand a number over as text."""
    if isinstance(value, dict):
        return {name: _number(name, item) for name, item in value.items()}
    return value


def _number(name: str, value: Any) -> Any:
    if name in ("TargetValue",) and isinstance(value, str):
        return float(value)
    if name in ("ScaleInCooldown", "ScaleOutCooldown", "Cooldown") and isinstance(value, str):
        return int(value)
    if name == "DisableScaleIn" and isinstance(value, str):
        return value.lower() == "true"
    return _numbers(value)


def _call(operation: Any, request: dict[str, Any]) -> dict[str, Any]:
    caller = Caller(account=get_account_id(), region=get_region(), principal_arn="cloudformation.amazonaws.com")
    answer: dict[str, Any] = operation(caller, request)
    return answer


def _ignore_missing(operation: Any, request: dict[str, Any]) -> None:
    try:
        _call(operation, request)
    except ServiceError as error:
        if error.code != "ObjectNotFoundException":
            raise
