"""Applications: names that deployment groups belong to."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime
from typing import Any, Final

from ministack.core.responses import AccountRegionScopedDict

from localcloud.aws.api.json_service import Caller
from localcloud.aws.service_error import ServiceError
from localcloud.services.codedeploy.arns import Scope
from localcloud.services.codedeploy.resources import tags
from localcloud.services.codedeploy.resources.pages import page_of_names

applications = AccountRegionScopedDict()
"""Name to record."""

_NAME: Final = re.compile(r"[^/:*?\s]{1,100}")

Request = dict[str, Any]


def create_application(caller: Caller, request: Request) -> dict[str, Any]:
    """Create an application.

    Raises:
        ServiceError: ``ApplicationAlreadyExistsException``, ``InvalidApplicationNameException``.
    """
    name = request["applicationName"]
    if not _NAME.fullmatch(name):
        raise ServiceError("InvalidApplicationNameException", f"The application name {name} is not valid.")
    if name in applications:
        raise ServiceError("ApplicationAlreadyExistsException", f"The application name {name} is already in use.")
    applications[name] = {
        "applicationId": str(uuid.uuid4()),
        "applicationName": name,
        "createTime": datetime.now(UTC).timestamp(),
        "linkedToGitHub": False,
        "computePlatform": request.get("computePlatform", "Server"),
    }
    tags.replace_tags(Scope.of(caller).application(name), request.get("tags", []))
    return {"applicationId": applications[name]["applicationId"]}


def get_application(caller: Caller, request: Request) -> dict[str, Any]:
    """One application."""
    del caller
    return {"application": _described(require_application(request["applicationName"]))}


def batch_get_applications(caller: Caller, request: Request) -> dict[str, Any]:
    """Several applications; the first that is missing fails the whole call."""
    del caller
    return {"applicationsInfo": [_described(require_application(name)) for name in request["applicationNames"]]}


def list_applications(caller: Caller, request: Request) -> dict[str, Any]:
    """The names of all applications."""
    del caller
    names, token = page_of_names(sorted(applications), request)
    return {"applications": names, "nextToken": token}


def require_application(name: str) -> dict[str, Any]:
    """The application's record.

    Raises:
        ServiceError: ``ApplicationDoesNotExistException``.
    """
    found: dict[str, Any] | None = applications.get(name)
    if found is None:
        raise ServiceError("ApplicationDoesNotExistException", f"No application found for name: {name}")
    return found


def _described(record: dict[str, Any]) -> dict[str, Any]:
    return {**record, "createTime": datetime.fromtimestamp(record["createTime"], UTC)}
