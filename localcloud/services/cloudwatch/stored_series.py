"""Points are written to a database as they come, and a checkpoint has none of them.

MiniStack has each point in memory and in every checkpoint, and looks at all of them in each request for those that are
two weeks old. Here memory and file have the same points; what is past its retention goes at a checkpoint.

A point that a caller puts is in the file before its request is answered. Those that services publish of themselves are
written a few hundred at a time, and at each checkpoint: AWS too publishes them after a while and at best effort.
A kill leaves points that are newer than the checkpoint, which say what was measured all the same.
"""

from __future__ import annotations

import functools
import logging
import sqlite3
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, Final

from ministack.core.responses import AccountRegionScopedDict, get_account_id, get_region
from ministack.services import cloudwatch

from localcloud.aws.event_loop import on_event_loop
from localcloud.aws.limits import retention
from localcloud.aws.storage.expiry import remove_at_checkpoints
from localcloud.aws.storage.metric_points import Metric, PointTable, StoredSeries
from localcloud.ministack.state_formats import use_formats

_UNSAVED: Final = 500
"""Points that are in no file at most."""
_METRICS: Final = "metrics"
_REMOVE_SECONDS: Final = 30.0
_log = logging.getLogger(__name__)


def store_points(state_dir: Path) -> None:
    """Read what the file has, and write every point from now on."""
    use_formats()
    table = PointTable(state_dir / "cloudwatch" / "points.sqlite")
    for series in table.stored():
        metric = series.metric
        key = (metric.namespace, metric.name, metric.key)
        cloudwatch._metrics.set_scoped(metric.account, metric.region, key, series)
    cloudwatch._metric_bucket = functools.partial(_series, table)
    cloudwatch._evict_old_metrics = lambda: None
    cloudwatch._put_metric_data = _confirmed(table, cloudwatch._put_metric_data)
    cloudwatch.get_state = functools.partial(_state, table, cloudwatch.get_state)
    cloudwatch.load_persisted_state = functools.partial(_load, table, cloudwatch.load_persisted_state)
    remove_at_checkpoints(state_dir, "cloudwatch", functools.partial(remove_expired, table))


def _series(table: PointTable, key: tuple[str, str, str]) -> StoredSeries:
    """A metric's series in the present account and region."""
    if table.unsaved >= _UNSAVED:
        save(table)
    series = cloudwatch._metrics.get(key)
    if series is None:
        namespace, name, dimensions = key
        metric = Metric(account=get_account_id(), region=get_region(), namespace=namespace, name=name, key=dimensions)
        series = cloudwatch._metrics.setdefault(key, StoredSeries(table, metric))
    found: StoredSeries = series
    return found


def save(table: PointTable) -> None:
    """Write what is in no file; what the disk refuses is tried again with the next, and at a checkpoint."""
    try:
        table.flush()
    except sqlite3.Error:
        _log.exception("%d points of metrics are in no file until the disk takes them", table.unsaved)


def _confirmed(table: PointTable, put: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(put)
    def confirmed(*request: Any) -> Any:
        answer = put(*request)
        save(table)
        return answer

    return confirmed


def _state(table: PointTable, get_state: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """MiniStack's state without the points.

    Raises:
        sqlite3.Error: the disk refuses what is in no file yet.
    """
    table.flush()
    return {**get_state(), _METRICS: AccountRegionScopedDict()}


def _load(table: PointTable, load: Callable[[dict[str, Any]], None], data: dict[str, Any]) -> None:
    """Let MiniStack load its state; points are in it only as an earlier version wrote it, and once."""
    metrics = data.get(_METRICS)
    load({**data, _METRICS: {}})
    if not isinstance(metrics, AccountRegionScopedDict) or cloudwatch._metrics.has_any():
        return
    with table.lock, table.database.transaction():
        for (account, region, key), points in metrics._data.items():
            namespace, name, dimensions = key
            metric = Metric(account=account, region=region, namespace=namespace, name=name, key=dimensions)
            series = StoredSeries(table, metric)
            for point in points:
                series.append(point)
            cloudwatch._metrics.set_scoped(account, region, key, series)
        table.flush()


def remove_expired(table: PointTable, now: float) -> None:
    """Remove points past their retention from the file, and from the memory of those metrics that have any."""
    oldest = now - retention.METRIC_POINTS.total_seconds()
    changed = table.remove_before(oldest)
    if changed:
        table.forget(on_event_loop(lambda: _forget(table, changed, oldest), timeout_seconds=_REMOVE_SECONDS))


def _forget(table: PointTable, changed: Collection[int], oldest: float) -> list[int]:
    """Returns the numbers of metrics that have no points any more."""
    empty = []
    with table.lock:
        for scope, series in list(cloudwatch._metrics._data.items()):
            if series.number in changed:
                series[:] = [point for point in series if point["Timestamp"] >= oldest]
                if not series:
                    del cloudwatch._metrics._data[scope]
                    empty.append(series.number)
    return empty
