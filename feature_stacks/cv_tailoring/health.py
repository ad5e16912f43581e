"""One alarm that says whether the environment is well, and the role in which the pipeline reads it from its own
account.

CodePipeline's rule takes one metric alarm by name, and a condition at most five rules, so what a release watches is one
alarm an environment (docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference-CloudWatchAlarm.html). An alarm
of alarms would say the same, but DescribeAlarms leaves those out unless it is asked for them.
"""

from __future__ import annotations

from aws_cdk import Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from constructs import Construct

from feature_stacks.constants import (
    API_STAGE,
    CV_TAILORING_FEATURE,
    CV_TAILORING_LAMBDA_ALIAS,
    HEALTH_ALARM_PERIODS,
    LATENCY_ALARM_STATISTIC,
    METRICS_NAMESPACE,
    SYNTHETIC_FAILURES_METRIC,
)
from feature_stacks.cv_tailoring.announced_alarm import PERIOD, announced_alarm
from feature_stacks.environment_choices import ReleaseThresholds
from feature_stacks.naming import physical_name, pipeline_role_pattern, watcher_role_name


class Health(Construct):
    """Fires where callers saw failures, throttling or slowness beyond what a release may bring, in any minute of the
    last `HEALTH_ALARM_PERIODS`: whoever looks only now and then sees that too.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        environment_name: str,
        tools_account: str,
        thresholds: ReleaseThresholds,
        alarm_topic: sns.ITopic,
    ) -> None:
        super().__init__(scope, construct_id)
        function_name = physical_name(CV_TAILORING_FEATURE, "lambda", environment_name)
        live = {"FunctionName": function_name, "Resource": f"{function_name}:{CV_TAILORING_LAMBDA_ALIAS}"}
        api = {"ApiName": physical_name(CV_TAILORING_FEATURE, "api", environment_name), "Stage": API_STAGE}
        measured = {
            "errors": ("AWS/Lambda", "Errors", live, "Sum", thresholds.errors),
            "throttles": ("AWS/Lambda", "Throttles", live, "Sum", thresholds.throttles),
            "duration": ("AWS/Lambda", "Duration", live, LATENCY_ALARM_STATISTIC, thresholds.latency_ms),
            "server_errors": ("AWS/ApiGateway", "5XXError", api, "Sum", thresholds.server_errors),
            "synthetic": (METRICS_NAMESPACE, SYNTHETIC_FAILURES_METRIC, {"Environment": environment_name}, "Sum", 0),
        }
        announced_alarm(
            self,
            "health",
            environment_name=environment_name,
            topic=alarm_topic,
            description="Callers saw failures, throttling or slowness: no release begins after this environment's or "
            "counts as done",
            metric=cloudwatch.MathExpression(
                # A metric has a value only where there was something to measure, hence FILL.
                expression=" + ".join(f"IF(FILL({name}, 0) > {limit}, 1, 0)" for name, (*_, limit) in measured.items()),
                using_metrics={
                    name: cloudwatch.Metric(
                        namespace=namespace,
                        metric_name=metric_name,
                        dimensions_map=dimensions,
                        period=PERIOD,
                        statistic=statistic,
                    )
                    for name, (namespace, metric_name, dimensions, statistic, _) in measured.items()
                },
                period=PERIOD,
                label="What is not as it must be",
            ),
            threshold=0,
            periods=HEALTH_ALARM_PERIODS,
            periods_to_alarm=1,
        )
        role = iam.Role(
            self,
            "Watcher",
            role_name=watcher_role_name(environment_name),
            description="The pipeline's conditions: reads this environment's alarms",
            # By its name's beginning: CodePipeline assumes the role as the pipeline, whose role the CDK names.
            assumed_by=iam.AccountPrincipal(tools_account).with_conditions(
                {
                    "ArnLike": {
                        "aws:PrincipalArn": f"arn:{Stack.of(self).partition}:iam::{tools_account}:role/"
                        f"{pipeline_role_pattern()}"
                    }
                }
            ),
        )
        iam.ManagedPolicy(
            self,
            "Policy",
            managed_policy_name=physical_name(f"{CV_TAILORING_FEATURE}-watcher", "policy", environment_name),
            roles=[role],
            statements=[
                # A list: CloudWatch asks for it on every alarm, whichever of them was asked about.
                iam.PolicyStatement(actions=["cloudwatch:DescribeAlarms"], resources=["*"])
            ],
        )
