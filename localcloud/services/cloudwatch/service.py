"""CloudWatch as a part of the local cloud: what MiniStack stores and answers stays, what it evaluates is replaced."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import partial
from itertools import groupby
from typing import Any

from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import cloudwatch
from ministack.services.cloudformation import provisioners

from localcloud.aws.event_loop import soon_on_event_loop
from localcloud.aws.runtime import Runtime
from localcloud.services.cloudwatch.alarm_clock import AlarmClock, AlarmKey
from localcloud.services.cloudwatch.evaluation import evaluate
from localcloud.services.cloudwatch.metric_data import answer_expressions
from localcloud.services.cloudwatch.metric_math import ExpressionError
from localcloud.services.cloudwatch.new_points import MetricName, NewPoints
from localcloud.services.cloudwatch.periods import Period
from localcloud.services.cloudwatch.stored_points import keep_few
from localcloud.services.cloudwatch.stored_series import store_points
from localcloud.services.cloudwatch.transitions import dispatch, move

# Members of PutMetricAlarm that MiniStack drops, and those that it fills in where the caller left them out.
_DROPPED = ("Metrics", "EvaluateLowSampleCountPercentile")
_OF_ONE_METRIC = ("MetricName", "Namespace", "Statistic", "ExtendedStatistic", "Period", "Dimensions", "Unit")
_log = logging.getLogger(__name__)
_clocks: list[AlarmClock] = []


def install(runtime: Runtime) -> None:
    """Evaluate alarms by AWS's rules, at the end of their periods."""
    store_points(runtime.state_dir)
    clock = AlarmClock(next_end=_next_end, evaluate=_evaluate)
    _clocks[:] = [clock]
    cloudwatch._evaluate_alarm = lambda alarm: clock.wake(_key(alarm["AlarmName"]))
    cloudwatch._evaluate_all_alarms = lambda: None  # each stored point wakes those that watch it
    cloudwatch._dispatch_alarm_actions = dispatch
    _keep_all_members()
    _notice_points(clock)
    _return_after_set_state(clock)
    answer_expressions()


def resume(runtime: Runtime) -> None:
    """Evaluate every alarm once: data may have come, or run out, while no server ran."""
    del runtime
    soon_on_event_loop(_wake_all)


def stop(runtime: Runtime) -> None:
    """Evaluate nothing any more."""
    del runtime
    for clock in _clocks:
        clock.stop()


def _wake_all() -> None:
    for account, region, name in list(cloudwatch._alarms._data):
        for clock in _clocks:
            clock.wake(AlarmKey(account, region, name))


def _key(name: str) -> AlarmKey:
    return AlarmKey(get_account_id(), get_region(), name)


def _next_end(key: AlarmKey, moment: float) -> float | None:
    with request_scope(key.account, key.region):
        alarm = cloudwatch._alarms.get(key.name)
    return Period.of(alarm).next_end(moment) if alarm else None


def _evaluate(key: AlarmKey, end: float) -> bool:
    with request_scope(key.account, key.region):
        alarm = cloudwatch._alarms.get(key.name)
        if alarm is None:
            return False
        try:
            evaluation = evaluate(alarm, end=end)
        except ExpressionError as error:
            _log.warning("the alarm %s cannot be evaluated: %s", key.name, error)
            alarm["EvaluationState"] = "EVALUATION_ERROR"
            return False
        move(alarm, evaluation)
        return evaluation.has_data


def _keep_all_members() -> None:
    """An alarm by the API keeps its expression, and is not said to treat missing data as its caller did not say."""
    put, record = cloudwatch._put_metric_alarm, provisioners._cw_metric_alarm_record

    def put_metric_alarm(params: Any, data: dict[str, Any], *protocol: bool) -> Any:
        answer = put(params, data, *protocol)
        alarm = cloudwatch._alarms.get(data.get("AlarmName", ""))
        if answer[0] < 400 and alarm is not None:
            _complete(alarm, data)
        return answer

    def metric_alarm_record(name: str, properties: dict[str, Any]) -> dict[str, Any]:
        alarm: dict[str, Any] = record(name, properties)
        _complete(alarm, {**properties, "Metrics": alarm.get("Metrics")})
        return alarm

    cloudwatch._put_metric_alarm = put_metric_alarm
    provisioners._cw_metric_alarm_record = metric_alarm_record


def _complete(alarm: dict[str, Any], asked: dict[str, Any]) -> None:
    alarm.update({name: asked[name] for name in _DROPPED if asked.get(name)})
    if not asked.get("TreatMissingData"):
        alarm.pop("TreatMissingData", None)
    if asked.get("Metrics"):
        for name in _OF_ONE_METRIC:
            alarm.pop(name, None)


def _notice_points(clock: AlarmClock) -> None:
    """Whoever stores a point of a metric wakes the alarms that watch it, and keeps the store small."""
    store, record = cloudwatch._store_datum, cloudwatch.record_metric

    new_points = NewPoints(partial(_wake_watching, clock))

    def noticed(namespace: str, name: str, dimensions: dict[str, str]) -> None:
        keep_few(namespace, name, dimensions)
        new_points.note(MetricName(get_account_id(), get_region(), namespace, name))

    def store_datum(namespace: str, name: str, dims: dict[str, str], *values: Any) -> None:
        store(namespace, name, dims, *values)
        noticed(namespace, name, dims)

    def record_metric(
        namespace: str, metric_name: str, value: float, unit: str = "None", dimensions: dict[str, str] | None = None
    ) -> None:
        record(namespace, metric_name, value, unit, dimensions)
        noticed(namespace, metric_name, dimensions or {})

    cloudwatch._store_datum = store_datum
    cloudwatch.record_metric = record_metric


def _wake_watching(clock: AlarmClock, came: Mapping[MetricName, float]) -> None:
    for (account, region), found in groupby(sorted(came), key=lambda metric: (metric.account, metric.region)):
        metrics = list(found)
        with request_scope(account, region):
            for alarm in list(cloudwatch._alarms.values()):
                moments = [came[metric] for metric in metrics if _watches(alarm, metric.namespace, metric.name)]
                if moments:
                    clock.wake(_key(alarm["AlarmName"]), min(moments))


def _watches(alarm: dict[str, Any], namespace: str, name: str) -> bool:
    if not alarm.get("Metrics"):
        return bool(alarm.get("Namespace") == namespace and alarm.get("MetricName") == name)
    metrics = (query["MetricStat"]["Metric"] for query in alarm["Metrics"] if "MetricStat" in query)
    return any(metric["Namespace"] == namespace and metric["MetricName"] == name for metric in metrics)


def _return_after_set_state(clock: AlarmClock) -> None:
    """A state that was set lasts until the alarm is evaluated again, as on AWS; here for a whole period at least, so
    that whoever looks every few seconds sees it.
    """
    set_state: Callable[..., Any] = cloudwatch._set_alarm_state

    def set_alarm_state(params: Any, data: dict[str, Any], *protocol: bool) -> Any:
        answer = set_state(params, data, *protocol)
        name = data.get("AlarmName") or cloudwatch._p(params, "AlarmName")
        if answer[0] < 400 and name in cloudwatch._alarms:
            clock.postpone(_key(name))
        return answer

    cloudwatch._set_alarm_state = set_alarm_state
