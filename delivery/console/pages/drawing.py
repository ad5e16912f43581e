"""What the pages draw, as numbers: a picture's markup is in its template, and takes no style of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Final

from delivery.console.reading.pipeline_reading import ExecutionLine
from localcloud.cli import ActionRun, Execution

WIDTH: Final = 1000
SPARK_BARS: Final = 40
_SPARK_HEIGHT: Final = 40
_NOTED_SHARE: Final = 0.05
"""A span of waiting that is shorter than this is drawn without a sign that it was shortened."""
_IDLE_SHARE: Final = 0.15
"""Of the width, at most, for all the time in which nothing but people or locks was waited for."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One action in time; `start` and `width` are of `WIDTH`."""

    action: ActionRun
    start: float
    width: float
    seconds: float

    @property
    def state(self) -> str:
        return "Waiting" if self.action.waits_for_approval else self.action.status


@dataclass(frozen=True, kw_only=True)
class Gantt:
    """What ran beside what.

    Attributes:
        breaks: where waiting was drawn shorter than it was.
    """

    bars: tuple[Bar, ...]
    breaks: tuple[float, ...] = ()


class _TimeScale:
    """Where a moment is drawn. Waiting for a person can take days and an action seconds, so spans in which nothing but
    an approval ran are shortened where they would take more than their share of the width.
    """

    def __init__(self, busy: Sequence[tuple[float, float]], end: float) -> None:
        self._spans = list(_spans(busy, end))
        working = sum(stop - start for start, stop, idle in self._spans if not idle)
        waiting = sum(stop - start for start, stop, idle in self._spans if idle)
        allowed = working * _IDLE_SHARE / (1 - _IDLE_SHARE)
        self._factor = min(1.0, allowed / waiting) if waiting and working else 1.0
        self._total = working + waiting * self._factor or 1.0

    def __call__(self, moment: float) -> float:
        drawn = 0.0
        for start, stop, idle in self._spans:
            within = max(0.0, min(moment, stop) - start)
            drawn += within * (self._factor if idle else 1.0)
        return round(drawn / self._total * WIDTH, 1)

    @property
    def breaks(self) -> tuple[float, ...]:
        if self._factor == 1.0:
            return ()
        long = self._total * _NOTED_SHARE
        return tuple(self((start + stop) / 2) for start, stop, idle in self._spans if idle and stop - start > long)


def _spans(busy: Sequence[tuple[float, float]], end: float) -> Iterator[tuple[float, float, bool]]:
    """Start, end and whether nothing was busy, in order and without a gap."""
    at: float | None = None
    for start, stop in sorted(busy):
        if at is None:
            at = start
        if start > at:
            yield at, start, True
            at = start
        if stop > at:
            yield at, stop, False
            at = stop
    if at is not None and end > at:
        yield at, end, True


def gantt(execution: Execution, now: datetime) -> Gantt:
    """Every action that has begun, in the order in which they did."""
    begun = sorted(
        (action for action in execution.actions if action.started),
        key=lambda action: action.started.timestamp() if action.started else 0.0,
    )
    times = {id(action): _time(action, now) for action in begun}
    if not times:
        return Gantt(bars=())
    scale = _TimeScale(
        [times[id(action)] for action in begun if action.category != "Approval"], max(end for _, end in times.values())
    )
    bars = [
        Bar(
            action=action,
            start=scale(times[id(action)][0]),
            width=max(4.0, scale(times[id(action)][1]) - scale(times[id(action)][0])),
            seconds=times[id(action)][1] - times[id(action)][0],
        )
        for action in begun
    ]
    return Gantt(bars=tuple(bars), breaks=scale.breaks)


def _time(action: ActionRun, now: datetime) -> tuple[float, float]:
    start = action.started.timestamp() if action.started else 0.0
    return start, start + (action.seconds(now) or 0.0)


@dataclass(frozen=True, kw_only=True)
class SparkBar:
    """One execution's duration; x and height in the picture's own units."""

    line: ExecutionLine
    x: int
    height: float


@dataclass(frozen=True, kw_only=True)
class Sparkline:
    """Durations of the last executions that ended, the oldest first.

    Attributes:
        middle: the median of those that succeeded, in seconds; None where none did.
    """

    bars: tuple[SparkBar, ...]
    middle: float | None
    longest: float
    height: int = _SPARK_HEIGHT

    @property
    def width(self) -> int:
        return SPARK_BARS * 6


def sparkline(lines: Sequence[ExecutionLine]) -> Sparkline:
    """Of a list with the newest first."""
    ended = [line for line in lines if not line.is_unfinished and line.took is not None][:SPARK_BARS][::-1]
    longest = max((line.took or 0.0 for line in ended), default=0.0) or 1.0
    succeeded = [line.took for line in ended if line.status == "Succeeded" and line.took is not None]
    first = SPARK_BARS - len(ended)
    bars = tuple(
        SparkBar(line=line, x=(first + place) * 6, height=max(2.0, (line.took or 0.0) / longest * _SPARK_HEIGHT))
        for place, line in enumerate(ended)
    )
    return Sparkline(bars=bars, middle=median(succeeded) if succeeded else None, longest=longest)
