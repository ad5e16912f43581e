"""Which metrics have new points, told a few times a second instead of with each point.

A request to an API leaves some thirty points, and who is told looks at every alarm: with hundreds of requests a second
that alone would keep the loop busy that answers them.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

TOGETHER_SECONDS: Final = 0.1


class MetricName(NamedTuple):
    """All metrics of a name, whatever their dimensions."""

    account: str
    region: str
    namespace: str
    name: str


class NewPoints:
    """Collects names until they are told.

    Args:
        tell: called on the event loop with each name and the moment (epoch seconds) of its first new point.
    """

    def __init__(self, tell: Callable[[Mapping[MetricName, float]], None]) -> None:
        self._tell = tell
        self._waiting: dict[MetricName, float] = {}

    def note(self, name: MetricName) -> None:
        """Note a new point, from any thread; told at once where no loop runs in it that could tell later."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._tell({name: time.time()})
            return
        if not self._waiting:
            loop.call_later(TOGETHER_SECONDS, self._tell_all)
        self._waiting.setdefault(name, time.time())

    def _tell_all(self) -> None:
        waiting, self._waiting = self._waiting, {}
        self._tell(waiting)
