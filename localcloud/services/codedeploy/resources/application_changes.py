"""What changes an application together with its deployment groups: another name, and its end."""

from __future__ import annotations

from typing import Any

from localcloud.aws.api.json_service import Caller
from localcloud.aws.service_error import ServiceError
from localcloud.services.codedeploy.arns import Scope
from localcloud.services.codedeploy.resources import tags
from localcloud.services.codedeploy.resources.applications import applications, require_application
from localcloud.services.codedeploy.resources.deployment_groups import delete_deployment_group, deployment_groups

Request = dict[str, Any]


def update_application(caller: Caller, request: Request) -> dict[str, Any]:
    """Give an application another name.

    Raises:
        ServiceError: ``ApplicationNameRequiredException``, ``ApplicationDoesNotExistException``,
            ``ApplicationAlreadyExistsException``.
    """
    old: str = request.get("applicationName", "")
    if not old:  # the model lets it away, the service does not
        raise ServiceError("ApplicationNameRequiredException", "An application name is required.")
    new: str = request.get("newApplicationName") or old
    record = require_application(old)
    if new == old:
        return {}
    if new in applications:
        raise ServiceError("ApplicationAlreadyExistsException", f"The application name {new} is already in use.")
    applications.pop(old)
    applications[new] = {**record, "applicationName": new}
    scope = Scope.of(caller)
    _move_tags(scope.application(old), scope.application(new))
    for name in groups_of(old):
        deployment_groups[new, name] = {**deployment_groups.pop((old, name)), "applicationName": new}
        _move_tags(scope.deployment_group(old, name), scope.deployment_group(new, name))
    return {}


def delete_application(caller: Caller, request: Request) -> dict[str, Any]:
    """Remove an application and its groups; one that is gone already is no error, as on AWS."""
    application = request["applicationName"]
    for name in groups_of(application):
        delete_deployment_group(caller, {"applicationName": application, "deploymentGroupName": name})
    applications.pop(application, None)
    tags.remove_all(Scope.of(caller).application(application))
    return {}


def groups_of(application: str) -> list[str]:
    """The names of an application's groups."""
    return sorted(name for owner, name in deployment_groups if owner == application)


def _move_tags(old: str, new: str) -> None:
    tags.tags_by_arn[new] = tags.tags_by_arn.pop(old, {})
