"""AWS::WAFv2::WebACLAssociation: noted by MiniStack's WAF and described by it; no request is filtered."""

from __future__ import annotations

import json
from typing import Any

from ministack.services import waf

from localcloud.aws.cloudformation.resource_types import Properties, register_type


def register_types() -> None:
    """Register the type."""
    register_type("AWS::WAFv2::WebACLAssociation", create=_create, update=_update, delete=_delete)


def _create(logical_id: str, properties: Properties, stack_name: str) -> tuple[str, dict[str, Any]]:
    del logical_id, stack_name
    resource, web_acl = properties["ResourceArn"], properties["WebACLArn"]
    status, _, body = waf._associate_web_acl({"ResourceArn": resource, "WebACLArn": web_acl})
    if status >= 400:
        raise ValueError(json.loads(body).get("message", "the web ACL cannot be associated"))
    return f"{web_acl}|{resource}", {}


def _update(physical_id: str, old: Properties, new: Properties, stack_name: str) -> tuple[str, dict[str, Any]]:
    del physical_id, old
    return _create("", new, stack_name)


def _delete(physical_id: str, properties: Properties) -> None:
    web_acl, _, resource = physical_id.partition("|")
    del properties
    # The association may be another's by now: a replaced one is deleted after its successor was made.
    if waf._associations.get(resource) == web_acl:
        waf._disassociate_web_acl({"ResourceArn": resource})
