"""Keeps the stored points of metrics few, however much runs: what is old is merged, as CloudWatch itself rolls it up.

Source: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#metrics-retention
"""

from __future__ import annotations

import logging
import sqlite3
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
_log = logging.getLogger(__name__)


def keep_few(namespace: str, name: str, dimensions: dict[str, str]) -> None:
    """Merge a metric's points in the present account and region, if there are many new ones since the last time."""
    bucket = cloudwatch._metric_bucket((namespace, name, cloudwatch._dims_key(dimensions)))
    if bucket and len(bucket) % _LOOK_EVERY == 0:
        try:
            bucket.replace(merged(bucket, now=time.time()))
        except sqlite3.Error:
            _log.exception("the points of %s %s stay as many as they are until the disk takes it", namespace, name)


def merged(points: Iterable[dict[str, Any]], *, now: float) -> list[dict[str, Any]]:
    """The same points with the older ones merged; statistics stay, percentiles those of the last half hour.

    What there is nothing to merge with is the same object as before.
    """
    recent: list[dict[str, Any]] = []
    by_second: dict[tuple[int, str, float], list[dict[str, Any]]] = {}
    by_minute: dict[tuple[int, str], list[dict[str, Any]]] = {}
    for point in points:
        age, unit = now - point["Timestamp"], point.get("Unit", "None")
        if age > _BY_MINUTE_AFTER:
            by_minute.setdefault((int(point["Timestamp"] // _MINUTE), unit), []).append(point)
        elif age > _BY_SECOND_AFTER and "_stat" not in point:
            by_second.setdefault((int(point["Timestamp"]), unit, point["Value"]), []).append(point)
        else:
            recent.append(point)
    sets = [_statistic_set(minute * _MINUTE, found) for (minute, _), found in by_minute.items()]
    counted = map(_counted, by_second.values())
    return sorted([*sets, *counted, *recent], key=lambda point: float(point["Timestamp"]))


def _counted(points: list[dict[str, Any]]) -> dict[str, Any]:
    if len(points) == 1:
        return points[0]
    return {**points[0], "Count": float(sum(point.get("Count", 1.0) for point in points))}


def _statistic_set(minute: float, points: list[dict[str, Any]]) -> dict[str, Any]:
    if len(points) == 1 and "_stat" in points[0] and points[0]["Timestamp"] == minute:
        return points[0]
    statistics = cloudwatch._calc_stats(points)
    return {**points[0], "Timestamp": minute, "Value": statistics.get("Average", 0.0), "_stat": statistics}
