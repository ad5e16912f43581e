"""The end of a deployment configuration, which no group may use by then."""

from __future__ import annotations

from typing import Any

from localcloud.aws.api.json_service import Caller
from localcloud.aws.service_error import ServiceError
from localcloud.services.codedeploy.predefined_configurations import PREFIX
from localcloud.services.codedeploy.resources.deployment_configs import deployment_configs
from localcloud.services.codedeploy.resources.deployment_groups import deployment_groups


def delete_deployment_config(caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
    """Remove an account's own configuration; one that is gone already is no error, as on AWS.

    Raises:
        ServiceError: ``InvalidOperationException`` for a predefined one, ``DeploymentConfigInUseException``.
    """
    del caller
    name = request["deploymentConfigName"]
    if name.startswith(PREFIX):
        raise ServiceError("InvalidOperationException", f"The deployment configuration {name} cannot be deleted.")
    if any(group["deploymentConfigName"] == name for group in deployment_groups.values()):
        message = f"The deployment configuration {name} is used by a deployment group."
        raise ServiceError("DeploymentConfigInUseException", message)
    deployment_configs.pop(name, None)
    return {}
