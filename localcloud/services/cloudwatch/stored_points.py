"""Keeps the stored points of metrics few, however much runs: what is old is merged, as CloudWatch itself rolls it up.

Source: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#metrics-retention
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from ministack.services import cloudwatch

_LOOK_EVERY = 200
"""Points of a metric between two looks at it."""
# Equal values of a second become one point of them after a minute; a minute's become one set of statistics after ...
_BY_SECOND_AFTER = 60.0
_BY_MINUTE_AFTER = 1800.0
_MINUTE = 60


def keep_few(namespace: str, name: str, dimensions: dict[str, str]) -> None:
    """Merge a metric's points in the present account and region, if there are many new ones since the last time."""
    bucket = cloudwatch._metric_bucket((namespace, name, cloudwatch._dims_key(dimensions)))
    if len(bucket) % _LOOK_EVERY == 0:
        bucket[:] = merged(bucket, now=time.time())


def merged(points: Iterable[dict[str, Any]], *, now: float) -> list[dict[str, Any]]:
    """The same points with the older ones merged; statistics stay, percentiles those of the last half hour."""
    recent: list[dict[str, Any]] = []
    by_second: dict[tuple[int, str, float], dict[str, Any]] = {}
    by_minute: dict[tuple[int, str], list[dict[str, Any]]] = {}
    for point in points:
        age, unit = now - point["Timestamp"], point.get("Unit", "None")
        if age > _BY_MINUTE_AFTER:
            by_minute.setdefault((int(point["Timestamp"] // _MINUTE), unit), []).append(point)
        elif age > _BY_SECOND_AFTER and "_stat" not in point:
            key = (int(point["Timestamp"]), unit, point["Value"])
            first = by_second.setdefault(key, {**point, "Count": 0.0})
            first["Count"] += point.get("Count", 1.0)
        else:
            recent.append(point)
    sets = [_statistic_set(minute * _MINUTE, found) for (minute, _), found in by_minute.items()]
    return sorted([*sets, *by_second.values(), *recent], key=lambda point: float(point["Timestamp"]))


def _statistic_set(minute: float, points: list[dict[str, Any]]) -> dict[str, Any]:
    statistics = cloudwatch._calc_stats(points)
    return {**points[0], "Timestamp": minute, "Value": statistics.get("Average", 0.0), "_stat": statistics}
