"""A function behind an HTTP API that may not be invoked, fails or takes too long gives what API Gateway answers then.

MiniStack invokes it whatever its policy says, hands its error text to the caller with status 502, and waits for as long
as it runs. On AWS the caller sees `Internal Server Error` (500) for the first two
(https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html), and
`Service Unavailable` (503) after the integration's time-out, 30 seconds at most.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any

from ministack.core import arn
from ministack.services import apigateway, lambda_svc

from localcloud.ministack.bounded_invocations import ended_within
from localcloud.ministack.fixes.apigateway.integration_permissions import may_invoke
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched(
        "services.apigateway",
        "_invoke_lambda_proxy",
        "integration,api_id,stage,path,method,headers,body,query_params,route_key,path_params,authorizer_claims,"
        "authorizer_scopes,authorizer_lambda_context,authorizer_iam,owner_account_id,owner_region,raw_query_string",
    ),
    Touched("services.apigateway", "_extract_lambda_ref_from_integration_uri", "uri"),
    Touched("services.lambda_svc", "lambda_execute_result_to_api_proxy_response", "exec_result"),
    Touched("core.arn", "execute_api_arn", "region,account_id,api_id,stage,method,path"),
    Touched("core.arn", "execute_api_route_arn", "region,account_id,api_id,stage,route_key"),
)
_LONGEST_MS = 30_000
_DEFAULT_ROUTE = "$default"

_log = logging.getLogger(__name__)
_behind_http_api: ContextVar[bool] = ContextVar("behind_http_api", default=False)


def apply() -> None:
    """Ask the function's policy before each invocation, bound it, and hide how it failed."""
    invoke: Callable[..., Awaitable[Any]] = apigateway._invoke_lambda_proxy
    interpret = lambda_svc.lambda_execute_result_to_api_proxy_response

    def lambda_execute_result_to_api_proxy_response(exec_result: dict[str, Any]) -> Any:
        if _behind_http_api.get() and exec_result.get("error") and not exec_result.get("throttle"):
            status, headers, body = _refusal(500, "Internal Server Error")
            return {"statusCode": status, "headers": headers, "body": body.decode()}, None
        return interpret(exec_result)

    async def invoke_lambda_proxy(
        integration: dict[str, Any],
        api_id: str,
        stage: str,
        path: str,
        method: str,
        headers: Any,
        body: Any,
        query_params: Any,
        route_key: str = _DEFAULT_ROUTE,
        *args: Any,
        owner_account_id: str | None = None,
        owner_region: str | None = None,
        **kwargs: Any,
    ) -> Any:
        function = apigateway._extract_lambda_ref_from_integration_uri(integration.get("integrationUri", ""))
        sources = _sources(owner_region or "", owner_account_id or "", api_id, stage, method, route_key)
        if not integration.get("credentialsArn") and not any(
            may_invoke(function, source, owner_account_id or "") for source in sources
        ):
            _log.warning("%s does not let %s invoke it", function, sources[0])
            return _refusal(500, "Internal Server Error")
        limit = min(int(integration.get("timeoutInMillis") or _LONGEST_MS), _LONGEST_MS) / 1000
        ended = await ended_within(
            _interpreted(
                invoke,
                integration,
                api_id,
                stage,
                path,
                method,
                headers,
                body,
                query_params,
                route_key,
                *args,
                owner_account_id=owner_account_id,
                owner_region=owner_region,
                **kwargs,
            ),
            limit,
        )
        return _refusal(503, "Service Unavailable") if ended is None else ended.result()

    lambda_svc.lambda_execute_result_to_api_proxy_response = lambda_execute_result_to_api_proxy_response
    apigateway._invoke_lambda_proxy = invoke_lambda_proxy


async def _interpreted(invoke: Callable[..., Awaitable[Any]], *args: Any, **options: Any) -> Any:
    """An invocation whose failure is told as an HTTP API does. Its task has a context of its own, so that nothing else
    on the caller's connection is told so."""
    _behind_http_api.set(True)
    return await invoke(*args, **options)


def _sources(region: str, account: str, api_id: str, stage: str, method: str, route_key: str) -> list[str]:
    """What a permission may name as the source: the route as it is written, by the request's method or the key's."""
    key_method, _, route = route_key.partition(" ")
    if not route:
        return [arn.execute_api_route_arn(region, account, api_id, stage, route_key)]
    return [arn.execute_api_arn(region, account, api_id, stage, each, route) for each in (method, key_method)]


def _refusal(status: int, message: str) -> tuple[int, dict[str, str], bytes]:
    return status, {"Content-Type": "application/json"}, json.dumps({"message": message}).encode()
