"""Alarms on what the new version does, from its first request on: each takes a release back that is under way."""

from __future__ import annotations

from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sns as sns
from constructs import Construct

from feature_stacks.constants import (
    API_STAGE,
    CV_TAILORING_FEATURE,
    CV_TAILORING_LAMBDA_ALIAS,
    LATENCY_ALARM_STATISTIC,
)
from feature_stacks.cv_tailoring.announced_alarm import PERIOD, announced_alarm
from feature_stacks.environment_choices import ReleaseThresholds
from feature_stacks.naming import physical_name


class ReleaseAlarms(Construct):
    """Errors, slowness and throttling of the version that the alias is to point to, and the API's 5xx answers.

    By names instead of by references to API and alias, which are made after the deployment group that reads the alarms.

    Attributes:
        alarms: all of them.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        environment_name: str,
        version: lambda_.IVersion,
        thresholds: ReleaseThresholds,
        alarm_topic: sns.ITopic,
    ) -> None:
        super().__init__(scope, construct_id)
        function_name = physical_name(CV_TAILORING_FEATURE, "lambda", environment_name)
        # What Lambda measures of one version behind an alias
        # (docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html).
        of_version = {
            "FunctionName": function_name,
            "Resource": f"{function_name}:{CV_TAILORING_LAMBDA_ALIAS}",
            "ExecutedVersion": version.version,
        }
        of_api = {"ApiName": physical_name(CV_TAILORING_FEATURE, "api", environment_name), "Stage": API_STAGE}
        self.alarms = tuple(
            announced_alarm(
                self,
                f"release-{subject}",
                environment_name=environment_name,
                topic=alarm_topic,
                description=description,
                metric=cloudwatch.Metric(
                    namespace=namespace,
                    metric_name=metric_name,
                    dimensions_map=dimensions,
                    period=PERIOD,
                    statistic=statistic,
                ),
                threshold=threshold,
                periods=1,
            )
            for subject, description, namespace, metric_name, dimensions, statistic, threshold in (
                (
                    "errors",
                    "The new version failed: a release under way is taken back",
                    "AWS/Lambda",
                    "Errors",
                    of_version,
                    "Sum",
                    thresholds.errors,
                ),
                (
                    "duration",
                    "The new version is too slow: a release under way is taken back",
                    "AWS/Lambda",
                    "Duration",
                    of_version,
                    LATENCY_ALARM_STATISTIC,
                    thresholds.latency_ms,
                ),
                (
                    "throttles",
                    "Lambda refused to run the new version: a release under way is taken back",
                    "AWS/Lambda",
                    "Throttles",
                    of_version,
                    "Sum",
                    thresholds.throttles,
                ),
                (
                    "server-errors",
                    "Callers got 5xx answers: a release under way is taken back",
                    "AWS/ApiGateway",
                    "5XXError",
                    of_api,
                    "Sum",
                    thresholds.server_errors,
                ),
            )
        )
