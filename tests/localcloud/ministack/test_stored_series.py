"""Points of metrics are written when they come; a checkpoint does not grow with them, and a kill takes none."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ministack.core.responses import AccountRegionScopedDict, request_scope
from ministack.services import cloudwatch

from localcloud.aws.limits import retention
from localcloud.aws.storage.metric_points import Metric, PointTable, StoredSeries
from localcloud.services.cloudwatch import stored_series
from localcloud.services.cloudwatch.stored_points import merged
from tests.localcloud.cloud_process import DEV, CloudProcess
from tests.localcloud.logged_checkpoints import checkpoints
from tests.localcloud.ministack.killed_writes import confirmed_before_a_kill
from tests.localcloud.ministack.test_stored_events import save

_NAMESPACE = "Kept"
_METRIC = Metric(account=DEV, region="us-east-1", namespace=_NAMESPACE, name="Latency", key="Stage=prod")
_KEY = (_NAMESPACE, "Latency", "Stage=prod")
_BATCH = 500


def put(client: Any, *values: float, timestamp: float | None = None) -> None:
    moment = timestamp or time.time()
    client.put_metric_data(
        Namespace=_NAMESPACE,
        MetricData=[
            {"MetricName": "Latency", "Value": value, "Timestamp": moment, "Unit": "Milliseconds"} for value in values
        ],
    )


def samples(client: Any) -> float:
    now = time.time()
    found = client.get_metric_statistics(
        Namespace=_NAMESPACE,
        MetricName="Latency",
        StartTime=now - 7200,
        EndTime=now + 3600,
        Period=60,
        Statistics=["SampleCount"],
    )
    return float(sum(point["SampleCount"] for point in found["Datapoints"]))


def test_a_checkpoint_does_not_grow_with_points(own_cloud: CloudProcess) -> None:
    metrics = own_cloud.client("cloudwatch", DEV)
    put(metrics, 1.0)
    save(own_cloud)
    file = own_cloud.state_dir / "checkpoints" / "current" / "cloudwatch.json"
    before = file.stat().st_size
    for batch in range(10):
        put(metrics, *(float(batch * _BATCH + number) for number in range(_BATCH)))
    save(own_cloud)
    assert file.stat().st_size == before
    _, _, written = checkpoints(own_cloud)[-1]
    assert before < written < 100_000


def test_a_kill_leaves_whole_requests_and_all_that_were_confirmed(own_cloud: CloudProcess) -> None:
    metrics = own_cloud.client("cloudwatch", DEV)
    confirmed = confirmed_before_a_kill(own_cloud, lambda batch: put(metrics, *map(float, range(10))))
    assert samples(own_cloud.client("cloudwatch", DEV)) in (confirmed * 10, (confirmed + 1) * 10)


def test_what_a_service_publishes_is_there_after_a_kill_at_rest(own_cloud: CloudProcess) -> None:
    """A rule's invocations, which nobody puts."""
    events, metrics = own_cloud.client("events", DEV), own_cloud.client("cloudwatch", DEV)
    queue = own_cloud.client("sqs", DEV).create_queue(QueueName="target")["QueueUrl"].rpartition("/")[2]
    events.put_rule(Name="rule", EventPattern='{"source": ["here"]}')
    arn = f"arn:aws:sqs:us-east-1:{DEV}:{queue}"
    events.put_targets(Rule="rule", Targets=[{"Id": "queue", "Arn": arn}])
    events.put_events(Entries=[{"Source": "here", "DetailType": "kind", "Detail": "{}"}])
    save(own_cloud)
    before = metrics.list_metrics(Namespace="AWS/Events")["Metrics"]
    assert before
    own_cloud.kill()
    own_cloud.start()
    assert own_cloud.client("cloudwatch", DEV).list_metrics(Namespace="AWS/Events")["Metrics"] == before


@pytest.fixture
def table(tmp_path: Path) -> Iterator[PointTable]:
    found = PointTable(tmp_path / "points.sqlite")
    with request_scope(_METRIC.account, _METRIC.region):
        yield found
        cloudwatch.reset()
    found.database.close()


