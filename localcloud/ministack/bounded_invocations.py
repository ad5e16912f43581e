"""An invocation that an API waits for no longer than its integration's time-out."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

# Invocations that outlived their caller; they end by the function's own time-out.
_abandoned: set[asyncio.Task[Any]] = set()


async def ended_within(invocation: Coroutine[Any, Any, Any], seconds: float) -> asyncio.Task[Any] | None:
    """The invocation where it has ended in time, with its result or what it raised; None where it goes on alone."""
    task = asyncio.create_task(invocation)
    done, _ = await asyncio.wait({task}, timeout=seconds)
    if done:
        return task
    _abandoned.add(task)
    task.add_done_callback(_forget)
    return None


def _forget(task: asyncio.Task[Any]) -> None:
    _abandoned.discard(task)
    if not task.cancelled():
        task.exception()  # seen, so that asyncio does not report it as lost
