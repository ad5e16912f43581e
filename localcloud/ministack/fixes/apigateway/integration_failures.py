"""A function behind an API that fails, answers nonsense or takes too long gives the API's own gateway response.

MiniStack hands the function's error text to the caller with status 502, and waits for as long as the function runs.
On AWS the caller sees `Internal server error` (502), or after the integration's time-out `Endpoint request timed out`
(504), in the API's templates.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from typing import Any

from ministack.services import apigateway_v1

from localcloud.ministack.bounded_invocations import ended_within
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched(
        "services.apigateway_v1",
        "_invoke_lambda_proxy_v1",
        "integration,api_id,stage_name,stage,resource,request_path,method,headers,body,query_params,path_params,"
        "owner_account_id,owner_region,binary_media_types,authorizer_context,caller_identity",
    ),
    Touched("services.apigateway_v1", "_lambda_proxy_response", "result"),
    Touched("services.apigateway_v1", "_GatewayError", "response_type,message,error_type"),
    Touched("services.apigateway_v1", "_gateway_error_response", "error,request"),
    Touched("services.apigateway_v1", "_gateway_responses"),
)
_DEFAULT_TIMEOUT_MS = 29_000
_BAD_GATEWAY = 502


class _FunctionFailedError(Exception):
    """The function raised, or did not answer in the proxy's form."""


def apply() -> None:
    """Bound each invocation and turn its failures into gateway errors."""
    invoke: Callable[..., Coroutine[Any, Any, Any]] = apigateway_v1._invoke_lambda_proxy_v1
    interpret = apigateway_v1._lambda_proxy_response
    render = apigateway_v1._gateway_error_response

    def lambda_proxy_response(result: Any) -> Any:
        if not result.get("throttle") and not _in_proxy_form(result):
            raise _FunctionFailedError
        return interpret(result)

    async def invoke_lambda_proxy(integration: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        timeout = float(integration.get("timeoutInMillis") or _DEFAULT_TIMEOUT_MS) / 1000
        ended = await ended_within(invoke(integration, *args, **kwargs), timeout)
        if ended is None:
            return apigateway_v1._GatewayError("INTEGRATION_TIMEOUT", "Endpoint request timed out")
        try:
            return ended.result()
        except _FunctionFailedError:
            error = apigateway_v1._GatewayError("DEFAULT_5XX", "Internal server error")
            error.default_status = _BAD_GATEWAY
            return error

    def gateway_error_response(error: Any, request: Any) -> Any:
        status, headers, body = render(error, request)
        customized = apigateway_v1._gateway_responses.get(request["api_id"], {}).get(error.response_type, {})
        if hasattr(error, "default_status") and not customized.get("statusCode"):
            status = error.default_status
        return status, headers, body

    apigateway_v1._lambda_proxy_response = lambda_proxy_response
    apigateway_v1._invoke_lambda_proxy_v1 = invoke_lambda_proxy
    apigateway_v1._gateway_error_response = gateway_error_response


def _in_proxy_form(result: dict[str, Any]) -> bool:
    answer = result.get("body")
    if isinstance(answer, str | bytes):
        try:
            answer = json.loads(answer)
        except ValueError:
            return False
    return not result.get("error") and isinstance(answer, dict) and "statusCode" in answer
