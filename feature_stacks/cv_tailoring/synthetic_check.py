"""A check of the endpoint every few minutes, by a synthetic user in a role of its own, so that a failure is seen when
no user is there to see it.
"""

from __future__ import annotations

from aws_cdk import Duration
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_sns as sns
from constructs import Construct

from feature_stacks.constants import (
    CV_TAILORING_FEATURE,
    METRICS_NAMESPACE,
    SYNTHETIC_CHECK_MINUTES,
    SYNTHETIC_FAILURES_METRIC,
    SYNTHETIC_OUTAGE_PERIODS,
)
from feature_stacks.cv_tailoring.announced_alarm import announced_alarm
from feature_stacks.cv_tailoring.release import CheckFunctions
from feature_stacks.cv_tailoring.synthetic_access import calls_to
from feature_stacks.naming import physical_name


class SyntheticCheck(Construct):
    """The function, its schedule, and two alarms: a check failed; no check has passed for a while, whether they fail or
    do not run at all.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        environment_name: str,
        api_gateway: apigateway.RestApi,
        url: str,
        checks: CheckFunctions,
        latency_limit_ms: int,
        alarm_topic: sns.ITopic,
    ) -> None:
        super().__init__(scope, construct_id)
        function = checks.add(
            "synthetic",
            handler="synthetic_check.run",
            description="Every few minutes: asks the endpoint as a user does",
            variables={
                "CV_TAILORING_URL": url,
                "LATENCY_LIMIT_MS": str(latency_limit_ms),
                "METRICS_NAMESPACE": METRICS_NAMESPACE,
                "ENVIRONMENT": environment_name,
            },
            statements=[calls_to(api_gateway)],
        )
        rule = events.Rule(
            self,
            "Schedule",
            rule_name=physical_name(f"{CV_TAILORING_FEATURE}-synthetic", "rule", environment_name),
            description="The synthetic check of CV tailoring",
            schedule=events.Schedule.rate(Duration.minutes(SYNTHETIC_CHECK_MINUTES)),
            # Made again in a few minutes anyway.
            targets=[targets.LambdaFunction(function, retry_attempts=0)],
        )
        rule.node.add_dependency(api_gateway.deployment_stage)  # there is nothing to ask before
        period = Duration.minutes(SYNTHETIC_CHECK_MINUTES)
        failures = cloudwatch.Metric(
            namespace=METRICS_NAMESPACE,
            metric_name=SYNTHETIC_FAILURES_METRIC,
            dimensions_map={"Environment": environment_name},
            period=period,
            statistic="Sum",
        )
        announced_alarm(
            self,
            "synthetic-failures",
            environment_name=environment_name,
            topic=alarm_topic,
            description="A synthetic user did not get what a user must get",
            metric=failures,
            threshold=0,
            periods=1,
        )
        announced_alarm(
            self,
            "synthetic-outage",
            environment_name=environment_name,
            topic=alarm_topic,
            description="No synthetic check has passed for a while: they fail, or do not run",
            metric=failures,
            threshold=0,
            periods=SYNTHETIC_OUTAGE_PERIODS,
            missing_is_trouble=True,
        )
