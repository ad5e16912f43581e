"""One page a person looks at when the service is in question: what callers get, what it costs, and every alarm."""

from __future__ import annotations

from collections.abc import Mapping

from aws_cdk import Duration, Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from feature_stacks.constants import (
    API_STAGE,
    CV_TAILORING_FEATURE,
    CV_TAILORING_TABLE_INDEX,
    CV_TAILORING_TABLE_NAME,
    METRICS_NAMESPACE,
    SERVICE_NAME,
)
from feature_stacks.naming import physical_name

_PERIOD = Duration.minutes(5)
_WIDTH = 8
"""Three widgets a row of 24 columns."""


class CvTailoringDashboard(Construct):
    """Made last of a stack: it shows every alarm that the stack has by then, whoever made it."""

    def __init__(self, scope: Construct, construct_id: str, *, environment_name: str) -> None:
        super().__init__(scope, construct_id)
        alarms = [one for one in Stack.of(self).node.find_all() if isinstance(one, cloudwatch.Alarm)]
        function = {"FunctionName": physical_name(CV_TAILORING_FEATURE, "lambda", environment_name)}
        api = {"ApiName": physical_name(CV_TAILORING_FEATURE, "api", environment_name), "Stage": API_STAGE}
        service = {"service": SERVICE_NAME}
        table = {"TableName": physical_name(CV_TAILORING_TABLE_NAME, "table", environment_name)}
        index = {**table, "GlobalSecondaryIndexName": CV_TAILORING_TABLE_INDEX}
        cloudwatch.Dashboard(
            self,
            "Dashboard",
            dashboard_name=physical_name(CV_TAILORING_FEATURE, "dashboard", environment_name),
            widgets=[
                [cloudwatch.AlarmStatusWidget(title="Alarms", alarms=alarms, width=24, height=4)],
                [
                    _graph(
                        "Requests and errors", _metrics("AWS/ApiGateway", api, "Sum", "Count", "4XXError", "5XXError")
                    ),
                    _graph(
                        "Latency of the API, ms",
                        [
                            *_metrics("AWS/ApiGateway", api, "p50", "Latency"),
                            *_metrics("AWS/ApiGateway", api, "p95", "Latency"),
                        ],
                    ),
                    _graph("Function", _metrics("AWS/Lambda", function, "Sum", "Invocations", "Errors", "Throttles")),
                ],
                [
                    _graph(
                        "Latency of the function, ms",
                        [
                            *_metrics("AWS/Lambda", function, "p50", "Duration"),
                            *_metrics("AWS/Lambda", function, "p95", "Duration"),
                        ],
                    ),
                    _graph(
                        "Table: capacity that is used",
                        [
                            *_metrics("AWS/DynamoDB", table, "Sum", "ConsumedReadCapacityUnits"),
                            *_metrics("AWS/DynamoDB", table, "Sum", "ConsumedWriteCapacityUnits"),
                            *_metrics("AWS/DynamoDB", index, "Sum", "ConsumedReadCapacityUnits"),
                        ],
                    ),
                    _graph(
                        "Table: requests that were refused",
                        [
                            *_metrics("AWS/DynamoDB", table, "Sum", "ReadThrottleEvents", "WriteThrottleEvents"),
                            *_metrics("AWS/DynamoDB", index, "Sum", "ReadThrottleEvents", "WriteThrottleEvents"),
                        ],
                    ),
                ],
                [
                    _graph(
                        "Language model: requests, failures, answers without it",
                        _metrics(METRICS_NAMESPACE, service, "Sum", "ModelAttempts", "ModelFailures", "Degraded"),
                    ),
                    _graph("Language model: USD", _metrics(METRICS_NAMESPACE, service, "Sum", "ModelCostUsd")),
                    _graph(
                        "Language model: ms",
                        [
                            *_metrics(METRICS_NAMESPACE, service, "p50", "ModelDuration"),
                            *_metrics(METRICS_NAMESPACE, service, "p95", "ModelDuration"),
                        ],
                    ),
                ],
            ],
        )


def _metrics(namespace: str, dimensions: Mapping[str, str], statistic: str, *names: str) -> list[cloudwatch.IMetric]:
    return [
        cloudwatch.Metric(
            namespace=namespace,
            metric_name=name,
            dimensions_map=dict(dimensions),
            statistic=statistic,
            period=_PERIOD,
            label=f"{name} {statistic}" if statistic != "Sum" else None,
        )
        for name in names
    ]


def _graph(title: str, metrics: list[cloudwatch.IMetric]) -> cloudwatch.GraphWidget:
    return cloudwatch.GraphWidget(title=title, left=metrics, width=_WIDTH)
