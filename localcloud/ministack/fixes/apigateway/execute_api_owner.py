"""A call of a deployed API (REST, HTTP or WebSocket) finds it in whichever account it lives and is authorized there.

MiniStack looks in the account of the caller's key, and for an unsigned call in a default one, so both get 404. On AWS
the address is enough; who may call decides the method: under AWS_IAM the signature, the caller's policies and, for a
caller of another account, the API's own policy. A refusal of a REST API is one of its gateway responses.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import ministack.app
from ministack.core import arn
from ministack.core.responses import new_uuid, request_scope
from ministack.services import apigateway, apigateway_v1

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.apigateway_v1", "find_api_scope", "api_id"),
    Touched("services.apigateway_v1", "_rest_apis"),
    Touched("services.apigateway", "find_api_scope", "api_id"),
    Touched("services.apigateway", "_apis"),
    Touched("services.apigateway_v1", "_GatewayError", "response_type,message,error_type"),
    Touched("services.apigateway_v1", "_gateway_error_response", "error,request"),
    Touched("services.apigateway_v1", "stages_for_api", "api_id"),
    Touched("core.arn", "execute_api_arn", "region,account_id,api_id,stage,method,path"),
    Touched("core.responses", "new_uuid", ""),
    Touched("app", "_enforce_execute_api", "api_id,stage,method,execute_path,headers,query_params,iam_action"),
)


def apply() -> None:
    """Resolve APIs across accounts, name the owner in the ARN, and answer a denial as the API does."""
    build_arn = arn.execute_api_arn
    enforce = ministack.app._enforce_execute_api

    def execute_api_arn(region: str, account_id: str, api_id: str, stage: str, method: str, path: str) -> str:
        owner = find_api_scope(api_id) or find_http_api_scope(api_id)
        built: str = build_arn(
            owner[1] if owner else region, owner[0] if owner else account_id, api_id, stage, method, path
        )
        return built

    def enforce_execute_api(
        api_id: str,
        stage: str,
        method: str,
        execute_path: str,
        headers: Mapping[str, str],
        query_params: Mapping[str, Any],
        iam_action: str = "execute-api:Invoke",
    ) -> Any:
        refusal = enforce(api_id, stage, method, execute_path, headers, query_params, iam_action)
        message = _denial(refusal)
        if message is None or iam_action != "execute-api:Invoke":
            return refusal
        resource = execute_api_arn("", "", api_id, stage, method, execute_path)
        return _access_denied(api_id, stage, f"{message} on resource: {resource}", headers, query_params) or refusal

    apigateway_v1.find_api_scope = find_api_scope
    apigateway.find_api_scope = find_http_api_scope
    arn.execute_api_arn = execute_api_arn
    ministack.app._enforce_execute_api = enforce_execute_api


def find_api_scope(api_id: str) -> tuple[str, str] | None:
    """Return the account and region of a REST API; ids are unique over all of them."""
    return _scope_in(apigateway_v1._rest_apis, api_id)


def find_http_api_scope(api_id: str) -> tuple[str, str] | None:
    """Return the account and region of an HTTP or WebSocket API."""
    return _scope_in(apigateway._apis, api_id)


def _scope_in(apis: Any, api_id: str) -> tuple[str, str] | None:
    for (account, region, stored), _ in apis.all_items():
        if stored == api_id:
            return account, region
    return None


def _denial(refusal: Any) -> str | None:
    """The message of a policy denial; None for anything else (a failed signature is answered by the API already)."""
    if refusal is None or refusal[0] != 403:
        return None
    try:
        body = json.loads(refusal[2])
    except ValueError:
        return None
    if not isinstance(body, dict) or body.get("__type") != "AccessDeniedException":
        return None
    return str(body.get("message", "")).partition(" because ")[0]


def _access_denied(
    api_id: str, stage_name: str, message: str, headers: Mapping[str, str], query_params: Mapping[str, Any]
) -> Any:
    scope = find_api_scope(api_id)
    stage = apigateway_v1.stages_for_api(api_id).get(stage_name)
    if scope is None or stage is None:
        return None
    request = {
        "api_id": api_id,
        "stage_name": stage_name,
        "stage": stage,
        "headers": headers,
        "query_params": query_params,
        "path_params": {},
        "resource_path": "",
        "request_id": new_uuid(),
    }
    with request_scope(*scope):
        return apigateway_v1._gateway_error_response(apigateway_v1._GatewayError("ACCESS_DENIED", message), request)
