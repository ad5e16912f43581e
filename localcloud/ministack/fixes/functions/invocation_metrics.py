"""A function's metrics say which alias was called and which version ran.

MiniStack counts only what is invoked by Lambda's API, by the function's name alone, and counts a refused call as an
invocation. On AWS every invocation counts, with the dimensions by which a new version is told from the old one behind
the same alias (docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html).
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from ministack.core import lambda_runtime
from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import cloudwatch, lambda_svc

from localcloud.aws.event_loop import soon_on_event_loop
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("core.lambda_runtime", "Worker._spawn", "self"),
    Touched("services.lambda_svc", "_emit_lambda_metrics", "function_name,duration_ms,error,throttle"),
    Touched("services.lambda_svc", "_execute_function", "func,event"),
    Touched("services.lambda_svc", "_function_config_scope_mismatch", "config"),
    Touched("services.cloudwatch", "record_metric", "namespace,metric_name,value,unit,dimensions"),
)
_NAMESPACE: Final = "AWS/Lambda"
_running: Counter[tuple[str, str, str]] = Counter()
_lock = threading.Lock()
# Seconds that the thread's present invocation waited for its execution environment to be started.
_start = threading.local()


def apply() -> None:
    """Count where every invocation comes past."""
    execute = lambda_svc._execute_function

    def execute_function(func: dict[str, Any], event: Any) -> dict[str, Any]:
        config = func.get("config") or func
        if lambda_svc._function_config_scope_mismatch(config):
            result: dict[str, Any] = execute(func, event)  # comes back here in its own account and region
            return result
        return _counted(execute, func, config, event)

    lambda_svc._execute_function = execute_function
    lambda_svc._emit_lambda_metrics = _count_nothing
    _time_starts()


def _count_nothing(function_name: str, duration_ms: float, error: bool, throttle: bool) -> None:
    """In place of MiniStack's own counting, which some ways to a function come past and some do not."""
    del function_name, duration_ms, error, throttle


def _counted(execute: Any, func: dict[str, Any], config: dict[str, Any], event: Any) -> dict[str, Any]:
    key = (get_account_id(), get_region(), config.get("FunctionName", ""))
    with _lock:
        _running[key] += 1
        at_once = _running[key]
    started, _start.seconds = time.monotonic(), 0.0
    try:
        result: dict[str, Any] = execute(func, event)
    finally:
        with _lock:
            _running[key] -= 1
    # The start of an environment is no part of the duration (it is reported as init duration).
    milliseconds = (time.monotonic() - started - _start.seconds) * 1000
    soon_on_event_loop(lambda: _record(key, config, result, milliseconds, at_once))
    return result


def _time_starts() -> None:
    spawn = lambda_runtime.Worker._spawn

    def timed_spawn(worker: Any) -> Any:
        begun = time.monotonic()
        try:
            return spawn(worker)
        finally:
            _start.seconds = getattr(_start, "seconds", 0.0) + time.monotonic() - begun

    lambda_runtime.Worker._spawn = timed_spawn


def _record(
    key: tuple[str, str, str], config: dict[str, Any], result: dict[str, Any], milliseconds: float, at_once: int
) -> None:
    account, region, _ = key
    throttled = bool(result.get("throttle"))
    values = [("Throttles", float(throttled), "Count")]
    if not throttled:
        values += [
            ("Invocations", 1.0, "Count"),
            ("Errors", float(bool(result.get("error"))), "Count"),
            ("Duration", milliseconds, "Milliseconds"),
            ("ConcurrentExecutions", float(at_once), "Count"),
        ]
    with request_scope(account, region):
        for dimensions in _dimension_sets(config):
            for name, value, unit in values:
                cloudwatch.record_metric(_NAMESPACE, name, value, unit, dimensions)


def _dimension_sets(config: dict[str, Any]) -> Iterator[dict[str, str]]:
    """All functions; the function; what of it was called; and of an alias, the version that ran."""
    name, version = config.get("FunctionName", ""), str(config.get("Version") or "$LATEST")
    called = str(config.get("FunctionArn", "")).split(":")[7:8]
    yield {}
    yield {"FunctionName": name}
    resource = f"{name}:{called[0]}" if called else name
    yield {"FunctionName": name, "Resource": resource}
    if called and called[0] not in (version, "$LATEST"):
        yield {"FunctionName": name, "Resource": resource, "ExecutedVersion": version}
