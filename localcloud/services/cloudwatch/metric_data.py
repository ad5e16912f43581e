"""GetMetricData with expressions, which MiniStack answers as unsupported: the same metric math as alarms have.

Periods are those of real time here: who asks for the last hour means the last hour.
Source: docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ministack.services import cloudwatch

from localcloud.services.cloudwatch.data_points import Series, Windows
from localcloud.services.cloudwatch.evaluation import query_series
from localcloud.services.cloudwatch.metric_math import ExpressionError
from localcloud.services.cloudwatch.periods import Period

_MOST_DATA_POINTS = 100_800
"""In one answer of AWS."""


def answer_expressions() -> None:
    """Answer requests that have an expression; the others stay MiniStack's."""
    get = cloudwatch._get_metric_data

    def get_metric_data(params: Any, data: dict[str, Any], is_cbor: bool, is_json: bool = False) -> Any:
        queries = data.get("MetricDataQueries") or ()
        if not any("Expression" in query for query in queries):
            return get(params, data, is_cbor, is_json)
        try:
            results = _results(data)
        except ExpressionError as error:
            return cloudwatch._error("ValidationError", str(error), 400, use_json=is_json, use_cbor=is_cbor)
        if is_cbor:
            return cloudwatch._cbor_ok({"MetricDataResults": list(map(cloudwatch._cbor_metric_data_result, results))})
        return cloudwatch._json_ok({"MetricDataResults": results})

    cloudwatch._get_metric_data = get_metric_data


def _results(request: Mapping[str, Any]) -> list[dict[str, Any]]:
    queries = request["MetricDataQueries"]
    period = Period.of({"Metrics": queries}).seconds
    start, end = (cloudwatch._parse_ts(request[name]) for name in ("StartTime", "EndTime"))
    first = math.floor(start / period) * period
    count = math.ceil((end - first) / period)
    if not 0 < count <= _MOST_DATA_POINTS:
        raise ExpressionError(f"StartTime, EndTime and a period of {period} s make {count} data points")
    windows = Windows(end=first + count * period, seconds=period, count=count)
    found = query_series(queries, windows, period=period)
    newest_first = request.get("ScanBy", "TimestampDescending") == "TimestampDescending"
    return [
        _result(query, found[query["Id"]], first, period, newest_first=newest_first)
        for query in queries
        if query.get("ReturnData", True)
    ]


def _result(
    query: Mapping[str, Any], points: Series, first: float, period: int, *, newest_first: bool
) -> dict[str, Any]:
    timed = [(first + index * period, point.value) for index, point in enumerate(points) if point is not None]
    if newest_first:
        timed.reverse()
    return {
        "Id": query["Id"],
        "Label": query.get("Label", query["Id"]),
        "Timestamps": [cloudwatch._ts_iso(at) for at, _ in timed],
        "Values": [value for _, value in timed],
        "StatusCode": "Complete",
    }
