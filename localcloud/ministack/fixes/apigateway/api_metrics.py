"""A REST API's requests are counted in CloudWatch: how many, how many failed by whose fault, how long they took.

MiniStack counts nothing of API Gateway, so an alarm on a stage's 5xx never has data
(docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html).
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextvars import ContextVar
from typing import Any

import ministack.app
from ministack.core.responses import request_scope
from ministack.services import apigateway_v1, cloudwatch

from localcloud.ministack.fixes.apigateway.execute_api_owner import find_api_scope
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("app", "_enforce_execute_api", "api_id,stage,method,execute_path,headers,query_params,iam_action"),
    Touched("services.apigateway_v1", "handle_execute", "api_id,stage_name,method,path,headers,body,query_params"),
    Touched("services.apigateway_v1", "_invoke_lambda_proxy_v1"),
    Touched("services.apigateway_v1", "_match_resource_tree", "api_id,segments"),
    Touched("services.apigateway_v1", "_rest_apis"),
    Touched("services.apigateway_v1", "stages_for_api", "api_id"),
    Touched("services.cloudwatch", "record_metric", "namespace,metric_name,value,unit,dimensions"),
)
_NAMESPACE = "AWS/ApiGateway"
# Milliseconds that the present request's integration took; empty where none was asked.
_integration: ContextVar[list[float]] = ContextVar("localcloud_integration_latency")


def apply() -> None:
    """Measure each request that reaches a deployed stage, also one that is refused there."""
    execute: Callable[..., Awaitable[Any]] = apigateway_v1.handle_execute
    invoke: Callable[..., Awaitable[Any]] = apigateway_v1._invoke_lambda_proxy_v1
    enforce = ministack.app._enforce_execute_api

    async def handle_execute(api_id: str, stage_name: str, method: str, path: str, *rest: Any) -> Any:
        took: list[float] = []
        token = _integration.set(took)
        started = time.monotonic()
        try:
            answer = await execute(api_id, stage_name, method, path, *rest)
        finally:
            _integration.reset(token)
        _record(api_id, stage_name, method, path, status=answer[0], latency=_since(started), integration=took)
        return answer

    async def invoke_lambda_proxy(*args: Any, **kwargs: Any) -> Any:
        started = time.monotonic()
        try:
            return await invoke(*args, **kwargs)
        finally:
            _integration.get([]).append(_since(started))

    def enforce_execute_api(api_id: str, stage: str, method: str, execute_path: str, *rest: Any, **options: Any) -> Any:
        started = time.monotonic()
        refusal = enforce(api_id, stage, method, execute_path, *rest, **options)
        if refusal is not None:
            _record(api_id, stage, method, execute_path, status=refusal[0], latency=_since(started), integration=[])
        return refusal

    apigateway_v1.handle_execute = handle_execute
    apigateway_v1._invoke_lambda_proxy_v1 = invoke_lambda_proxy
    ministack.app._enforce_execute_api = enforce_execute_api


def _since(started: float) -> float:
    return (time.monotonic() - started) * 1000


def _record(
    api_id: str, stage_name: str, method: str, path: str, *, status: int, latency: float, integration: list[float]
) -> None:
    scope = find_api_scope(api_id)
    stage = apigateway_v1.stages_for_api(api_id).get(stage_name)
    if scope is None or stage is None:
        return  # no such stage: nothing that could count
    values = [
        ("Count", 1.0, "Count"),
        ("4XXError", float(400 <= status < 500), "Count"),
        ("5XXError", float(status >= 500), "Count"),
        ("Latency", latency, "Milliseconds"),
        *(("IntegrationLatency", took, "Milliseconds") for took in integration),
    ]
    with request_scope(*scope):
        api_name = apigateway_v1._rest_apis[api_id]["name"]
        for dimensions in _dimension_sets(api_id, api_name, stage_name, stage, method, path):
            for name, value, unit in values:
                cloudwatch.record_metric(_NAMESPACE, name, value, unit, dimensions)


def _dimension_sets(
    api_id: str, api_name: str, stage_name: str, stage: Mapping[str, Any], method: str, path: str
) -> Iterator[dict[str, str]]:
    """The API; its stage; and, where the stage's detailed metrics are on, the method of its resource."""
    yield {"ApiName": api_name}
    yield {"ApiName": api_name, "Stage": stage_name}
    resource, _ = apigateway_v1._match_resource_tree(api_id, path.strip("/").split("/"))
    if resource is not None and _has_detailed_metrics(stage, resource["path"], method):
        yield {"ApiName": api_name, "Method": method, "Resource": resource["path"], "Stage": stage_name}


def _has_detailed_metrics(stage: Mapping[str, Any], resource_path: str, method: str) -> bool:
    settings = stage.get("methodSettings") or {}
    stripped = resource_path.lstrip("/")
    for key in (f"/{stripped}/{method}", f"{stripped}/{method}", "*/*"):
        if isinstance(settings.get(key), dict) and "metricsEnabled" in settings[key]:
            return str(settings[key]["metricsEnabled"]).lower() == "true"
    return False
