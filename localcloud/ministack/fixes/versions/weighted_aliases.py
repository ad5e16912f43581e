"""An alias with `AdditionalVersionWeights` really sends each version its share of the calls.

MiniStack keeps the weights and calls the alias's own version every time. Here each call through an alias, by the API, a
REST API or another service, draws its version; the function's context names the alias all the same.
Source: docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
"""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from typing import Any

from ministack.services import lambda_svc

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.lambda_svc", "_functions"),
    Touched("services.lambda_svc", "_effective_func_record_for_qualifier", "func,qualifier"),
    Touched("services.lambda_svc", "_func_arn", "name"),
    Touched("services.lambda_svc", "_get_function", "name,qualifier"),
    Touched("services.lambda_svc", "_get_function_config", "name,qualifier"),
    Touched("services.lambda_svc", "_invoke", "name,event,headers,path_qualifier,query_params"),
    Touched("services.lambda_svc", "_execute_function_with_config_scope", "func,event"),
    Touched("services.lambda_svc", "_qp_first"),
    Touched("services.lambda_svc", "invoke_async_with_retry", "func,event"),
)
_draw = random.SystemRandom()
_reads: ContextVar[bool] = ContextVar("reads_an_alias", default=False)
_alias_arn: ContextVar[str] = ContextVar("invoked_alias", default="")


def apply() -> None:
    """Draw a version wherever an alias is resolved for a call, and none where it is only looked at."""
    _draw_for_services()
    _draw_for_the_api()


def _draw_for_services() -> None:
    resolve = lambda_svc._effective_func_record_for_qualifier

    def effective_record(func: dict[str, Any] | None, qualifier: str | None) -> Any:
        alias = (func or {}).get("aliases", {}).get(qualifier)
        if alias is None or _reads.get():
            return resolve(func, qualifier)
        record, config = resolve(func, _drawn(alias))
        return (record, config) if config is None else (record, {**config, "FunctionArn": alias["AliasArn"]})

    lambda_svc._effective_func_record_for_qualifier = effective_record
    lambda_svc._get_function = _reading(lambda_svc._get_function)
    lambda_svc._get_function_config = _reading(lambda_svc._get_function_config)


def _draw_for_the_api() -> None:
    invoke: Callable[..., Awaitable[Any]] = lambda_svc._invoke

    async def invoke_drawn(
        name: str, event: Any, headers: Any, path_qualifier: str | None = None, query_params: Any = None
    ) -> Any:
        qualifier = (
            path_qualifier
            or lambda_svc._qp_first(query_params or {}, "Qualifier")
            or lambda_svc._qp_first(headers, "x-amz-qualifier")
        )
        alias = (lambda_svc._functions.get(name) or {}).get("aliases", {}).get(qualifier)
        if alias is None or not weights_of(alias):
            return await invoke(name, event, headers, path_qualifier, query_params)
        token = _alias_arn.set(alias["AliasArn"])
        try:
            return await invoke(name, event, headers, _drawn(alias), query_params)
        finally:
            _alias_arn.reset(token)

    lambda_svc._invoke = invoke_drawn
    lambda_svc._execute_function_with_config_scope = _as_alias(lambda_svc._execute_function_with_config_scope)
    lambda_svc.invoke_async_with_retry = _as_alias(lambda_svc.invoke_async_with_retry)


def _drawn(alias: dict[str, Any]) -> str:
    """The version that the next call of an alias goes to."""
    remaining = _draw.random()
    for version, weight in weights_of(alias).items():
        remaining -= float(weight)
        if remaining < 0:
            return version
    return str(alias.get("FunctionVersion", "$LATEST"))


def weights_of(alias: Mapping[str, Any]) -> dict[str, float]:
    """The shares of an alias's additional versions, by version; none for an alias of one."""
    return (alias.get("RoutingConfig") or {}).get("AdditionalVersionWeights") or {}


def _reading(read: Callable[..., Any]) -> Callable[..., Any]:
    def answer(name: str, qualifier: str | None = None) -> Any:
        token = _reads.set(True)
        try:
            return read(name, qualifier)
        finally:
            _reads.reset(token)

    return answer


def _as_alias(execute: Callable[[dict[str, Any], Any], Any]) -> Callable[[dict[str, Any], Any], Any]:
    """A call of the version that was drawn, known to the function as one of the alias."""

    def run(func: dict[str, Any], event: Any) -> Any:
        arn = _alias_arn.get()
        if not arn:
            return execute(func, event)
        _alias_arn.set("")  # what the function calls in its turn is not this call
        return execute({**func, "config": {**(func.get("config") or func), "FunctionArn": arn}}, event)

    return run
