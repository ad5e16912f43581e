"""Alarms on what the new version does, from its first request on: each takes a release back that is under way."""

from __future__ import annotations

from typing import Final, cast

import jsii
from aws_cdk import CfnElement, IResolveContext, IStringProducer, Lazy, Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sns as sns
from constructs import Construct

from feature_stacks.constants import (
    CV_TAILORING_FEATURE,
    CV_TAILORING_LAMBDA_ALIAS,
    LATENCY_ALARM_STATISTIC,
    METRICS_NAMESPACE,
    SERVER_ERRORS_METRIC,
    SERVICE_NAME,
)
from feature_stacks.cv_tailoring.announced_alarm import PERIOD, announced_alarm
from feature_stacks.environment_choices import ReleaseThresholds
from feature_stacks.naming import physical_name, release_alarm_name

MARK_LENGTH: Final = 8


@jsii.implements(IStringProducer)
class _VersionMark:
    """The end of the version's logical id, which the CDK makes of all that makes it another version."""

    def __init__(self, version: lambda_.IVersion) -> None:
        self._version = version

    def produce(self, context: IResolveContext) -> str:
        del context
        resource = cast(CfnElement, self._version.node.default_child)
        logical_id: str = Stack.of(self._version).resolve(resource.logical_id)
        return logical_id[-MARK_LENGTH:].lower()


class ReleaseAlarms(Construct):
    """Errors, slowness, throttling and 5xx answers of the version that the alias is to point to.

    Each version has alarms of its own, by their names: one that was changed instead would keep its state until it is
    evaluated again, and what a version did that is taken back would stop the deployment that takes it back
    (docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html). They name the alias instead of
    referring to it, because it is made after the deployment group that reads them.

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
        # What the function itself counts of its answers.
        of_answers = {"service": SERVICE_NAME, "version": version.version}
        mark = Lazy.uncached_string(_VersionMark(version))
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
                alarm_name=release_alarm_name(subject, environment_name, mark=mark),
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
                    "The new version gave 5xx answers: a release under way is taken back",
                    METRICS_NAMESPACE,
                    SERVER_ERRORS_METRIC,
                    of_answers,
                    "Sum",
                    thresholds.server_errors,
                ),
            )
        )
