"""An integration waits no longer than the account's quota says: 29 s, until Service Quotas raises it.

MiniStack takes any time-out, and its CloudFormation ignores what the API answers.
Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
"""

from __future__ import annotations

from typing import Any, Final

from ministack.services import apigateway_v1
from ministack.services.cloudformation import provisioners

from localcloud.aws.limits.applied import applied_value
from localcloud.aws.limits.quotas import INTEGRATION_TIMEOUT
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.apigateway_v1", "_put_integration", "api_id,resource_id,http_method,data"),
    Touched("services.apigateway_v1", "_update_integration", "api_id,resource_id,http_method,data"),
    Touched("services.apigateway_v1", "_v1_error", "code,message,status"),
    Touched("services.cloudformation.provisioners", "_apigw_method_create", "logical_id,props,stack_name"),
    Touched("services.cloudformation.provisioners", "_RESOURCE_HANDLERS"),
)
_LEAST_MS: Final = 50
_PATH: Final = "/timeoutInMillis"


def apply() -> None:
    """Refuse before an integration is put or changed, by the API and by a stack."""
    put, update = apigateway_v1._put_integration, apigateway_v1._update_integration
    create_method = provisioners._apigw_method_create

    def put_integration(api_id: str, resource_id: str, http_method: str, data: dict[str, Any]) -> Any:
        return _refusal(data.get("timeoutInMillis")) or put(api_id, resource_id, http_method, data)

    def update_integration(api_id: str, resource_id: str, http_method: str, data: dict[str, Any]) -> Any:
        wanted = [change.get("value") for change in data.get("patchOperations", []) if change.get("path") == _PATH]
        refusals = [refusal for value in wanted if (refusal := _refusal(value))]
        return refusals[0] if refusals else update(api_id, resource_id, http_method, data)

    def method_create(logical_id: str, props: dict[str, Any], stack_name: str) -> Any:
        problem = _problem((props.get("Integration") or {}).get("TimeoutInMillis"))
        if problem:
            raise ValueError(problem)
        return create_method(logical_id, props, stack_name)

    apigateway_v1._put_integration = put_integration
    apigateway_v1._update_integration = update_integration
    provisioners._apigw_method_create = method_create  # which an update by a stack calls too
    provisioners._RESOURCE_HANDLERS["AWS::ApiGateway::Method"]["create"] = method_create


def _refusal(milliseconds: Any) -> Any:
    problem = _problem(milliseconds)
    return apigateway_v1._v1_error("BadRequestException", problem, 400) if problem else None


def _problem(milliseconds: Any) -> str:
    most = applied_value(INTEGRATION_TIMEOUT)
    if milliseconds is None or _LEAST_MS <= int(milliseconds) <= most:
        return ""
    return f"Timeout should be between {_LEAST_MS} ms and {most} ms"
