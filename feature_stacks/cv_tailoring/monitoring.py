"""Alarms on what a user would notice: failures, slowness, and throttling of the function or its table."""

from __future__ import annotations

from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sns as sns
from constructs import Construct

from feature_stacks.constants import (
    CV_TAILORING_TABLE_INDEX,
    ERROR_ALARM_PERIODS,
    LATENCY_ALARM_PERIODS,
    LATENCY_ALARM_STATISTIC,
)
from feature_stacks.cv_tailoring.announced_alarm import PERIOD, announced_alarm
from feature_stacks.environment_choices import AlarmThresholds


class CvTailoringMonitoring(Construct):
    """Five alarms, each of which announces that it fired and that it is over. No data is no trouble: nobody called."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        environment_name: str,
        stage: apigateway.Stage,
        function: lambda_.IFunction,
        artifacts_table: dynamodb.ITable,
        thresholds: AlarmThresholds,
        alarm_topic: sns.ITopic,
    ) -> None:
        super().__init__(scope, construct_id)
        self._environment_name = environment_name
        self._topic = alarm_topic
        self._alarm(
            "errors",
            description="The function failed more often than it may in a minute",
            metric=function.metric_errors(period=PERIOD, statistic="Sum"),
            threshold=thresholds.errors,
            periods=ERROR_ALARM_PERIODS,
        )
        # The function turns its failures into answers, which Lambda does not count as errors; API Gateway counts them,
        # and its own (time-outs, answers that it cannot use) with them.
        self._alarm(
            "server-errors",
            description="Callers got more 5xx answers than they may in a minute",
            metric=stage.metric_server_error(period=PERIOD, statistic="Sum"),
            threshold=thresholds.server_errors,
            periods=ERROR_ALARM_PERIODS,
        )
        self._alarm(
            "duration",
            description="One request in twenty takes longer than it may",
            metric=function.metric_duration(period=PERIOD, statistic=LATENCY_ALARM_STATISTIC),
            threshold=thresholds.latency_ms,
            periods=LATENCY_ALARM_PERIODS,
        )
        self._alarm(
            "function-throttles",
            description="Lambda refused to run the function: its concurrency is used up",
            metric=function.metric_throttles(period=PERIOD, statistic="Sum"),
            threshold=thresholds.throttles,
            periods=ERROR_ALARM_PERIODS,
        )
        self._alarm(
            "table-throttles",
            description="DynamoDB refused reads or writes of the artifacts table or its index",
            metric=_throttle_events(artifacts_table),
            threshold=thresholds.throttles,
            periods=ERROR_ALARM_PERIODS,
        )

    def _alarm(
        self, subject: str, *, description: str, metric: cloudwatch.IMetric, threshold: int, periods: int
    ) -> None:
        announced_alarm(
            self,
            subject,
            environment_name=self._environment_name,
            topic=self._topic,
            description=description,
            metric=metric,
            threshold=threshold,
            periods=periods,
        )


def _throttle_events(table: dynamodb.ITable) -> cloudwatch.MathExpression:
    """Reads and writes, of the table and of its index: a throttled index throttles the table's writes too."""
    metrics: dict[str, cloudwatch.IMetric] = {}
    for where, dimensions in {
        "table": {"TableName": table.table_name},
        "index": {"TableName": table.table_name, "GlobalSecondaryIndexName": CV_TAILORING_TABLE_INDEX},
    }.items():
        for what in ("Read", "Write"):
            metrics[f"{where}_{what.lower()}"] = cloudwatch.Metric(
                namespace="AWS/DynamoDB",
                metric_name=f"{what}ThrottleEvents",
                dimensions_map=dimensions,
                period=PERIOD,
                statistic="Sum",
            )
    # DynamoDB reports a metric only when there is something to report, hence FILL.
    expression = " + ".join(f"FILL({name}, 0)" for name in metrics)
    return cloudwatch.MathExpression(
        expression=expression, using_metrics=metrics, period=PERIOD, label="Throttled reads and writes"
    )
