"""What AWS's documentation says of alarms, as data: which data points, which alarm, which state.

Data points read as in AWS's tables: the most recent period on the right, ``-`` for one without data; ``0`` is within
and ``X`` beyond the threshold 10 of the alarms that have no other. Several values of one period are joined by ``,``.

Sources, below docs.aws.amazon.com/AmazonCloudWatch/latest: monitoring/alarms-and-missing-data.html (tables 1 and 2, the
text on premature transitions), monitoring/alarm-evaluation.html, monitoring/using-metric-math.html,
monitoring/cloudwatch_concepts.html, APIReference/API_PutMetricAlarm.html.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

OK, ALARM, INSUFFICIENT = "OK", "ALARM", "INSUFFICIENT_DATA"
_TREATMENTS = ("missing", "ignore", "breaching", "notBreaching")


@dataclass(frozen=True, kw_only=True)
class AlarmCase:
    """One alarm, judged once.

    Attributes:
        series: the data points of each metric, by its name.
        before: the state that the alarm is in.
        state: the state that it must be in afterwards.
    """

    name: str
    series: Mapping[str, str]
    state: str
    before: str = OK
    evaluation_periods: int = 1
    datapoints_to_alarm: int | None = None
    treatment: str | None = None
    operator: str = "GreaterThanThreshold"
    threshold: float = 10
    statistic: str = "Maximum"
    namespace: str = "Service"
    metrics: tuple[Mapping[str, Any], ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)


def _table(name: str, to_alarm: int, rows: Mapping[str, tuple[str, str, str, str]]) -> list[AlarmCase]:
    """The rows of a table of three evaluation periods; ``retain`` is judged from two states."""
    cases = []
    for points, states in rows.items():
        for treatment, state in zip(_TREATMENTS, states, strict=True):
            for before in (OK, ALARM) if state == "retain" else (OK,):
                cases.append(
                    AlarmCase(
                        name=f"{name} {points} {treatment} from {before}",
                        series={"m": points},
                        evaluation_periods=3,
                        datapoints_to_alarm=to_alarm,
                        treatment=treatment,
                        before=before,
                        state=before if state == "retain" else state,
                    )
                )
    return cases


TABLE_1 = _table(
    "3 of 3:",
    3,
    {
        "0 - X - X": (OK, OK, OK, OK),
        "0 - - - -": (OK, OK, OK, OK),
        "- - - - -": (INSUFFICIENT, "retain", ALARM, OK),
        "0 X X - X": (ALARM, ALARM, ALARM, ALARM),
        "- - X - -": (ALARM, "retain", ALARM, OK),
    },
)
TABLE_2 = _table(
    "2 of 3:",
    2,
    {
        "0 - X - X": (ALARM, ALARM, ALARM, ALARM),
        "0 0 X 0 X": (ALARM, ALARM, ALARM, ALARM),
        "0 - X - -": (OK, OK, ALARM, OK),
        "- - - - 0": (OK, OK, ALARM, OK),
        "- - - X -": (ALARM, "retain", ALARM, OK),
    },
)
PREMATURE = [
    AlarmCase(
        name=f"not at once with {points}",
        series={"m": points},
        evaluation_periods=3,
        datapoints_to_alarm=3,
        treatment="missing",
        state=OK,
    )
    for points in ("- - - - X", "- - - X -", "- - - X 0", "- - X - 0")
]
COMPARISONS = [
    AlarmCase(name=f"{value} {operator} 10", series={"m": value}, operator=operator, before=before, state=state)
    for operator, value, before, state in (
        ("GreaterThanOrEqualToThreshold", "10", OK, ALARM),
        ("GreaterThanThreshold", "10", ALARM, OK),
        ("LessThanThreshold", "10", ALARM, OK),
        ("LessThanThreshold", "9.9", OK, ALARM),
        ("LessThanOrEqualToThreshold", "10", OK, ALARM),
    )
]
STATISTICS = [
    AlarmCase(
        name=f"{statistic} of {points}", series={"m": points}, statistic=statistic, threshold=threshold, state=state
    )
    for statistic, points, threshold, state in (
        ("Sum", "4,4,4", 10, ALARM),
        ("Average", "4,4,4", 10, OK),
        ("SampleCount", "0,0,0", 2, ALARM),
        ("Minimum", "9,20", 10, OK),
        ("p95", ",".join(["1"] * 90 + ["100"] * 10), 50, ALARM),
        ("p50", ",".join(["1"] * 90 + ["100"] * 10), 50, OK),
    )
]
PERIODS = [
    # Each period has a data point of its own: two of 6 are no data point of 12.
    AlarmCase(name="periods are not added up", series={"m": "6 6"}, statistic="Sum", evaluation_periods=2, state=OK),
    AlarmCase(name="an earlier breach is over", series={"m": "X 0"}, before=ALARM, state=OK),
    AlarmCase(name="one of two is not two of two", series={"m": "X 0"}, evaluation_periods=2, before=ALARM, state=OK),
    AlarmCase(
        name="one of two is one of two",
        series={"m": "X 0"},
        evaluation_periods=2,
        datapoints_to_alarm=1,
        state=ALARM,
    ),
    AlarmCase(name="nothing ever, by default", series={}, before=INSUFFICIENT, state=INSUFFICIENT),
    AlarmCase(name="nothing ever is good", series={}, treatment="notBreaching", before=INSUFFICIENT, state=OK),
    AlarmCase(name="nothing any more", series={"m": "0 - - - -"}, state=INSUFFICIENT),
]
DYNAMODB = [
    AlarmCase(
        name="DynamoDB ignores by default", series={"m": "-"}, namespace="AWS/DynamoDB", before=ALARM, state=ALARM
    ),
    AlarmCase(
        name="DynamoDB may be told otherwise",
        series={"m": "-"},
        namespace="AWS/DynamoDB",
        treatment="notBreaching",
        before=ALARM,
        state=OK,
    ),
]
DIMENSIONS = [
    AlarmCase(
        name="another dimension is another metric",
        series={"m": "X"},
        more={"Dimensions": [{"Name": "FunctionName", "Value": "other"}]},
        treatment="notBreaching",
        state=OK,
    ),
    AlarmCase(
        name="another unit is not counted",
        series={"m": "X"},
        more={"Unit": "Bytes"},
        treatment="notBreaching",
        state=OK,
    ),
]
_FEW = ",".join(["1"] * 20 + ["100"] * 20)
LOW_SAMPLES = [
    AlarmCase(
        name=f"a percentile of few samples: {chosen}",
        series={"m": _FEW},
        statistic="p95",
        threshold=50,
        more={"EvaluateLowSampleCountPercentile": chosen},
        state=state,
    )
    for chosen, state in (("ignore", OK), ("evaluate", ALARM))
]


def _query(name: str, statistic: str = "Sum") -> dict[str, Any]:
    metric = {"Namespace": "Service", "MetricName": name, "Dimensions": []}
    return {"Id": name, "MetricStat": {"Metric": metric, "Period": 60, "Stat": statistic}, "ReturnData": False}


def _math(name: str, expression: str, series: Mapping[str, str], state: str, **more: Any) -> AlarmCase:
    queries = (*(_query(item) for item in series), {"Id": "result", "Expression": expression, "ReturnData": True})
    return AlarmCase(name=f"{expression}: {name}", series=series, metrics=queries, state=state, **more)


MATH = [
    _math("both add up", "a + b", {"a": "6", "b": "6"}, ALARM),
    _math("no sum where one is missing", "a + b", {"a": "60", "b": "-"}, OK, treatment="notBreaching"),
    _math("the missing is filled", "FILL(a, 0) + FILL(b, 0)", {"a": "60", "b": "-"}, ALARM, treatment="notBreaching"),
    _math("filled, and still within", "FILL(a, 0) + FILL(b, 0)", {"a": "6", "b": "-"}, OK, before=ALARM),
    _math("a rate", "100 * errors / calls", {"errors": "2", "calls": "10"}, ALARM),
    _math("a rate within", "100 * errors / calls", {"errors": "1", "calls": "20"}, OK, before=ALARM),
    _math("nothing by nothing is no data", "errors / calls", {"errors": "0", "calls": "0"}, INSUFFICIENT),
    _math("only with enough calls", "IF(calls > 5, errors, 0)", {"errors": "50", "calls": "3"}, OK, before=ALARM),
    _math("with enough calls", "IF(calls > 5, errors, 0)", {"errors": "50", "calls": "6"}, ALARM),
    _math("both conditions", "IF(calls > 5 AND errors > 20, 11, 0)", {"errors": "50", "calls": "6"}, ALARM),
    _math("all metrics", "SUM(METRICS())", {"a": "6", "b": "6"}, ALARM),
    _math("the greatest of a list", "MAX([a, b])", {"a": "6", "b": "11"}, ALARM),
    _math("in each of two periods", "a + b", {"a": "6 6", "b": "0 6"}, OK, evaluation_periods=2, before=ALARM),
    _math("negative", "-a + 20", {"a": "9"}, ALARM),
]
CASES = [
    *(*TABLE_1, *TABLE_2, *PREMATURE, *COMPARISONS, *STATISTICS, *PERIODS, *DYNAMODB, *DIMENSIONS, *LOW_SAMPLES, *MATH)
]
