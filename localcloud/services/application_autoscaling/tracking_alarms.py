"""The CloudWatch alarms that a target tracking policy of a table keeps, as AWS makes them beside the policy.

Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.CLI.html (their names, thresholds and
periods). Their action is the policy itself; nothing is scaled here, so an alarm that goes on changes no capacity.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from ministack.services import cloudwatch, dynamodb

_PERIOD = 60
_LOW = 0.8
"""The lower alarm's share of the target value."""
_DIMENSIONS = {
    "dynamodb:table:ReadCapacityUnits": "ReadCapacityUnits",
    "dynamodb:table:WriteCapacityUnits": "WriteCapacityUnits",
}

Alarm = dict[str, str]
"""An alarm as the API names it: ``AlarmName`` and ``AlarmARN``."""


def put_alarms(policy: Mapping[str, Any]) -> list[Alarm]:
    """Make a policy's alarms, or bring those that it has up to its configuration; none for what is no table's."""
    configuration = policy.get("TargetTrackingScalingPolicyConfiguration")
    unit = _DIMENSIONS.get(policy["ScalableDimension"])
    table = dynamodb._tables.get(policy["ResourceId"].removeprefix("table/"))
    if not configuration or unit is None or table is None:
        remove_alarms(policy)
        return []
    known = {_purpose(alarm["AlarmName"]): alarm["AlarmName"] for alarm in policy.get("Alarms", [])}
    provisioned = float(table.get("ProvisionedThroughput", {}).get(unit, 0))
    made = []
    for purpose, definition in _definitions(unit, provisioned, float(configuration["TargetValue"]) / 100):
        name = known.get(purpose) or f"TargetTracking-{policy['ResourceId']}-{purpose}-{uuid.uuid4()}"
        request = {
            **definition,
            "AlarmName": name,
            "AlarmDescription": f"DO NOT EDIT OR DELETE. For TargetTrackingScaling policy {policy['PolicyARN']}.",
            "AlarmActions": [policy["PolicyARN"]],
            "Namespace": "AWS/DynamoDB",
            "Dimensions": [{"Name": "TableName", "Value": policy["ResourceId"].removeprefix("table/")}],
            "Period": _PERIOD,
        }
        cloudwatch._put_metric_alarm({}, request, False, True)
        made.append({"AlarmName": name, "AlarmARN": cloudwatch._alarms[name]["AlarmArn"]})
    return made


def remove_alarms(policy: Mapping[str, Any]) -> None:
    """Remove the alarms of a policy that is no more."""
    for alarm in policy.get("Alarms", []):
        cloudwatch._alarms.pop(alarm["AlarmName"], None)


def _definitions(unit: str, provisioned: float, target: float) -> Iterator[tuple[str, dict[str, Any]]]:
    """By its part of the name, what each alarm watches; consumption counts over a period, capacity is a second's."""
    consumed = {"MetricName": f"Consumed{unit}", "Statistic": "Sum"}
    capacity = {"MetricName": f"Provisioned{unit}", "Statistic": "Average", "EvaluationPeriods": 3}
    high = provisioned * target * _PERIOD
    above, below = ({"ComparisonOperator": f"{word}ThanThreshold"} for word in ("Greater", "Less"))
    yield "AlarmHigh", {**consumed, **above, "EvaluationPeriods": 2, "Threshold": high}
    yield "AlarmLow", {**consumed, **below, "EvaluationPeriods": 15, "Threshold": high * _LOW}
    yield "ProvisionedCapacityHigh", {**capacity, **above, "Threshold": provisioned}
    yield "ProvisionedCapacityLow", {**capacity, **below, "Threshold": provisioned}


def _purpose(name: str) -> str:
    """The part of an alarm's name before its UUID of five groups."""
    return name.rsplit("-", 6)[1]
