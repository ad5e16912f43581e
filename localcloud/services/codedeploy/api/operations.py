"""Names of operations to what serves them, and the ARN that each is authorized on.

The resource levels are those of the service authorization reference
(docs.aws.amazon.com/service-authorization/latest/reference/list_awscodedeploy.html), but for a hook's report: the
reference lists no resource, and what AWS's own constructs grant is the deployment group.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from localcloud.aws.api.json_service import Operation
from localcloud.services.codedeploy.api.queries import Queries
from localcloud.services.codedeploy.arns import Scope
from localcloud.services.codedeploy.deployments import DeploymentOperations
from localcloud.services.codedeploy.resources import (
    application_changes,
    applications,
    deployment_config_deletion,
    deployment_configs,
    deployment_groups,
    tags,
)

_ON_APPLICATION: Final = {
    "CreateApplication",
    "DeleteApplication",
    "GetApplication",
    "ListDeploymentGroups",
    "UpdateApplication",
}
_ON_GROUP: Final = {
    "CreateDeployment",
    "CreateDeploymentGroup",
    "DeleteDeploymentGroup",
    "GetDeploymentGroup",
    "ListDeployments",
}
_ON_CONFIG: Final = {"CreateDeploymentConfig", "DeleteDeploymentConfig", "GetDeploymentConfig"}
_ON_TAGGED: Final = {"ListTagsForResource", "TagResource", "UntagResource"}
_ON_DEPLOYMENTS_GROUP: Final = {"GetDeployment", "PutLifecycleEventHookExecutionStatus"}


def operations(deployments: DeploymentOperations, queries: Queries) -> dict[str, Operation]:
    """Every offered operation by its name."""
    return {
        "BatchGetApplications": applications.batch_get_applications,
        "BatchGetDeploymentGroups": queries.batch_get_deployment_groups,
        "BatchGetDeployments": queries.batch_get_deployments,
        "BatchGetDeploymentTargets": queries.batch_get_deployment_targets,
        "CreateApplication": applications.create_application,
        "CreateDeployment": deployments.create,
        "CreateDeploymentConfig": deployment_configs.create_deployment_config,
        "CreateDeploymentGroup": deployment_groups.create_deployment_group,
        "DeleteApplication": application_changes.delete_application,
        "DeleteDeploymentConfig": deployment_config_deletion.delete_deployment_config,
        "DeleteDeploymentGroup": deployment_groups.delete_deployment_group,
        "GetApplication": applications.get_application,
        "GetDeployment": queries.get_deployment,
        "GetDeploymentConfig": deployment_configs.get_deployment_config,
        "GetDeploymentGroup": queries.get_deployment_group,
        "GetDeploymentTarget": queries.get_deployment_target,
        "ListApplications": applications.list_applications,
        "ListDeploymentConfigs": deployment_configs.list_deployment_configs,
        "ListDeploymentGroups": queries.list_deployment_groups,
        "ListDeployments": queries.list_deployments,
        "ListDeploymentTargets": queries.list_deployment_targets,
        "ListTagsForResource": tags.list_tags_for_resource,
        "PutLifecycleEventHookExecutionStatus": deployments.put_hook_status,
        "StopDeployment": deployments.stop,
        "TagResource": tags.tag_resource,
        "UntagResource": tags.untag_resource,
        "UpdateApplication": application_changes.update_application,
        "UpdateDeploymentGroup": deployment_groups.update_deployment_group,
    }


def resource_arn(queries: Queries) -> Callable[[str, dict[str, Any], str, str], str]:
    """What tells which resource a call is authorized on."""

    def arn(operation: str, request: dict[str, Any], account: str, region: str) -> str:
        scope = Scope(account, region)
        if operation in _ON_APPLICATION:
            return scope.application(request["applicationName"])
        if operation in _ON_CONFIG:
            return scope.deployment_config(request["deploymentConfigName"])
        if operation in _ON_TAGGED:
            return str(request["ResourceArn"])
        if operation == "BatchGetApplications":
            return scope.application(request["applicationNames"][0])
        return _group(operation, request, scope, queries)

    return arn


def _group(operation: str, request: dict[str, Any], scope: Scope, queries: Queries) -> str:
    if operation in _ON_GROUP:
        return scope.deployment_group(request["applicationName"], request["deploymentGroupName"])
    if operation == "UpdateDeploymentGroup":
        return scope.deployment_group(request["applicationName"], request["currentDeploymentGroupName"])
    if operation == "BatchGetDeploymentGroups":
        return scope.deployment_group(request["applicationName"], request["deploymentGroupNames"][0])
    if operation in _ON_DEPLOYMENTS_GROUP:
        return _group_of(request.get("deploymentId", ""), scope, queries)
    return _group_of(request["deploymentIds"][0], scope, queries) if operation == "BatchGetDeployments" else "*"


def _group_of(deployment_id: object, scope: Scope, queries: Queries) -> str:
    # Asked before the request is held to its model: an id of another kind is nobody's.
    found = queries.group_of(deployment_id) if isinstance(deployment_id, str) else None
    return scope.deployment_group(*found) if found else "*"
