"""The address that an HTTP or WebSocket API has (`ApiEndpoint`) is its name on AWS.

MiniStack gives its own host and port there, `http://<api>.execute-api.127.0.0.1:4566`, which no resolver knows; a stack
that puts it out gives its smoke tests an address that leads nowhere. On AWS it is
`https://<api>.execute-api.<region>.amazonaws.com`, and `wss://` for WebSockets
(docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-api.html, return values).
"""

from __future__ import annotations

from typing import Any

from ministack.core.responses import get_region
from ministack.services import apigateway
from ministack.services.cloudformation import provisioners

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.apigateway", "_apis"),
    Touched("services.apigateway", "_create_api", "data"),
    Touched("services.apigateway", "_apigw_response"),
    Touched("services.cloudformation.provisioners", "_RESOURCE_HANDLERS"),
    Touched("services.cloudformation.provisioners", "_apigw_v2_api_create", "logical_id,props,stack_name"),
)
_CREATED = 201


def apply() -> None:
    """Name an API as AWS does, whoever made it."""
    create, create_resource = apigateway._create_api, provisioners._apigw_v2_api_create

    def create_api(data: Any) -> Any:
        before = set(apigateway._apis)
        answer = create(data)
        made = set(apigateway._apis) - before
        if answer[0] != _CREATED or len(made) != 1:
            return answer
        return apigateway._apigw_response(_named(made.pop()), _CREATED)

    def create_api_resource(logical_id: str, props: Any, stack_name: str) -> Any:
        api_id, attributes = create_resource(logical_id, props, stack_name)
        return api_id, {**attributes, "ApiEndpoint": _named(api_id)["apiEndpoint"]}

    apigateway._create_api = create_api
    provisioners._apigw_v2_api_create = create_api_resource
    provisioners._RESOURCE_HANDLERS["AWS::ApiGatewayV2::Api"]["create"] = create_api_resource


def _named(api_id: str) -> dict[str, Any]:
    """The API with its address."""
    api: dict[str, Any] = apigateway._apis[api_id]
    scheme = "wss" if api["protocolType"] == "WEBSOCKET" else "https"
    region = get_region()
    suffix = "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"
    api["apiEndpoint"] = f"{scheme}://{api_id}.execute-api.{region}.{suffix}"
    return api
