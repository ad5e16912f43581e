"""GetMetricData with metric math."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.localcloud.cloud_process import DEV, CloudProcess
from tests.localcloud.ministack.principals import unique


def _asked(cloud: CloudProcess, expression: str, *, namespace: str) -> list[dict[str, Any]]:
    now = datetime.now(UTC)
    metrics = [
        {
            "Id": name,
            "MetricStat": {"Metric": {"Namespace": namespace, "MetricName": name}, "Period": 300, "Stat": "Sum"},
            "ReturnData": False,
        }
        for name in ("errors", "calls")
    ]
    found: list[dict[str, Any]] = cloud.client("cloudwatch", DEV).get_metric_data(
        MetricDataQueries=[*metrics, {"Id": "rate", "Expression": expression, "Label": "Failed"}],
        StartTime=now - timedelta(hours=1),
        EndTime=now + timedelta(minutes=10),
    )["MetricDataResults"]
    return found


def test_an_expression_is_worked_out_for_each_period_of_real_time(cloud: CloudProcess) -> None:
    namespace, cloudwatch = unique("Namespace"), cloud.client("cloudwatch", DEV)
    now = datetime.now(UTC)
    for ago, errors, calls in ((0, 1, 4), (20, 2, 4), (40, 0, 5)):
        data = [
            {"MetricName": name, "Value": value, "Timestamp": now - timedelta(minutes=ago)}
            for name, value in (("errors", errors), ("calls", calls))
        ]
        cloudwatch.put_metric_data(Namespace=namespace, MetricData=data)
    (result,) = _asked(cloud, "100 * errors / calls", namespace=namespace)
    assert (result["Id"], result["Label"], result["StatusCode"]) == ("rate", "Failed", "Complete")
    assert result["Values"] == [25, 50, 0]
    assert result["Timestamps"] == sorted(result["Timestamps"], reverse=True)


def test_a_wrong_expression_is_refused(cloud: CloudProcess) -> None:
    with pytest.raises(ClientError, match="SEARCH is not offered"):
        _asked(cloud, "SEARCH(errors)", namespace=unique("Namespace"))
