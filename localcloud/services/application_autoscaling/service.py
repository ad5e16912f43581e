"""The operations of Application Auto Scaling on targets and policies."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

from ministack.core.responses import AccountRegionScopedDict
from ministack.services import dynamodb

from localcloud.aws.api import paging
from localcloud.aws.api.json_service import Caller, JsonService
from localcloud.aws.api.service_catalog import register_service
from localcloud.aws.limits import service_linked_roles
from localcloud.aws.runtime import Runtime
from localcloud.aws.service_error import ServiceError
from localcloud.aws.storage.persisted_state import persist
from localcloud.services.application_autoscaling.tracking_alarms import put_alarms, remove_alarms

_NAME = "application-autoscaling"
_PAGE = 50
_targets = AccountRegionScopedDict()
_policies = AccountRegionScopedDict()

Request = dict[str, Any]
_Key = tuple[str, str, str]


def install(runtime: Runtime) -> None:
    """Register the service."""
    del runtime
    persist("application_autoscaling", {"targets": _targets, "policies": _policies})
    operations = {
        "RegisterScalableTarget": register_scalable_target,
        "DescribeScalableTargets": describe_scalable_targets,
        "DeregisterScalableTarget": deregister_scalable_target,
        "PutScalingPolicy": put_scaling_policy,
        "DescribeScalingPolicies": describe_scaling_policies,
        "DeleteScalingPolicy": delete_scaling_policy,
        "DescribeScalingActivities": describe_scaling_activities,
    }
    service = JsonService(service_name=_NAME, operations=operations)
    register_service(_NAME, handler=service.handle_request, iam_namespace=_NAME, resource_arn=_resource_arn)


def register_scalable_target(caller: Caller, request: Request) -> dict[str, Any]:
    """Create a target, or change the members that the request names.

    Raises:
        ServiceError: ``ValidationException``; the resource does not exist or the bounds contradict each other.
    """
    key = _target_key(request)
    known = _targets.get(key)
    _check_resource(request)
    target = {
        **(known or {"CreationTime": datetime.now(UTC).timestamp()}),
        **{name: request[name] for name in ("ServiceNamespace", "ResourceId", "ScalableDimension")},
        **{name: request[name] for name in ("MinCapacity", "MaxCapacity", "SuspendedState") if name in request},
        "RoleARN": request.get("RoleARN") or (known or {}).get("RoleARN") or _service_linked_role(caller, request),
        "ScalableTargetARN": (known or {}).get("ScalableTargetARN") or _target_arn(caller),
    }
    missing = [name for name in ("MinCapacity", "MaxCapacity") if name not in target]
    if missing:
        raise ServiceError("ValidationException", f"{missing[0]} is required when a scalable target is registered")
    if target["MinCapacity"] > target["MaxCapacity"]:
        raise ServiceError("ValidationException", "Maximum capacity cannot be less than minimum capacity")
    _targets[key] = target
    return {"ScalableTargetARN": target["ScalableTargetARN"]}


def describe_scalable_targets(caller: Caller, request: Request) -> dict[str, Any]:
    """List the targets of a namespace, filtered by resource ids and dimension, paginated."""
    del caller
    wanted = request.get("ResourceIds")
    found = [
        target
        for target in _targets.values()
        if _matches(request, target) and (not wanted or target["ResourceId"] in wanted)
    ]
    page, token = _page(found, request, "ScalableTargetARN")
    return {"ScalableTargets": [_with_time(target) for target in page], "NextToken": token}


def deregister_scalable_target(caller: Caller, request: Request) -> dict[str, Any]:
    """Remove a target and its policies.

    Raises:
        ServiceError: ``ObjectNotFoundException``.
    """
    del caller
    key = _target_key(request)
    _require_target(key)
    _targets.pop(key)
    for policy_key in [policy_key for policy_key in _policies if policy_key[:3] == key]:
        remove_alarms(_policies.pop(policy_key))
    return {}


def put_scaling_policy(caller: Caller, request: Request) -> dict[str, Any]:
    """Create or replace a policy of a registered target.

    Raises:
        ServiceError: ``ObjectNotFoundException`` without the target, ``ValidationException`` without a configuration.
    """
    key = _target_key(request)
    _require_target(key)
    policy_key = (*key, request["PolicyName"])
    known = _policies.get(policy_key) or {}
    kind = request.get("PolicyType") or known.get("PolicyType", "StepScaling")
    member = (
        f"{kind}PolicyConfiguration" if kind != "TargetTrackingScaling" else "TargetTrackingScalingPolicyConfiguration"
    )
    configuration = request.get(member) or known.get(member)
    if not configuration:
        raise ServiceError("ValidationException", f"{member} is required for a policy of type {kind}")
    policy = {
        **{name: request[name] for name in ("PolicyName", "ServiceNamespace", "ResourceId", "ScalableDimension")},
        "PolicyARN": known.get("PolicyARN") or _policy_arn(caller, request),
        "PolicyType": kind,
        member: configuration,
        "CreationTime": known.get("CreationTime") or datetime.now(UTC).timestamp(),
        "Alarms": known.get("Alarms", []),
    }
    policy["Alarms"] = put_alarms(policy)
    _policies[policy_key] = policy
    return {"PolicyARN": policy["PolicyARN"], "Alarms": policy["Alarms"]}


def describe_scaling_policies(caller: Caller, request: Request) -> dict[str, Any]:
    """List the policies of a namespace, filtered by names, resource id and dimension, paginated."""
    del caller
    names = request.get("PolicyNames")
    found = [
        policy
        for policy in _policies.values()
        if _matches(request, policy)
        and (not names or policy["PolicyName"] in names)
        and request.get("ResourceId", policy["ResourceId"]) == policy["ResourceId"]
    ]
    page, token = _page(found, request, "PolicyARN")
    return {"ScalingPolicies": [_with_time(policy) for policy in page], "NextToken": token}


def delete_scaling_policy(caller: Caller, request: Request) -> dict[str, Any]:
    """Remove a policy.

    Raises:
        ServiceError: ``ObjectNotFoundException``.
    """
    del caller
    policy_key = (*_target_key(request), request["PolicyName"])
    if policy_key not in _policies:
        raise ServiceError("ObjectNotFoundException", f"No scaling policy found with name: {request['PolicyName']}")
    remove_alarms(_policies.pop(policy_key))
    return {}


def describe_scaling_activities(caller: Caller, request: Request) -> dict[str, Any]:
    """Nothing is scaled here, so there is no activity."""
    del caller, request
    return {"ScalingActivities": []}


def _target_key(request: Request) -> _Key:
    return request["ServiceNamespace"], request["ResourceId"], request["ScalableDimension"]


def _require_target(key: _Key) -> None:
    if key not in _targets:
        namespace, resource, dimension = key
        raise ServiceError(
            "ObjectNotFoundException",
            f"No scalable target found for service namespace: {namespace}, resource ID: {resource}, "
            f"scalable dimension: {dimension}",
        )


def _check_resource(request: Request) -> None:
    kind, _, rest = request["ResourceId"].partition("/")
    if request["ServiceNamespace"] != "dynamodb" or kind != "table":
        return
    name, _, index = rest.partition("/index/")
    table = dynamodb._tables.get(name)
    indexes = {entry["IndexName"] for entry in (table or {}).get("GlobalSecondaryIndexes") or []}
    if table is None or (index and index not in indexes):
        raise ServiceError("ValidationException", f"DynamoDB table does not exist: {request['ResourceId']}")


def _matches(request: Request, record: dict[str, Any]) -> bool:
    return bool(
        record["ServiceNamespace"] == request["ServiceNamespace"]
        and request.get("ScalableDimension", record["ScalableDimension"]) == record["ScalableDimension"]
    )


def _page(records: list[dict[str, Any]], request: Request, arn: str) -> tuple[list[dict[str, Any]], str | None]:
    ordered = sorted(records, key=lambda record: str(record[arn]))
    size, token = request.get("MaxResults", _PAGE), request.get("NextToken")
    if not 1 <= size <= _PAGE:
        raise ServiceError("ValidationException", f"MaxResults must be between 1 and {_PAGE}")
    try:
        return paging.page(ordered, size=size, token=token, identity=lambda record: str(record[arn]))
    except paging.InvalidTokenError as error:
        raise ServiceError("InvalidNextTokenException", "The next token supplied was invalid") from error


def _with_time(record: dict[str, Any]) -> dict[str, Any]:
    return {**record, "CreationTime": datetime.fromtimestamp(record["CreationTime"], UTC)}


def _target_arn(caller: Caller) -> str:
    return f"arn:aws:{_NAME}:{caller.region}:{caller.account}:scalable-target/{uuid.uuid4().hex[:28]}"


def _policy_arn(caller: Caller, request: Request) -> str:
    return (
        f"arn:aws:autoscaling:{caller.region}:{caller.account}:scalingPolicy:{uuid.uuid4()}:resource/"
        f"{request['ServiceNamespace']}/{request['ResourceId']}:policyName/{request['PolicyName']}"
    )


def _service_linked_role(caller: Caller, request: Request) -> str:
    """The role that the service acts in, which it makes where the account has none."""
    namespace = request["ServiceNamespace"]
    if namespace == "dynamodb":
        service_linked_roles.ensure(service_linked_roles.TABLE_SCALING)
    return (
        f"arn:aws:iam::{caller.account}:role/aws-service-role/{namespace}.{_NAME}.amazonaws.com/"
        f"AWSServiceRoleForApplicationAutoScaling_{'DynamoDBTable' if namespace == 'dynamodb' else namespace}"
    )


def _resource_arn(operation: str, request: Request, account: str, region: str) -> str:
    del operation, request
    return f"arn:aws:{_NAME}:{region}:{account}:scalable-target/*"
