"""DORA's four metrics, and what stages take, of the last 30 days into CloudWatch.

Of the four they are the figures that `delivery metrics --since 30d` prints. They are worked out anew each time an
execution ended, and once a day, from CodePipeline's own record: an event that never came, or came twice, makes no
figure wrong.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import boto3

from delivery.metrics.dora import DoraMetrics, measure
from delivery.metrics.pipeline_history import read_history
from delivery.metrics.stage_durations import ended_executions, stage_seconds
from pipeline.observations.metrics_log import embedded, write

SPAN = timedelta(days=30)


def main(environment: Mapping[str, str]) -> int:
    """Reads ``PIPELINE``, ``STAGES`` (``environment=Stage``, comma-separated) and ``LOG_GROUP``; returns the exit code.

    Raises:
        ClientError, BotoCoreError: the pipeline cannot be read, or the metrics not written; the build fails.
    """
    history = read_history(boto3.client("codepipeline"), environment["PIPELINE"])
    now = datetime.now(UTC)
    lines = []
    for entry in environment["STAGES"].split(","):
        name, _, stage = entry.partition("=")
        values = as_metrics(measure(history, stage=stage, since=now - SPAN, until=now))
        print(name, values)
        lines.append(embedded(values, dimensions={"Environment": name}, about={"days": SPAN.days}, now=time.time()))
    for stage, seconds in stage_seconds(history, since=now - SPAN).items():
        of_stage = {"StageDuration": (seconds, "Seconds")}
        lines.append(embedded(of_stage, dimensions={"Stage": stage}, about={"days": SPAN.days}, now=time.time()))
    ended = {name: (float(count), "Count") for name, count in ended_executions(history, since=now - SPAN).items()}
    lines.append(embedded(ended, dimensions={}, about={"days": SPAN.days}, now=time.time()))
    write(lines, log_group=environment["LOG_GROUP"], stream="dora")
    return 0


def as_metrics(measured: DoraMetrics) -> dict[str, tuple[float, str]]:
    """Each metric's value and unit; one that nothing can be said of yet is left out."""
    rate = measured.change_failure_rate
    values = {
        "DeploymentsPerWeek": (measured.deployments_per_week, "Count"),
        "ChangeLeadTime": (measured.lead_time_median, "Seconds"),
        "ChangeFailureRate": (None if rate is None else rate * 100, "Percent"),
        "RecoveryTime": (measured.recovery_time_median, "Seconds"),
        "UnrestoredFailures": (measured.unrestored, "Count"),
    }
    return {name: (value, unit) for name, (value, unit) in values.items() if value is not None}
