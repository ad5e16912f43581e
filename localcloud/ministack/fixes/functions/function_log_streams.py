"""A log stream belongs to an execution environment, which serves one invocation after another.

So it is on AWS (docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html); MiniStack begins a stream
with each invocation, so that a cloud that serves 10,000 requests has 10,000 streams in each of its checkpoints.
"""

from __future__ import annotations

import threading
from typing import Any

from ministack.core.responses import new_uuid
from ministack.services import lambda_svc

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.lambda_svc", "_emit_lambda_logs", "func,request_id,log_text,error,duration_ms,log_source"),
    Touched("services.lambda_svc", "new_uuid", ""),
)
Version = tuple[str, ...]


class Environments:
    """The ids of environments, by the version that they run: those that no invocation has at the moment."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free: dict[Version, list[str]] = {}

    def take(self, version: Version) -> str:
        """One that is free, or a new one."""
        with self._lock:
            free = self._free.get(version)
            return free.pop() if free else new_uuid()

    def give_back(self, version: Version, environment: str) -> None:
        """Let the next invocation have it."""
        with self._lock:
            self._free.setdefault(version, []).append(environment)


_next_id = threading.local()


def apply() -> None:
    """Write an invocation's lines into the stream of a free environment of the same version of the function."""
    emit, environments = lambda_svc._emit_lambda_logs, Environments()

    def emit_to_environment(func: dict[str, Any], *arguments: Any, **named: Any) -> None:
        config = func.get("config") or func
        version = tuple(str(config.get(name)) for name in ("FunctionArn", "Version", "LastModified"))
        environment = environments.take(version)
        _next_id.value = environment
        try:
            emit(func, *arguments, **named)
        finally:
            _next_id.value = None
            environments.give_back(version, environment)

    lambda_svc._emit_lambda_logs = emit_to_environment
    lambda_svc.new_uuid = _new_uuid


def _new_uuid() -> str:
    """Any, but the first one that an invocation's log asks for, which becomes the name of its stream."""
    chosen: str | None = getattr(_next_id, "value", None)
    _next_id.value = None
    return chosen or str(new_uuid())
