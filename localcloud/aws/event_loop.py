"""Run something on the event loop that handles requests, from any thread, and wait for it.

MiniStack's stores belong to that loop: what runs there sees no request half done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

import ministack.app

Result = TypeVar("Result")


def on_event_loop(function: Callable[[], Result], *, timeout_seconds: float) -> Result:
    """Call `function` between two requests and return what it returns; at once where no request is being handled.

    Raises:
        TimeoutError: the loop did not come to it.
        Exception: what `function` raised.
    """
    loop = ministack.app._MAIN_LOOP
    if loop is None or is_event_loop():
        return function()
    result: Future[Result] = Future()

    def run() -> None:
        try:
            result.set_result(function())
        except BaseException as error:
            result.set_exception(error)

    loop.call_soon_threadsafe(run)
    return result.result(timeout=timeout_seconds)


def is_event_loop() -> bool:
    """Whether this is the thread that handles requests, or nobody does any more."""
    loop = ministack.app._MAIN_LOOP
    return loop is None or not loop.is_running() or _running_loop() is loop


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def soon_on_event_loop(function: Callable[[], None]) -> None:
    """Call `function` between two requests, in the order asked for, without waiting; at once where this is the loop."""
    loop = ministack.app._MAIN_LOOP
    if loop is None or is_event_loop():
        function()
    else:
        loop.call_soon_threadsafe(function)
