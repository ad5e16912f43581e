"""An alarm's own description in the events and messages that it causes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def configuration(alarm: Mapping[str, Any]) -> dict[str, Any]:
    """What an alarm watches, as an event's `configuration` says it."""
    described: dict[str, Any] = {"description": alarm["AlarmDescription"]} if alarm.get("AlarmDescription") else {}
    if "AlarmRule" in alarm:
        return {**described, "alarmRule": alarm["AlarmRule"]}
    return {**described, "metrics": [_described(query) for query in _queries(alarm)]}


def trigger(alarm: Mapping[str, Any]) -> dict[str, Any]:
    """What an alarm watches, as a message's `Trigger` says it."""
    common = {
        "Period": int(alarm.get("Period") or 60),
        "EvaluationPeriods": alarm.get("EvaluationPeriods", 1),
        **({"DatapointsToAlarm": alarm["DatapointsToAlarm"]} if alarm.get("DatapointsToAlarm") else {}),
        "ComparisonOperator": alarm.get("ComparisonOperator", ""),
        "Threshold": alarm.get("Threshold", 0),
        "TreatMissingData": alarm.get("TreatMissingData") or "missing",
        "EvaluateLowSampleCountPercentile": alarm.get("EvaluateLowSampleCountPercentile") or "",
    }
    if "AlarmRule" in alarm:
        return {"AlarmRule": alarm["AlarmRule"]}
    if alarm.get("Metrics"):
        return {**common, "Metrics": list(alarm["Metrics"])}
    dimensions = [{"name": item["Name"], "value": item["Value"]} for item in alarm.get("Dimensions") or ()]
    statistic = alarm.get("ExtendedStatistic")
    return {
        "MetricName": alarm.get("MetricName"),
        "Namespace": alarm.get("Namespace"),
        "StatisticType": "ExtendedStatistic" if statistic else "Statistic",
        "Statistic": None if statistic else str(alarm.get("Statistic") or "Average").upper(),
        **({"ExtendedStatistic": statistic} if statistic else {}),
        "Unit": alarm.get("Unit"),
        "Dimensions": dimensions,
        **common,
    }


def _queries(alarm: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if alarm.get("Metrics"):
        return list(alarm["Metrics"])
    metric = {name: alarm.get(name) for name in ("Namespace", "MetricName", "Dimensions")}
    statistic = alarm.get("ExtendedStatistic") or alarm.get("Statistic") or "Average"
    asked = {"Metric": metric, "Period": alarm.get("Period") or 60, "Stat": statistic}
    return [{"Id": "m1", "MetricStat": asked, "ReturnData": True}]


def _described(query: Mapping[str, Any]) -> dict[str, Any]:
    described: dict[str, Any] = {"id": query["Id"], "returnData": query.get("ReturnData", True)}
    if "MetricStat" not in query:
        return {**described, "expression": query["Expression"], "label": query.get("Label", query["Id"])}
    asked = query["MetricStat"]
    metric = asked["Metric"]
    described["metricStat"] = {
        "metric": {
            "namespace": metric["Namespace"],
            "name": metric["MetricName"],
            "dimensions": {item["Name"]: item["Value"] for item in metric.get("Dimensions") or ()},
        },
        "period": int(asked["Period"]),
        "stat": asked["Stat"],
    }
    return described