def _filled(table: PointTable, *points: dict[str, Any]) -> StoredSeries:
    series = StoredSeries(table, _METRIC)
    for point in points:
        series.append({"Unit": "Count", "Dimensions": {"Stage": "prod"}, **point})
    cloudwatch._metrics[_KEY] = series
    return series


def _read_again(table: PointTable) -> list[dict[str, Any]]:
    return [dict(point) for series in table.stored() for point in series]


def test_the_file_has_what_memory_has_after_old_points_were_merged(table: PointTable) -> None:
    now = time.time()
    ages = [7200 + number / 10 for number in range(40)] + [300.0] * 5 + [299.0, 10.0]
    series = _filled(table, *({"Timestamp": now - age, "Value": 2.0} for age in ages))
    table.flush()
    before = cloudwatch._calc_stats(series)
    series.replace(merged(series, now=now))
    assert len(series) < 10
    assert _read_again(table) == [dict(point) for point in series]
    assert cloudwatch._calc_stats(_read_again(table)) == before


def test_merging_again_writes_nothing(table: PointTable) -> None:
    now = time.time()
    series = _filled(table, *({"Timestamp": now - age, "Value": 1.0} for age in (7200, 7201, 300, 299, 1)))
    series.replace(merged(series, now=now))
    commits = table.database.commits
    series.replace(merged(series, now=now))
    assert table.database.commits == commits


def test_points_past_their_retention_go_from_the_file_and_from_memory(table: PointTable) -> None:
    now, kept = time.time(), retention.METRIC_POINTS.total_seconds()
    series = _filled(table, {"Timestamp": now - kept - 1, "Value": 1.0}, {"Timestamp": now - kept + 60, "Value": 2.0})
    stored_series.remove_expired(table, now)
    assert [point["Value"] for point in series] == [point["Value"] for point in _read_again(table)] == [2.0]
    stored_series.remove_expired(table, now + 61)
    assert (_KEY in cloudwatch._metrics, list(table.stored())) == (False, [])


def test_a_state_with_the_points_in_it_is_read_once(table: PointTable) -> None:
    """As MiniStack writes it by itself, and an earlier version of the local cloud did."""
    point = {"Timestamp": 1.5, "Value": 3.0, "Unit": "Count", "Dimensions": {"Stage": "prod"}, "Count": 2.0}
    metrics = AccountRegionScopedDict()
    metrics[_KEY] = [point]
    for _ in range(2):
        stored_series._load(table, lambda _: None, {"metrics": metrics})
    assert _read_again(table) == [point]


def test_ministack_alone_has_every_point_in_its_state() -> None:
    with request_scope(_METRIC.account, _METRIC.region):
        for value in range(100):
            cloudwatch.record_metric(_NAMESPACE, "Latency", value)
        (points,) = cloudwatch.get_state()["metrics"]._data.values()
        cloudwatch.reset()
    assert len(points) == 100


@pytest.mark.parametrize("ages", [(50, 40, 30, 20, 10), (50, 10, 40, 30, 20), (10, 50)])
def test_points_since_a_moment_are_found_in_whatever_order_they_came(
    table: PointTable, ages: tuple[float, ...]
) -> None:
    now = 1_750_000_000.0
    series = _filled(table, *({"Timestamp": now - age, "Value": float(age)} for age in ages))
    assert [point["Value"] for point in series.since(now - 30)] == [float(age) for age in ages if age <= 30]
    series.replace(merged(series, now=now))
    assert sorted(point["Value"] for point in series.since(now - 30)) == sorted(float(a) for a in ages if a <= 30)


def test_an_old_point_after_a_restart_is_found(table: PointTable) -> None:
    _filled(table, {"Timestamp": 30.0, "Value": 1.0})
    table.flush()
    (read,) = table.stored()
    read.append({"Timestamp": 20.0, "Value": 2.0, "Unit": "Count", "Dimensions": {"Stage": "prod"}})
    assert [point["Value"] for point in read.since(15.0)] == [1.0, 2.0]
    assert [point["Value"] for point in read.since(25.0)] == [1.0]
