"""An API may invoke a function only if the function's own policy lets it.

MiniStack invokes it anyway. On AWS a stack whose permission is missing, or names another route or version, deploys
without a complaint and answers 500 to every call.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from ministack.core import arn
from ministack.services import apigateway_v1, lambda_svc

from localcloud.aws.identity.trust import lets_service_act
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched(
        "services.apigateway_v1",
        "_invoke_lambda_proxy_v1",
        "integration,api_id,stage_name,stage,resource,request_path,method,headers,body,query_params,path_params,"
        "owner_account_id,owner_region,binary_media_types,authorizer_context,caller_identity",
    ),
    Touched("services.apigateway_v1", "_extract_lambda_ref_from_integration_uri", "uri"),
    Touched("services.apigateway_v1", "_GatewayError", "response_type,message,error_type"),
    Touched("services.lambda_svc", "function_policy_for_arn", "resource_arn"),
    Touched("core.arn", "execute_api_arn", "region,account_id,api_id,stage,method,path"),
)
_PRINCIPAL = "apigateway.amazonaws.com"
_log = logging.getLogger(__name__)


def apply() -> None:
    """Ask the function's policy before each invocation that is not made with a role of the integration's own."""
    invoke: Callable[..., Awaitable[Any]] = apigateway_v1._invoke_lambda_proxy_v1

    async def invoke_lambda_proxy(
        integration: dict[str, Any],
        api_id: str,
        stage_name: str,
        stage: Any,
        resource: Any,
        request_path: str,
        method: str,
        *args: Any,
        owner_account_id: str,
        owner_region: str,
        **kwargs: Any,
    ) -> Any:
        function = apigateway_v1._extract_lambda_ref_from_integration_uri(integration.get("uri", ""))
        # A slash after a resource's path leads to that resource, whose path is what a permission names.
        path = request_path.rstrip("/") or "/"
        source = arn.execute_api_arn(owner_region, owner_account_id, api_id, stage_name, method, path)
        if not integration.get("credentials") and not may_invoke(function, source, owner_account_id):
            _log.warning("%s does not let %s invoke it", function, source)
            return apigateway_v1._GatewayError("API_CONFIGURATION_ERROR", "Internal server error")
        return await invoke(
            integration,
            api_id,
            stage_name,
            stage,
            resource,
            request_path,
            method,
            *args,
            owner_account_id=owner_account_id,
            owner_region=owner_region,
            **kwargs,
        )

    apigateway_v1._invoke_lambda_proxy_v1 = invoke_lambda_proxy


def may_invoke(function: str, source: str, account: str) -> bool:
    """Whether a function's policy lets API Gateway invoke it for an API of `account`; `source` is the route's ARN."""
    found = lambda_svc.function_policy_for_arn(function)
    if found is None:
        return True  # a function that does not exist has its own answer
    return lets_service_act(
        found[0],
        service=_PRINCIPAL,
        action="lambda:InvokeFunction",
        resource_arn=function,
        account=account,
        source_arn=source,
    )
