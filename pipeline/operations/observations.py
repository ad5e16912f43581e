"""What is observed of the delivery: its stacks' drift, stacks that nobody deploys any longer, and DORA's metrics."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from aws_cdk import Duration, Fn, Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from constructs import Construct

from feature_stacks.naming import DELIVERY_METRICS, physical_name
from pipeline.operations.announcements import EXECUTION_EVENT
from pipeline.operations.notifications import DeliveryNotifications
from pipeline.operations.observation import Observation
from pipeline.provenance_key import pipeline_arn
from pipeline.replica_stack import REPLICA_STACK
from pipeline.steps.gate_step import HISTORY_ACTIONS
from pipeline.steps.program import modules
from stages.environment import Environment
from stages.waves import waves

STACKS_PROGRAM: Final = modules("pipeline/observations")
DORA_PROGRAM: Final = (
    *modules("delivery/metrics", "deployments", "dora", "pipeline_history", "publication", "stage_durations"),
    *modules("pipeline/observations", "metrics_log"),
)
DAILY: Final = Duration.days(1)
LOOKUP_ROLE: Final = "cdk-{qualifier}-lookup-role-{account}-{region}"
ALARMS: Final = {
    "drifted": (
        "DriftedStacks",
        "A deployed stack is no longer what its template says: somebody changed it by hand. Which resource, and what "
        "to do: docs/operations.md",
    ),
    "orphaned": (
        "OrphanedStacks",
        "A stack still stands that no stage deploys any longer: it costs, and nobody looks after it. Which one, and "
        "what to do: docs/operations.md",
    ),
    "unchecked": (
        "UncheckedStacks",
        "Nobody could tell whether a stack drifted or still stands. Which one and why: docs/operations.md",
    ),
}
"""By subject: the metric that is 0 where all is well, and what the alarm says."""


class DeliveryObservations(Construct):
    """Two programs, each with its occasions, and an alarm on each count of stacks.

    Attributes:
        alarms: all of them.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        pipeline: codepipeline.Pipeline,
        pipeline_name: str,
        environments: Sequence[Environment],
        tools_stacks: Sequence[Stack],
        notifications: DeliveryNotifications,
        log_group: logs.ILogGroup,
        key: kms.IKey,
        region: str,
    ) -> None:
        super().__init__(scope, construct_id)
        stack = Stack.of(self)
        lookup_role = LOOKUP_ROLE.replace("{qualifier}", str(stack.synthesizer.bootstrap_qualifier))
        any_lookup_role = lookup_role.format(account="*", region="*")
        history = iam.PolicyStatement(
            actions=[*HISTORY_ACTIONS, "codepipeline:ListRuleExecutions"], resources=[pipeline_arn(pipeline_name)]
        )
        observation = partial(
            Observation, self, region=region, log_group=log_group, key=key, unsent=notifications.unsent
        )
        stacks = observation(
            "Stacks",
            subject="stacks",
            lambda_size=codebuild.ComputeType.LAMBDA_2GB,
            description="Looks for drift and orphans among the stacks that the pipeline deploys",
            program=STACKS_PROGRAM,
            variables={
                "PIPELINE": pipeline_name,
                "TOOLS_STACKS": ",".join(f"{one.account}/{one.region}/{one.stack_name}" for one in tools_stacks),
                "REPLICA_STACK": f"{stack.account}/{{region}}/{REPLICA_STACK}",
                "LOOKUP_ROLE": f"arn:{stack.partition}:iam::{{account}}:role/{lookup_role}",
            },
            statements=[
                history,
                iam.PolicyStatement(
                    actions=["sts:AssumeRole"],
                    # Of any account: that of a stage which is gone stands in no setting, only in what was deployed.
                    resources=[Fn.sub(f"arn:${{AWS::Partition}}:iam::*:role/{any_lookup_role}")],
                ),
            ],
        )
        stacks.start_on("daily", rate=events.Schedule.rate(DAILY))
        dora = observation(
            "Dora",
            subject="dora",
            lambda_size=codebuild.ComputeType.LAMBDA_4GB,
            description="Puts DORA's four metrics of each environment into CloudWatch",
            program=DORA_PROGRAM,
            variables={
                "PIPELINE": pipeline_name,
                "STAGES": ",".join(
                    f"{environment.name}={wave.stage_name}"
                    for wave in waves(environments)
                    for environment in wave.environments
                ),
            },
            statements=[history],
        )
        dora.start_on("daily", rate=events.Schedule.rate(DAILY))
        dora.start_on(
            "ended",
            pattern=events.EventPattern(
                source=["aws.codepipeline"],
                detail_type=[EXECUTION_EVENT],
                detail={
                    "pipeline": [pipeline.pipeline_name],
                    "state": ["CANCELED", "FAILED", "STOPPED", "SUCCEEDED", "SUPERSEDED"],
                },
            ),
        )
        notifications.announce_failed_builds([stacks.project, dora.project])
        action = actions.SnsAction(notifications.announced)
        self.alarms = [self._alarm(subject, metric, text, action) for subject, (metric, text) in ALARMS.items()]

    def _alarm(self, subject: str, metric: str, text: str, action: actions.SnsAction) -> cloudwatch.Alarm:
        """Fires as soon as the metric is above 0, and stays until the next look finds 0."""
        alarm = cloudwatch.Alarm(
            self,
            f"{subject.title()}Alarm",
            alarm_name=physical_name(f"delivery-{subject}-stacks", "alarm", "tools"),
            alarm_description=text,
            metric=cloudwatch.Metric(
                namespace=DELIVERY_METRICS, metric_name=metric, period=Duration.minutes(1), statistic="Maximum"
            ),
            threshold=0,
            evaluation_periods=1,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.IGNORE,
        )
        alarm.add_alarm_action(action)
        alarm.add_ok_action(action)
        return alarm
