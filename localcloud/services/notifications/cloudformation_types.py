"""AWS::CodeStarNotifications::NotificationRule: kept as a rule that the pipelines' events are announced by.

The first rule of an account makes the service-linked role, and fails because the role is not there yet
(https://github.com/aws/aws-cdk/issues/34406).
"""

from __future__ import annotations

import logging
import secrets
from typing import Any, Final

from ministack.core.responses import get_account_id, get_region

from localcloud.aws.cloudformation.resource_types import Properties, register_type
from localcloud.aws.limits import service_linked_roles
from localcloud.services.notifications import service
from localcloud.services.notifications.service import NotificationRule

_TYPE: Final = "AWS::CodeStarNotifications::NotificationRule"
_log = logging.getLogger(__name__)


def register_types() -> None:
    """Register the type."""
    register_type(_TYPE, create=_create, update=_update, delete=_delete)


def _create(logical_id: str, properties: Properties, stack_name: str) -> tuple[str, dict[str, Any]]:
    del logical_id, stack_name
    if service.named(properties["Name"]) is not None:
        raise ValueError(f"A notification rule with the name {properties['Name']} already exists.")
    _require_role()
    identifier = secrets.token_hex(20)
    arn = f"arn:aws:codestar-notifications:{get_region()}:{get_account_id()}:notificationrule/{identifier}"
    service.put(_rule(arn, properties))
    return arn, {"Arn": arn}


def _require_role() -> None:
    if service_linked_roles.exists(service_linked_roles.NOTIFICATIONS):
        return
    service_linked_roles.ensure(service_linked_roles.NOTIFICATIONS)
    _log.warning("the account had no service-linked role for notifications; AWS makes it now, in up to 15 minutes")
    # All that CloudFormation says of it on AWS.
    raise ValueError(f"Invalid request provided: {_TYPE}")


def _update(physical_id: str, old: Properties, new: Properties, stack_name: str) -> tuple[str, dict[str, Any]]:
    if old.get("Resource") != new.get("Resource"):
        return _create("", new, stack_name)
    service.put(_rule(physical_id, new))
    return physical_id, {"Arn": physical_id}


def _delete(physical_id: str, properties: Properties) -> None:
    del properties
    service.remove(physical_id)


def _rule(arn: str, properties: Properties) -> NotificationRule:
    return NotificationRule(
        arn=arn,
        name=properties["Name"],
        resource_arn=properties["Resource"],
        event_type_ids=tuple(properties["EventTypeIds"]),
        topic_arns=tuple(
            target["TargetAddress"] for target in properties["Targets"] if target.get("TargetType") == "SNS"
        ),
        detail_type=properties.get("DetailType", "FULL"),
        enabled=properties.get("Status", "ENABLED") == "ENABLED",
    )
