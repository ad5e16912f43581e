"""A program that runs now and then, outside of the pipeline: a build project without a source, and what starts it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from feature_stacks.naming import physical_name, role_name
from pipeline.compute import quick_build_spec, quick_environment
from pipeline.steps.program import build_spec_with_program


class Observation(Construct):
    """One such program. It writes one log, of which CloudWatch makes its metrics.

    Attributes:
        project: the build project.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        subject: str,
        description: str,
        program: Sequence[Path],
        lambda_size: codebuild.ComputeType,
        region: str,
        log_group: logs.ILogGroup,
        key: kms.IKey,
        unsent: sqs.IQueue,
        variables: Mapping[str, str],
        statements: Sequence[iam.PolicyStatement],
    ) -> None:
        """
        Args:
            subject: one word; its build spec's name and part of the project's.
            lambda_size: one that nothing else has. The quota of running builds is of each size, and may be one, so that
                a build of the pipeline would be refused while this one runs.
            key: what CodeBuild would encrypt an artifact with; there is none.
            unsent: where starts go that EventBridge could not make.
            statements: what it may do beside writing its log.
        """
        super().__init__(scope, construct_id)
        role = iam.Role(
            self,
            "Role",
            role_name=role_name("delivery", subject, "tools"),
            assumed_by=iam.ServicePrincipal("codebuild.amazonaws.com"),
            description=description,
        )
        policy = iam.ManagedPolicy(
            self,
            "Policy",
            managed_policy_name=physical_name(f"delivery-{subject}", "policy", "tools"),
            roles=[role],
            statements=[
                iam.PolicyStatement(
                    actions=["logs:CreateLogStream", "logs:PutLogEvents"], resources=[log_group.log_group_arn]
                ),
                *statements,
            ],
        )
        self.project = codebuild.Project(
            self,
            "Project",
            project_name=physical_name(f"delivery-{subject}", "build", "tools"),
            description=description,
            build_spec=quick_build_spec(region, build_spec_with_program(subject, program)),
            environment=quick_environment(region, lambda_size=lambda_size),
            environment_variables={
                name: codebuild.BuildEnvironmentVariable(value=value)
                for name, value in {**variables, "LOG_GROUP": log_group.log_group_name}.items()
            },
            logging=codebuild.LoggingOptions(cloud_watch=codebuild.CloudWatchLoggingOptions(log_group=log_group)),
            role=role.without_policy_updates(),
            concurrent_build_limit=1,
        )
        resource = cast(codebuild.CfnProject, self.project.node.default_child)
        # By its property: the CDK would let the role use the key.
        resource.encryption_key = key.key_arn
        self.project.node.add_dependency(policy)
        self._target = targets.CodeBuildProject(self.project, dead_letter_queue=unsent)
        self._subject = subject

    def start_on(
        self, occasion: str, *, pattern: events.EventPattern | None = None, rate: events.Schedule | None = None
    ) -> None:
        """Start it on events, or at a rate.

        Args:
            occasion: one word, for the rule's name.
        """
        events.Rule(
            self,
            occasion.title(),
            rule_name=physical_name(f"delivery-{self._subject}-{occasion}", "rule", "tools"),
            event_pattern=pattern,
            schedule=rate,
            targets=[self._target],
        )
