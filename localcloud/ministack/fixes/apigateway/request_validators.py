"""A request validator that CloudFormation makes exists, and the methods that name it use it.

MiniStack's API honours validators; its CloudFormation neither makes them nor passes a method's `RequestValidatorId`
on, so a body that the model forbids reached the function.
"""

from __future__ import annotations

import json
from typing import Any

from ministack.services import apigateway_v1
from ministack.services.cloudformation import provisioners

from localcloud.aws.cloudformation.resource_types import Properties, register_type
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.cloudformation.provisioners", "_apigw_method_create", "logical_id,props,stack_name"),
    Touched("services.apigateway_v1", "_create_request_validator", "api_id,data"),
    Touched("services.apigateway_v1", "_request_validators"),
    Touched("services.apigateway_v1", "_resources"),
)


def apply() -> None:
    """Make validators real, and set a method's when MiniStack has put it; its update goes through the same function."""
    create = provisioners._apigw_method_create

    def method_create(logical_id: str, props: dict[str, Any], stack_name: str) -> Any:
        created = create(logical_id, props, stack_name)
        resource = apigateway_v1._resources.get(props.get("RestApiId", ""), {}).get(props.get("ResourceId", ""))
        if resource is None:
            raise ValueError("Invalid Resource identifier specified")
        method = resource["resourceMethods"][props.get("HttpMethod", "ANY")]
        method["requestValidatorId"] = props.get("RequestValidatorId")
        return created

    provisioners._apigw_method_create = method_create
    provisioners._RESOURCE_HANDLERS["AWS::ApiGateway::Method"]["create"] = method_create
    register_type(
        "AWS::ApiGateway::RequestValidator",
        create=_create_validator,
        update=_update_validator,
        delete=_delete_validator,
    )


def _create_validator(logical_id: str, properties: Properties, stack_name: str) -> tuple[str, dict[str, Any]]:
    del stack_name
    status, _, body = apigateway_v1._create_request_validator(
        properties["RestApiId"], {"name": properties.get("Name", logical_id), **_checks(properties)}
    )
    answer = json.loads(body)
    if status >= 400:
        raise ValueError(answer.get("message", "the request validator cannot be created"))
    return answer["id"], {"RequestValidatorId": answer["id"]}


def _update_validator(
    physical_id: str, old: Properties, new: Properties, stack_name: str
) -> tuple[str, dict[str, Any]]:
    validator = apigateway_v1._request_validators.get(new["RestApiId"], {}).get(physical_id)
    if validator is None or any(old.get(name) != new.get(name) for name in ("RestApiId", "Name")):
        return _create_validator("", new, stack_name)
    validator.update(_checks(new))
    return physical_id, {"RequestValidatorId": physical_id}


def _delete_validator(physical_id: str, properties: Properties) -> None:
    apigateway_v1._request_validators.get(properties.get("RestApiId", ""), {}).pop(physical_id, None)


def _checks(properties: Properties) -> dict[str, bool]:
    return {
        "validateRequestBody": str(properties.get("ValidateRequestBody", False)).lower() == "true",
        "validateRequestParameters": str(properties.get("ValidateRequestParameters", False)).lower() == "true",
    }
