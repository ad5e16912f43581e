"""Deployment configurations: how traffic is shifted, predefined or an account's own."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from ministack.core.responses import AccountRegionScopedDict

from localcloud.aws.api.json_service import Caller
from localcloud.aws.service_error import ServiceError
from localcloud.services.codedeploy.predefined_configurations import PREFIX, TRAFFIC_ROUTING
from localcloud.services.codedeploy.resources.pages import page_of_names

deployment_configs = AccountRegionScopedDict()
"""Name to record, of an account's own."""

_MEMBERS: Final = {
    "TimeBasedCanary": ("timeBasedCanary", "canaryPercentage", "canaryInterval"),
    "TimeBasedLinear": ("timeBasedLinear", "linearPercentage", "linearInterval"),
}
_LONGEST_MINUTES: Final = 2880  # two days, the longest that a deployment to Lambda may shift

Request = dict[str, Any]


def create_deployment_config(caller: Caller, request: Request) -> dict[str, Any]:
    """Create a configuration.

    Raises:
        ServiceError: ``DeploymentConfigAlreadyExistsException``, ``InvalidDeploymentConfigNameException``,
            ``InvalidTrafficRoutingConfigurationException``, ``InvalidMinimumHealthyHostValueException``.
    """
    del caller
    name, platform = request["deploymentConfigName"], request.get("computePlatform", "Server")
    if name.startswith(PREFIX):
        message = f"Deployment configuration name cannot start with the reserved prefix {PREFIX}"
        raise ServiceError("InvalidDeploymentConfigNameException", message)
    if name in deployment_configs:
        message = f"The deployment configuration name {name} is already in use."
        raise ServiceError("DeploymentConfigAlreadyExistsException", message)
    if platform == "Lambda":
        _check_for_lambda(request)
    record: dict[str, Any] = {
        "deploymentConfigId": str(uuid.uuid4()),
        "deploymentConfigName": name,
        "createTime": datetime.now(UTC).timestamp(),
        "computePlatform": platform,
        **{
            member: request[member]
            for member in ("minimumHealthyHosts", "trafficRoutingConfig", "zonalConfig")
            if member in request
        },
    }
    deployment_configs[name] = record
    return {"deploymentConfigId": record["deploymentConfigId"]}


def get_deployment_config(caller: Caller, request: Request) -> dict[str, Any]:
    """One configuration."""
    del caller
    record = require_config(request["deploymentConfigName"])
    created = record.get("createTime")
    described = {**record, "createTime": datetime.fromtimestamp(created, UTC) if created else None}
    return {"deploymentConfigInfo": described}


def list_deployment_configs(caller: Caller, request: Request) -> dict[str, Any]:
    """The names of all configurations, the predefined ones among them."""
    del caller
    names, token = page_of_names(sorted([*TRAFFIC_ROUTING, *deployment_configs]), request)
    return {"deploymentConfigsList": names, "nextToken": token}


def require_config(name: str) -> dict[str, Any]:
    """The configuration's record.

    Raises:
        ServiceError: ``DeploymentConfigDoesNotExistException``.
    """
    if name in TRAFFIC_ROUTING:
        return {
            "deploymentConfigId": str(uuid.uuid5(uuid.NAMESPACE_DNS, name)),
            "deploymentConfigName": name,
            "computePlatform": "Lambda",
            "trafficRoutingConfig": dict(TRAFFIC_ROUTING[name]),
        }
    found: dict[str, Any] | None = deployment_configs.get(name)
    if found is None:
        message = f"No Deployment Configuration found for name: {name}"
        raise ServiceError("DeploymentConfigDoesNotExistException", message)
    return found


def shares(routing: Mapping[str, Any]) -> tuple[tuple[int, int], ...]:
    """What of the traffic the new version gets, in percent, and for how many minutes until the next step.

    The last step is everything, and nothing is waited for after it.
    """
    kind = routing["type"]
    if kind not in _MEMBERS:
        return ((100, 0),)
    member, share, interval = _MEMBERS[kind]
    percentage, minutes = routing[member][share], routing[member][interval]
    if kind == "TimeBasedCanary":
        return ((percentage, minutes), (100, 0))
    return (*((step, minutes) for step in range(percentage, 100, percentage)), (100, 0))


def _check_for_lambda(request: Request) -> None:
    if "minimumHealthyHosts" in request:
        message = "Minimum healthy hosts cannot be set for the Lambda compute platform"
        raise ServiceError("InvalidMinimumHealthyHostValueException", message)
    routing = request.get("trafficRoutingConfig")
    problem = _routing_problem(routing) if routing else "a traffic routing configuration is required for Lambda"
    if problem:
        message = f"The traffic routing configuration is not valid: {problem}"
        raise ServiceError("InvalidTrafficRoutingConfigurationException", message)


def _routing_problem(routing: Mapping[str, Any]) -> str:
    kind = routing.get("type", "")
    if kind == "AllAtOnce":
        return ""
    if kind not in _MEMBERS:
        return "its type is missing"
    member, share, interval = _MEMBERS[kind]
    values = routing.get(member) or {}
    if not 1 <= values.get(share, 0) <= 99:
        return f"{share} must be between 1 and 99"
    if not 1 <= values.get(interval, 0) <= _LONGEST_MINUTES:
        return f"{interval} must be between 1 and {_LONGEST_MINUTES} minutes"
    return ""
