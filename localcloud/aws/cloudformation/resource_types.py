"""Teach MiniStack's CloudFormation a resource type.

Its engine refuses a template with an unknown type before anything is created, by looking into the one table that this
extends.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS

from localcloud.aws.api.json_service import Caller
from localcloud.aws.service_error import ServiceError

Properties = dict[str, Any]
# (logical id, properties with references resolved, stack name) -> (physical id, attributes for Fn::GetAtt)
Create = Callable[[str, Properties, str], tuple[str, Mapping[str, Any]]]
# (physical id, old properties, new properties, stack name) -> (physical id, attributes)
Update = Callable[[str, Properties, Properties, str], tuple[str, Mapping[str, Any]]]
# (physical id, properties)
Delete = Callable[[str, Properties], None]


def register_type(type_name: str, *, create: Create, update: Update | None = None, delete: Delete) -> None:
    """Register the handlers of `type_name`; without `update`, a changed resource is replaced as MiniStack does it.

    Handlers run with MiniStack's account and region of the stack set. What they raise is the resource's failure reason.
    """
    handlers: dict[str, Any] = {"create": create, "delete": delete}
    if update is not None:
        handlers["update"] = update
    _RESOURCE_HANDLERS[type_name] = handlers


def cloudformation_caller() -> Caller:
    """Return CloudFormation as the caller of an operation, in the account and region of the stack."""
    return Caller(account=get_account_id(), region=get_region(), principal_arn="cloudformation.amazonaws.com")


@contextlib.contextmanager
def failure_reason(service: str) -> Iterator[None]:
    """Turn what a service refuses into the reason of the resource's failure, in CloudFormation's words.

    Raises:
        ValueError: the service refused.
    """
    try:
        yield
    except ServiceError as error:
        code = f"Status Code: {error.status}; Error Code: {error.code}"
        raise ValueError(f"{error.message} (Service: {service}; {code})") from error
