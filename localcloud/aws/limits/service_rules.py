"""Rules for requests that no service model states, from the services' API references: each with its error.

A rule gets the request's members, or a resource's properties, which are called the same.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

Values = Mapping[str, Any]
Problem = tuple[str, str]
"""An error's code and its message."""
Rule = Callable[[Values], Iterator[Problem]]

MOST_SECONDS: Final = 900
MOST_MEGABYTES: Final = 10_240
_SHORT_PERIODS: Final = (10, 20, 30)
_LONGEST_ALARM: Final = 604_800
_PROTOCOLS: Final = frozenset(
    {"http", "https", "email", "email-json", "sms", "sqs", "application", "lambda", "firehose"}
)
_TOPIC: Final = re.compile(r"[A-Za-z0-9_-]{1,256}|[A-Za-z0-9_-]{1,251}\.fifo")
_QUEUE: Final = re.compile(r"[A-Za-z0-9_-]{1,80}|[A-Za-z0-9_-]{1,75}\.fifo")
_SECRET: Final = re.compile(r"[A-Za-z0-9/_+=.@-]+")
_RATE: Final = re.compile(r"rate\((?:1 (?:minute|hour|day)|(?!0*1 )[0-9]*[1-9][0-9]* (?:minutes|hours|days))\)")


def _function(values: Values) -> Iterator[Problem]:
    """docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""
    if values.get("CapacityProviderConfig"):
        return  # on instances of one's own other limits hold, which the model has
    for name, most in (("Timeout", MOST_SECONDS), ("MemorySize", MOST_MEGABYTES)):
        given = _number(values.get(name))
        if given is not None and given > most:
            constraint = f"Member must have value less than or equal to {most}"
            yield "InvalidParameterValueException", f"'{name}' value failed to satisfy constraint: {constraint}"


def _alarm(values: Values) -> Iterator[Problem]:
    """docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html"""
    period, periods = _number(values.get("Period")), _number(values.get("EvaluationPeriods"))
    if period is not None and period not in _SHORT_PERIODS and (period < 60 or period % 60):
        yield "ValidationError", "Period must be 10, 20, 30 or a multiple of 60"
    elif period is not None and periods is not None and period * periods > _LONGEST_ALARM:
        yield "ValidationError", "Metrics cannot be checked across more than 7 days (EvaluationPeriods * Period)"
    datapoints = _number(values.get("DatapointsToAlarm"))
    if datapoints is not None and periods is not None and datapoints > periods:
        yield "ValidationError", "DatapointsToAlarm must be less than or equal to EvaluationPeriods"


def _metric_data(values: Values) -> Iterator[Problem]:
    """docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html"""
    if str(values.get("Namespace", "")).startswith("AWS/"):
        yield "InvalidParameterValue", "The value AWS/ for parameter Namespace is invalid."


def _topic(values: Values) -> Iterator[Problem]:
    """docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html"""
    if "Name" in values and not _TOPIC.fullmatch(str(values["Name"])):
        yield "InvalidParameter", "Invalid parameter: Topic Name"


def _subscription(values: Values) -> Iterator[Problem]:
    """docs.aws.amazon.com/sns/latest/api/API_Subscribe.html"""
    protocol = values.get("Protocol")
    if protocol is not None and protocol not in _PROTOCOLS:
        yield "InvalidParameter", f"Invalid parameter: Does not support this protocol string: {protocol}"


def _queue(values: Values) -> Iterator[Problem]:
    """docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html"""
    if "QueueName" in values and not _QUEUE.fullmatch(str(values["QueueName"])):
        words = "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
        yield "InvalidParameterValue", words


def _schedule(values: Values) -> Iterator[Problem]:
    """docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html"""
    expression = str(values.get("ScheduleExpression") or "")
    if expression.startswith("rate(") and not _RATE.fullmatch(expression):
        yield "ValidationException", "Parameter ScheduleExpression is not valid."


def _secret(values: Values) -> Iterator[Problem]:
    """docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html"""
    if "Name" in values and not _SECRET.fullmatch(str(values["Name"])):
        allowed = "Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!"
        yield "ValidationException", f"Invalid name. {allowed}"


def _network(values: Values) -> Iterator[Problem]:
    """docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"""
    if not (block := values.get("CidrBlock")):
        return
    try:
        length = ipaddress.ip_network(block, strict=False).prefixlen
    except ValueError:
        yield "InvalidParameterValue", f"Value ({block}) for parameter cidrBlock is invalid."
        return
    if not 16 <= length <= 28:
        yield "InvalidVpc.Range", f"The CIDR '{block}' is invalid."


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


RULES: Final[Mapping[tuple[str, str], Rule]] = {
    ("lambda", "CreateFunction"): _function,
    ("lambda", "UpdateFunctionConfiguration"): _function,
    ("cloudwatch", "PutMetricAlarm"): _alarm,
    ("cloudwatch", "PutMetricData"): _metric_data,
    ("sns", "CreateTopic"): _topic,
    ("sns", "Subscribe"): _subscription,
    ("sqs", "CreateQueue"): _queue,
    ("events", "PutRule"): _schedule,
    ("secretsmanager", "CreateSecret"): _secret,
    ("ec2", "CreateVpc"): _network,
    ("ec2", "CreateSubnet"): _network,
}
RESOURCES: Final[Mapping[str, Rule]] = {
    "AWS::Lambda::Function": _function,
    "AWS::CloudWatch::Alarm": _alarm,
    "AWS::Events::Rule": _schedule,
    "AWS::EC2::VPC": _network,
    "AWS::EC2::Subnet": _network,
}
"""Those whose properties CloudFormation's own schema does not hold to them."""
