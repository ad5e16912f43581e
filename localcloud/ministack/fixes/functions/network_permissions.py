"""A function is attached to a network only if its role lets Lambda make, describe and remove network interfaces.

Lambda asks when the function is created or its network changes. There is no interface then, so what it removes or
gives addresses to is every resource of EC2: a role with these actions on `network-interface/*` is refused. MiniStack
attaches any function.
Source: docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html, on the execution role's permissions
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ministack.core.responses import error_response_json, get_account_id, get_region
from ministack.services import lambda_svc
from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS

from localcloud.aws.identity.permissions import require_permission
from localcloud.aws.identity.role_sessions import service_session
from localcloud.aws.service_error import ServiceError
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.lambda_svc", "_create_function", "data"),
    Touched("services.lambda_svc", "_functions"),
    Touched("services.lambda_svc", "_update_config", "name,data"),
    Touched("services.cloudformation.provisioners", "_RESOURCE_HANDLERS"),
)
_TYPE: Final = "AWS::Lambda::Function"
_CREATE: Final = "CreateNetworkInterface"
_OF_ANY_INTERFACE: Final = (
    "DescribeNetworkInterfaces",
    "DescribeSubnets",
    "DeleteNetworkInterface",
    "AssignPrivateIpAddresses",
    "UnassignPrivateIpAddresses",
)
# IAM compares text: this one is matched by `*` and, as the guide has it, by `arn:aws:ec2:REGION:ACCOUNT:*/*`.
_ANY: Final = "*/*"
# The id that Lambda would choose.
_NEW_INTERFACE: Final = "network-interface/eni-0123456789abcdef0"
_SECONDS: Final = 900


def apply() -> None:
    """Ask before a function gets a network, by the API and by a stack."""
    create, update = lambda_svc._create_function, lambda_svc._update_config
    handlers = _RESOURCE_HANDLERS[_TYPE]
    create_resource, update_resource = handlers["create"], handlers["update"]

    def create_function(data: dict[str, Any]) -> Any:
        return _answer(_refusal(data)) or create(data)

    def update_config(name: str, data: dict[str, Any]) -> Any:
        current = (lambda_svc._functions.get(name) or {}).get("config", {})
        return _answer(_refusal({"Role": current.get("Role"), **data})) or update(name, data)

    def create_from_template(logical_id: str, properties: dict[str, Any], stack_name: str) -> Any:
        _raise(_refusal(properties))
        return create_resource(logical_id, properties, stack_name)

    def update_from_template(physical_id: str, old: dict[str, Any], new: dict[str, Any], *rest: Any) -> Any:
        if any(old.get(member) != new.get(member) for member in ("Role", "VpcConfig")):
            _raise(_refusal(new))
        return update_resource(physical_id, old, new, *rest)

    lambda_svc._create_function, lambda_svc._update_config = create_function, update_config
    handlers["create"], handlers["update"] = create_from_template, update_from_template


def _answer(refusal: str) -> Any:
    return error_response_json("InvalidParameterValueException", refusal, 400) if refusal else None


def _raise(refusal: str) -> None:
    if refusal:
        raise ValueError(refusal)


def _refusal(properties: dict[str, Any]) -> str:
    """Why the role cannot attach the function to its network; empty where it can, or there is none."""
    network = properties.get("VpcConfig") or {}
    if not network.get("SubnetIds"):
        return ""
    account, region = get_account_id(), get_region()
    try:
        session = service_session(
            role_arn=properties.get("Role") or "",
            service="lambda.amazonaws.com",
            session_name=str(properties.get("FunctionName", "function")),
            duration_seconds=_SECONDS,
        )
    except ServiceError:
        return "The role defined for the function cannot be assumed by Lambda."
    for action, resource in _needed(network):
        try:
            require_permission(
                session,
                action=f"ec2:{action}",
                resource_arn=f"arn:aws:ec2:{region}:{account}:{resource}",
                account=account,
                region=region,
            )
        except ServiceError:
            return f"The provided execution role does not have permissions to call {action} on EC2"
    return ""


def _needed(network: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Actions, each with what it acts on."""
    yield _CREATE, _NEW_INTERFACE
    yield from ((_CREATE, f"subnet/{subnet}") for subnet in network["SubnetIds"])
    yield from ((_CREATE, f"security-group/{group}") for group in network.get("SecurityGroupIds") or ())
    yield from ((action, _ANY) for action in _OF_ANY_INTERFACE)
