"""When alarms are evaluated: at the end of each of their periods, for as long as there is something to evaluate.

Everything happens on the event loop that handles requests, which owns the metrics and the alarms. An alarm without
data has nothing that could change, so it has no timer: a cloud at rest costs nothing.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from localcloud.aws.event_loop import soon_on_event_loop

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class AlarmKey:
    """One metric alarm."""

    account: str
    region: str
    name: str


NextEnd = Callable[[AlarmKey, float], float | None]
"""The end of the alarm's period that a moment is in (both epoch seconds); None where there is no such alarm."""
Evaluate = Callable[[AlarmKey, float], bool]
"""Evaluates an alarm over the periods that end then; whether a later evaluation may come to something else."""


class AlarmClock:
    """The timers of all alarms, one each at most."""

    def __init__(self, *, next_end: NextEnd, evaluate: Evaluate) -> None:
        self._next_end = next_end
        self._evaluate = evaluate
        self._timers: dict[AlarmKey, asyncio.TimerHandle] = {}
        self._stopped = False

    def wake(self, key: AlarmKey, moment: float | None = None) -> None:
        """Evaluate an alarm when the period ends that a moment is in (epoch seconds; by itself now), unless it will be
        anyhow; from any thread.
        """
        if key not in self._timers:
            soon_on_event_loop(lambda: self._begin(key, time.time() if moment is None else moment))

    def postpone(self, key: AlarmKey) -> None:
        """Evaluate an alarm only when the period after the present one ends; on the event loop."""
        if key in self._timers:
            self._timers.pop(key).cancel()
        end = self._next_end(key, time.time())
        following = None if end is None else self._next_end(key, end)
        if following is not None:
            self._schedule(key, following)

    def stop(self) -> None:
        """Evaluate nothing any more; from any thread."""
        self._stopped = True
        soon_on_event_loop(self._cancel)

    def _cancel(self) -> None:
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()

    def _begin(self, key: AlarmKey, moment: float) -> None:
        end = self._next_end(key, moment)
        if end is not None and key not in self._timers:
            self._schedule(key, end)

    def _schedule(self, key: AlarmKey, end: float) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # nobody handles requests: nothing waits for an alarm either
            return
        if not self._stopped:
            self._timers[key] = loop.call_later(max(0.0, end - time.time()), self._at_end, key, end)

    def _at_end(self, key: AlarmKey, end: float) -> None:
        self._timers.pop(key, None)
        try:
            goes_on = self._evaluate(key, end)
        except Exception:
            _log.exception("the alarm %s could not be evaluated", key)
            return
        # The next period from this one's end, not from now: none is left out when the loop was late.
        following = self._next_end(key, end) if goes_on else None
        if following is not None:
            self._schedule(key, following)
