"""An alarm on a metric expression can be made by CloudFormation and described.

MiniStack refuses the template. The alarm is recorded with its expression, from which it is evaluated.
"""

from __future__ import annotations

from typing import Any

from ministack.services.cloudformation import provisioners

from localcloud.ministack.touched import Touched

TOUCHES = (Touched("services.cloudformation.provisioners", "_cw_metric_alarm_record", "name,props"),)
_OF_ONE_METRIC = ("MetricName", "Namespace", "Statistic", "ExtendedStatistic", "Period", "Dimensions", "Unit")


def apply() -> None:
    """Build the record of such an alarm from MiniStack's own for one metric."""
    build = provisioners._cw_metric_alarm_record

    def metric_alarm_record(name: str, props: dict[str, Any]) -> dict[str, Any]:
        expressions = props.get("Metrics")
        if not expressions:
            record: dict[str, Any] = build(name, props)
            return record
        single = {**props, "Metrics": None, "MetricName": "expression", "Namespace": "expression"}
        record = build(name, single)
        for member in _OF_ONE_METRIC:
            record.pop(member)
        return {**record, "Metrics": [_query(query) for query in expressions]}

    provisioners._cw_metric_alarm_record = metric_alarm_record


def _query(query: dict[str, Any]) -> dict[str, Any]:
    """A metric query with the types that CloudWatch's answer has; CloudFormation may hand over text."""
    converted = dict(query)
    if "ReturnData" in converted:
        converted["ReturnData"] = str(converted["ReturnData"]).lower() == "true"
    if "Period" in converted:
        converted["Period"] = int(converted["Period"])
    if "MetricStat" in converted:
        converted["MetricStat"] = {**converted["MetricStat"], "Period": int(converted["MetricStat"]["Period"])}
    return converted
