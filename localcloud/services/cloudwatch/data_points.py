"""A metric's stored points as the data points of an alarm's periods.

An alarm's period passes at the time scale, while points keep the time at which they were measured: the windows are as
short as the periods really take.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ministack.services import cloudwatch

from localcloud.aws.storage.metric_points import StoredSeries


@dataclass(frozen=True, kw_only=True)
class Windows:
    """Periods that follow one another.

    Attributes:
        end: epoch seconds of the end of the last one; a point at that moment belongs to the next.
        seconds: how long each really takes.
        count: how many.
    """

    end: float
    seconds: float
    count: int

    def index(self, moment: float) -> int | None:
        """Which of them, from the oldest as 0, a moment is in."""
        age = (self.end - moment) / self.seconds
        index = self.count - 1 - (int(age) if age != int(age) else int(age) - 1)
        return index if 0 <= index < self.count else None


@dataclass(frozen=True, kw_only=True)
class DataPoint:
    """One period's value, and how many samples it was made of."""

    value: float
    samples: float


Series = Sequence[DataPoint | None]


def stored_points(
    namespace: str, name: str, dimensions: Iterable[Mapping[str, str]], windows: Windows
) -> Sequence[Mapping[str, Any]]:
    """The points of exactly that metric in the present account and region that can be in the windows."""
    key = cloudwatch._dims_key({item["Name"]: item["Value"] for item in dimensions})
    found: list[dict[str, Any]] = cloudwatch._metrics.get((namespace, name, key)) or []
    if not isinstance(found, StoredSeries):
        return found
    # A window more than there are: which of them a point is in, `Windows.index` says to the last bit.
    return found.since(windows.end - (windows.count + 1) * windows.seconds)


def series(points: Iterable[Mapping[str, Any]], windows: Windows, *, statistic: str, unit: str | None) -> Series:
    """A data point for each window that has any of the points; with a unit, of those in that unit alone."""
    collected: list[list[Mapping[str, Any]]] = [[] for _ in range(windows.count)]
    for point in points:
        index = windows.index(point["Timestamp"])
        if index is not None and unit in (None, "", point.get("Unit")):
            collected[index].append(point)
    return [_data_point(found, statistic) for found in collected]


def _data_point(points: list[Mapping[str, Any]], statistic: str) -> DataPoint | None:
    statistics = cloudwatch._calc_stats(points)
    if not statistics:
        return None
    value = cloudwatch._stat_value(statistics, statistic, points)
    return None if value is None else DataPoint(value=float(value), samples=statistics["SampleCount"])
