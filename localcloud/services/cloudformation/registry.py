"""Teach MiniStack's CloudFormation a resource type.

Its engine refuses a template with an unknown type before anything is created, by looking into the one table that this
extends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS

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
