"""One evaluation of an alarm: from the points of its metrics to a state with its reason, in CloudWatch's words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from localcloud.services.cloudwatch import metric_math
from localcloud.services.cloudwatch.data_points import DataPoint, Series, Windows, series, stored_points
from localcloud.services.cloudwatch.judgement import COMPARISONS, FURTHER_PERIODS, INSUFFICIENT_DATA, judge
from localcloud.services.cloudwatch.periods import Period

_DEFAULT_TREATMENT = "missing"
_WORDS = {
    "GreaterThanOrEqualToThreshold": "greater than or equal to",
    "GreaterThanThreshold": "greater than",
    "LessThanThreshold": "less than",
    "LessThanOrEqualToThreshold": "less than or equal to",
}
_TREATED = {"breaching": "Breaching", "notBreaching": "NonBreaching", "missing": "Missing", "ignore": "Ignored"}


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """What an evaluation came to.

    Attributes:
        state: None where the alarm keeps the one it has.
        reason, reason_data: as CloudWatch words them; the second is JSON.
        has_data: whether a metric has a data point in the evaluation range, so that a later evaluation may differ
            without another one; what an expression fills in is the same for ever.
    """

    state: str | None
    reason: str
    reason_data: str
    has_data: bool


def evaluate(alarm: Mapping[str, Any], *, end: float) -> Evaluation:
    """Evaluate a metric alarm of the present account and region over the periods that end at `end` (epoch seconds).

    Raises:
        ExpressionError: its expression is wrong, or uses what is not offered.
    """
    needed = int(alarm["EvaluationPeriods"])
    period = Period.of(alarm)
    windows = Windows(end=end, seconds=period.real_seconds, count=needed + FURTHER_PERIODS)
    points, has_data = _points(alarm, windows, period.seconds)
    exceeds, threshold = COMPARISONS[alarm["ComparisonOperator"]], float(alarm["Threshold"])
    to_alarm, treatment = int(alarm.get("DatapointsToAlarm") or needed), _treatment(alarm)
    state = judge(
        [None if point is None else exceeds(point.value, threshold) for point in points],
        evaluation_periods=needed,
        datapoints_to_alarm=to_alarm,
        treatment=treatment,
    )
    real = [(at, point) for at, point in _timed(points, windows) if point is not None]
    if _too_few_samples(alarm, [point for _, point in real[-needed:]]):
        state = None
    used = real[-needed:]
    breaching = [item for item in used if exceeds(item[1].value, threshold)]
    reason = _reason(alarm, state, used, len(breaching), treatment)
    data = _reason_data(alarm, used, period.seconds, threshold)
    return Evaluation(state=state, reason=reason, reason_data=data, has_data=has_data)


def _points(alarm: Mapping[str, Any], windows: Windows, period: int) -> tuple[Series, bool]:
    """The data points that are judged, and whether any metric has one."""
    if not alarm.get("Metrics"):
        statistic = alarm.get("ExtendedStatistic") or alarm.get("Statistic") or "Average"
        stored = stored_points(alarm["Namespace"], alarm["MetricName"], alarm.get("Dimensions") or (), windows)
        points = series(stored, windows, statistic=statistic, unit=alarm.get("Unit"))
        return points, any(points)
    found = query_series(alarm["Metrics"], windows, period=period)
    returned = next(query for query in alarm["Metrics"] if query.get("ReturnData", True))
    metrics = (found[query["Id"]] for query in alarm["Metrics"] if "MetricStat" in query)
    return found[returned["Id"]], any(any(points) for points in metrics)


def query_series(queries: Sequence[Mapping[str, Any]], windows: Windows, *, period: int) -> dict[str, Series]:
    """The series of every query of an alarm, metrics first, then the expressions that use them.

    Raises:
        ExpressionError: one is wrong, or uses what is not offered.
    """
    found: dict[str, Series] = {}
    for query in queries:
        if "MetricStat" in query:
            asked = query["MetricStat"]
            metric = asked["Metric"]
            stored = stored_points(metric["Namespace"], metric["MetricName"], metric.get("Dimensions") or (), windows)
            found[query["Id"]] = series(stored, windows, statistic=asked["Stat"], unit=asked.get("Unit"))
    metrics = tuple(found)
    waiting = [query for query in queries if "MetricStat" not in query]
    values = {name: [None if point is None else point.value for point in points] for name, points in found.items()}
    for query in waiting:
        if not values:  # an expression of constants alone
            values[""] = [None] * windows.count
        values[query["Id"]] = metric_math.evaluate(query["Expression"], values, metrics=metrics, period=period)
        found[query["Id"]] = [
            None if value is None else DataPoint(value=value, samples=1) for value in values[query["Id"]]
        ]
    return found


def _treatment(alarm: Mapping[str, Any]) -> str:
    chosen = alarm.get("TreatMissingData")
    if chosen:
        return str(chosen)
    namespaces = {alarm.get("Namespace")} | {
        query["MetricStat"]["Metric"]["Namespace"] for query in alarm.get("Metrics") or () if "MetricStat" in query
    }
    return "ignore" if "AWS/DynamoDB" in namespaces else _DEFAULT_TREATMENT


def _too_few_samples(alarm: Mapping[str, Any], points: Sequence[DataPoint]) -> bool:
    """Whether a percentile is of so few samples that the alarm shall not change for it."""
    statistic = alarm.get("ExtendedStatistic") or ""
    if alarm.get("EvaluateLowSampleCountPercentile") != "ignore" or not statistic.startswith("p"):
        return False
    percentile = float(statistic[1:]) / 100
    rest = min(percentile, 1 - percentile)
    return any(point.samples * rest < 10 for point in points)


def _timed(points: Series, windows: Windows) -> list[tuple[float, DataPoint | None]]:
    start = windows.end - windows.count * windows.seconds
    return [(start + index * windows.seconds, point) for index, point in enumerate(points)]


def _reason(
    alarm: Mapping[str, Any], state: str | None, used: Sequence[tuple[float, DataPoint]], breaching: int, treatment: str
) -> str:
    needed = int(alarm["EvaluationPeriods"])
    if state == INSUFFICIENT_DATA:
        return f"Insufficient Data: {_counted(needed, 'datapoint')} {_were(needed)} unknown."
    if not used:
        return (
            f"Threshold Crossed: no datapoints were received for {_counted(needed, 'period')} and "
            f"{_counted(needed, 'missing datapoint')} {_were(needed)} treated as [{_TREATED[treatment]}]."
        )
    crossed = state == "ALARM"
    count = breaching if crossed else len(used) - breaching
    shown = ", ".join(
        f"{point.value} ({datetime.fromtimestamp(at, UTC):%d/%m/%y %H:%M:%S})" for at, point in reversed(used)
    )
    compared = f"{'' if crossed else 'not '}{_WORDS[alarm['ComparisonOperator']]} the threshold ({alarm['Threshold']})"
    return (
        f"Threshold Crossed: {count} out of the last {_counted(len(used), 'datapoint')} [{shown}] "
        f"{_were(count)} {compared}."
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _reason_data(
    alarm: Mapping[str, Any], used: Sequence[tuple[float, DataPoint]], period: int, threshold: float
) -> str:
    statistic = alarm.get("ExtendedStatistic") or alarm.get("Statistic")
    data = {
        "version": "1.0",
        "queryDate": _moment(datetime.now(UTC).timestamp()),
        **({"startDate": _moment(used[0][0])} if used else {}),
        **({"unit": alarm["Unit"]} if alarm.get("Unit") else {}),
        **({"statistic": statistic} if statistic and not alarm.get("Metrics") else {}),
        "period": period,
        "recentDatapoints": [point.value for _, point in used],
        "threshold": threshold,
        "evaluatedDatapoints": [
            {"timestamp": _moment(at), "sampleCount": point.samples, "value": point.value}
            for at, point in reversed(used)
        ],
    }
    return json.dumps(data, separators=(",", ":"))


def _moment(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{int(moment * 1000) % 1000:03d}+0000"
