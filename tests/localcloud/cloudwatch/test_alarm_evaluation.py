"""Each case of AWS's documentation, judged from stored points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ministack.core.responses import request_scope
from ministack.services import cloudwatch

from localcloud.aws.limits import conditions
from localcloud.aws.limits.conditions import Conditions
from localcloud.services.cloudwatch.evaluation import Evaluation, evaluate
from tests.localcloud.cloud_process import DEV, REGION
from tests.localcloud.cloudwatch.alarm_cases import CASES, AlarmCase

_END = 1_750_000_020.0
_MINUTE = 60


@pytest.fixture(autouse=True)
def _scope(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(conditions, "_active", Conditions(time_scale=1))
    with request_scope(DEV, REGION):
        yield
        cloudwatch.reset()


def _store(case: AlarmCase, *, second: float = _MINUTE) -> None:
    for name, points in case.series.items():
        for age, period in enumerate(reversed(points.split())):
            for value in period.split(",") if period != "-" else ():
                number = 20.0 if value == "X" else float(value)
                point = {"Timestamp": _END - second * (age + 0.5), "Value": number, "Unit": "Count", "Dimensions": {}}
                cloudwatch._metric_bucket((case.namespace, name, "")).append(point)


def _alarm(case: AlarmCase) -> dict[str, Any]:
    alarm: dict[str, Any] = {
        "AlarmName": "alarm",
        "EvaluationPeriods": case.evaluation_periods,
        "Threshold": case.threshold,
        "ComparisonOperator": case.operator,
    }
    if case.datapoints_to_alarm is not None:
        alarm["DatapointsToAlarm"] = case.datapoints_to_alarm
    if case.treatment is not None:
        alarm["TreatMissingData"] = case.treatment
    if case.metrics:
        return {**alarm, "Metrics": list(case.metrics), **case.more}
    member = "ExtendedStatistic" if case.statistic.startswith("p") else "Statistic"
    metric = {"Namespace": case.namespace, "MetricName": "m", "Period": _MINUTE, member: case.statistic}
    return {**alarm, **metric, **case.more}


def _evaluated(case: AlarmCase) -> Evaluation:
    _store(case)
    return evaluate(_alarm(case), end=_END)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_alarm_is_in_the_state_that_the_documentation_says(case: AlarmCase) -> None:
    assert (_evaluated(case).state or case.before) == case.state


def test_an_alarm_without_data_needs_no_further_evaluation_though_its_expression_fills_it() -> None:
    filled = next(case for case in CASES if case.name.startswith("FILL(a, 0) + FILL(b, 0): filled"))
    assert _evaluated(filled).has_data
    assert not evaluate(_alarm(filled), end=_END + 10 * _MINUTE).has_data


def test_there_is_a_case_for_each_row_of_both_tables() -> None:
    assert len(CASES) >= 80
