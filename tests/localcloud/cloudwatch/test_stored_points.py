"""What is stored of metrics stays little, and says the same."""

from __future__ import annotations

from typing import Any

import pytest
from ministack.services import cloudwatch

from localcloud.services.cloudwatch.stored_points import merged

_NOW = 1_750_000_000.0
_HOUR = 3600


def _points(*, every: float, seconds: float) -> list[dict[str, Any]]:
    count = int(seconds / every)
    return [
        {"Timestamp": _NOW - seconds + index * every, "Value": float(index % 5), "Unit": "Count", "Dimensions": {}}
        for index in range(count)
    ]


# A second's equal values are one point after a minute, a minute's values one after half an hour.
_BUSY_HOUR = 60 * 100 + 29 * 60 * 5 + 30
_QUIET_DAY = 30 * 12 + 24 * 60


@pytest.mark.parametrize(("every", "hours", "most"), [(0.01, 1, _BUSY_HOUR), (5, 24, _QUIET_DAY)])
def test_points_become_few_with_the_same_statistics(every: float, hours: int, most: int) -> None:
    points = _points(every=every, seconds=hours * _HOUR)
    few = merged(points, now=_NOW)
    assert len(few) <= most + 100  # the minutes and seconds at the edges
    assert cloudwatch._calc_stats(few) == pytest.approx(cloudwatch._calc_stats(points))
    assert [point["Timestamp"] for point in few] == sorted(point["Timestamp"] for point in few)


def test_merged_again_they_are_the_same() -> None:
    once = merged(_points(every=1, seconds=2 * _HOUR), now=_NOW)
    assert merged(once, now=_NOW) == once


def test_percentiles_of_the_last_half_hour_stay() -> None:
    points = _points(every=0.5, seconds=_HOUR / 2)
    few = merged(points, now=_NOW)
    assert cloudwatch._stat_value({}, "p95", few) == pytest.approx(cloudwatch._stat_value({}, "p95", points))
