"""Metrics as a line of a log: CloudWatch Logs makes them of it, and the line keeps what they are about.

So whoever measures needs to write one log and nothing of CloudWatch, whose PutMetricData knows no resource
(docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import boto3

# The product's own where it is written into a build spec (pipeline/steps/program.py), which can import no other name.
NAMESPACE = "CareerVP/Delivery"


def embedded(
    values: Mapping[str, tuple[float, str]], *, dimensions: Mapping[str, str], about: Mapping[str, Any], now: float
) -> str:
    """One line.

    Args:
        values: each metric's value and unit, such as ``Count``.
        about: what a person wants to know of them; no metric.
        now: epoch seconds.
    """
    metrics = [{"Name": name, "Unit": unit} for name, (_, unit) in values.items()]
    described = {"Namespace": NAMESPACE, "Dimensions": [list(dimensions)], "Metrics": metrics}
    marked = {"_aws": {"Timestamp": int(now * 1000), "CloudWatchMetrics": [described]}}
    return json.dumps({**about, **dimensions, **{name: value for name, (value, _) in values.items()}, **marked})


def write(lines: Sequence[str], *, log_group: str, stream: str) -> None:
    """Put lines into a stream of their own.

    Raises:
        ClientError, BotoCoreError: the log did not take them, and there are no metrics.
    """
    logs = boto3.client("logs")
    name = f"{stream}/{uuid.uuid4().hex}"
    logs.create_log_stream(logGroupName=log_group, logStreamName=name)
    moment = int(time.time() * 1000)
    events = [{"timestamp": moment, "message": line} for line in lines]
    refused = logs.put_log_events(logGroupName=log_group, logStreamName=name, logEvents=events)
    if refused.get("rejectedLogEventsInfo"):
        raise RuntimeError(f"CloudWatch Logs rejected lines: {refused['rejectedLogEventsInfo']}")
