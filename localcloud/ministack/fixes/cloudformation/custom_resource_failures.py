"""A custom resource whose function failed before it answered fails, and says by what.

MiniStack calls the function once and then waits for an answer as long as the resource's `ServiceTimeout`, an hour where
it names none, of which nobody sees why. AWS calls it asynchronously, so twice more where it fails
(docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html), and then waits as well. Here the calls are
the same, at the time scale; that hour, in which no answer can come any more, is left out.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any, Final

from ministack.services import lambda_svc
from ministack.services.cloudformation import custom_resource

from localcloud.aws.time_scale import waited_seconds
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched(
        "services.cloudformation.custom_resource",
        "invoke_custom_resource",
        "request_type,logical_id,props,stack_name,stack_id,resource_type,physical_id,old_props",
    ),
    Touched("services.cloudformation.custom_resource", "_pending"),
    Touched("services.cloudformation.custom_resource", "deliver_response", "token,response"),
    Touched("services.lambda_svc", "_execute_function_with_config_scope", "func,event"),
)
_RETRY_AFTER: Final = (60, 120)
"""Seconds before the second and the third call, as AWS waits them."""
_is_call: ContextVar[bool] = ContextVar("custom_resource_call", default=False)
Result = dict[str, Any]


def apply() -> None:
    """Call a custom resource's function again where it fails, and answer in its place where that fails too."""
    custom_resource.invoke_custom_resource = _as_call(custom_resource.invoke_custom_resource)
    lambda_svc._execute_function_with_config_scope = _answered(lambda_svc._execute_function_with_config_scope)


def _as_call(invoke: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(invoke)
    def called(*args: Any, **options: Any) -> Any:
        token = _is_call.set(True)
        try:
            return invoke(*args, **options)
        finally:
            _is_call.reset(token)

    return called


def _answered(execute: Callable[[Result, Any], Result]) -> Callable[[Result, Any], Result]:
    @functools.wraps(execute)
    def executed(func: Result, event: Any) -> Result:
        if not _is_call.get():
            return execute(func, event)
        answer = event["ResponseURL"].rpartition("/")[2]
        result = execute(func, event)
        for wait in _RETRY_AFTER:
            if not result.get("error") or _is_there(answer):
                return result
            time.sleep(waited_seconds(wait))
            result = execute(func, event)
        if result.get("error") and not _is_there(answer):
            custom_resource.deliver_response(answer, {"Status": "FAILED", "Reason": _reason(func, result)})
        return result

    return executed


def _is_there(answer: str) -> bool:
    entry = custom_resource._pending.get(answer)
    return entry is None or entry["event"].is_set()


def _reason(func: Mapping[str, Any], result: Mapping[str, Any]) -> str:
    config, body = func.get("config") or func, result.get("body")
    said = (
        ": ".join(filter(None, (body.get("errorType"), body.get("errorMessage")))) if isinstance(body, dict) else body
    )
    name = config.get("FunctionName")
    return f"CloudFormation did not receive a response from your Custom Resource: its function {name} failed: {said}"
