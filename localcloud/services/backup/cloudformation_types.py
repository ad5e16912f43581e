"""AWS::Backup::BackupSelection: kept by MiniStack's AWS Backup and described by it; no backup is taken."""

from __future__ import annotations

import json
from typing import Any

from ministack.services import backup

from localcloud.aws.cloudformation.resource_properties import api_form
from localcloud.aws.cloudformation.resource_types import Properties, register_type
from localcloud.aws.identity.clients import service_model
from localcloud.aws.identity.trust import require_trust
from localcloud.aws.service_error import ServiceError

_TYPE = "AWS::Backup::BackupSelection"


def register_types() -> None:
    """Register the type; every property of it is replaced, not changed."""
    register_type(_TYPE, create=_create, update=_update, delete=_delete)


def _create(logical_id: str, properties: Properties, stack_name: str) -> tuple[str, dict[str, Any]]:
    """Select resources for a plan.

    Raises:
        ValueError: there is no such plan, or AWS Backup may not act in the role.
    """
    del logical_id, stack_name
    plan = properties["BackupPlanId"]
    selection = api_form(properties["BackupSelection"], service_model("backup").shape_for("BackupSelection"), _TYPE)
    try:
        require_trust(selection["IamRoleArn"], service="backup.amazonaws.com")
    except ServiceError as error:
        raise ValueError(error.message) from error
    status, _, body = backup._create_selection(plan, {"BackupSelection": selection})
    answer = json.loads(body)
    if status >= 400:
        raise ValueError(answer.get("message") or answer.get("Message") or f"backup plan {plan} takes no selection")
    identifier = answer["SelectionId"]
    return f"{identifier}_{plan}", {"BackupPlanId": plan, "SelectionId": identifier, "Id": f"{identifier}_{plan}"}


def _update(physical_id: str, old: Properties, new: Properties, stack_name: str) -> tuple[str, dict[str, Any]]:
    if old == new:
        identifier, _, plan = physical_id.partition("_")
        return physical_id, {"BackupPlanId": plan, "SelectionId": identifier, "Id": physical_id}
    return _create("", new, stack_name)


def _delete(physical_id: str, properties: Properties) -> None:
    del properties
    identifier, _, plan = physical_id.partition("_")
    backup._delete_selection(plan, identifier)
