"""AWS::WAFv2::WebACLAssociation and LoggingConfiguration: noted and described; no request is filtered or logged."""

from __future__ import annotations

import json
from typing import Any

from ministack.services import waf

from localcloud.aws.api.json_service import ServiceError
from localcloud.aws.cloudformation.resource_properties import api_form
from localcloud.aws.cloudformation.resource_types import (
    Properties,
    cloudformation_caller,
    failure_reason,
    register_type,
)
from localcloud.aws.identity.clients import service_model
from localcloud.services.wafv2.logging_configurations import delete_logging_configuration, put_logging_configuration

_LOGGING = "AWS::WAFv2::LoggingConfiguration"


def register_types() -> None:
    """Register both types."""
    register_type("AWS::WAFv2::WebACLAssociation", create=_create, update=_update, delete=_delete)
    register_type(_LOGGING, create=_log, update=_log_otherwise, delete=_stop_logging)


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


def _log(logical_id: str, properties: Properties, stack_name: str) -> tuple[str, dict[str, Any]]:
    del logical_id, stack_name
    configuration = api_form(properties, service_model("wafv2").shape_for("LoggingConfiguration"), _LOGGING)
    with failure_reason("Wafv2"):
        kept = put_logging_configuration(cloudformation_caller(), {"LoggingConfiguration": configuration})
    return properties["ResourceArn"], {
        "ManagedByFirewallManager": kept["LoggingConfiguration"]["ManagedByFirewallManager"]
    }


def _log_otherwise(physical_id: str, old: Properties, new: Properties, stack_name: str) -> tuple[str, dict[str, Any]]:
    """Another web ACL's is another resource, which CloudFormation tells by the physical id."""
    del physical_id, old
    return _log("", new, stack_name)


def _stop_logging(physical_id: str, properties: Properties) -> None:
    del properties
    try:
        delete_logging_configuration(cloudformation_caller(), {"ResourceArn": physical_id})
    except ServiceError as error:
        if error.code != "WAFNonexistentItemException":
            raise
