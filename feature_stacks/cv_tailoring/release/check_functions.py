"""The functions of `src/checks`: small, in the same network as what they check, each in a role of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from aws_cdk import Duration, RemovalPolicy, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sns as sns
from constructs import Construct

from feature_stacks.constants import (
    CHECK_LAMBDA_MEMORY_MB,
    CHECK_LAMBDA_RUNTIME,
    CHECK_LAMBDA_TIMEOUT_SECONDS,
    CV_TAILORING_FEATURE,
)
from feature_stacks.cv_tailoring.synthetic_access import SyntheticStores
from feature_stacks.functions import execution_statements
from feature_stacks.lambda_package import CHECKS, build_lambda_package
from feature_stacks.naming import physical_name, role_name

SUBJECTS: Final = ("pre-traffic", "post-traffic", "synthetic")
"""What each function is called after."""


class CheckFunctions(Construct):
    """What the functions share: their package, their log group, and the policy that every function here needs."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        environment_name: str,
        vpc: ec2.IVpc,
        security_groups: Sequence[ec2.ISecurityGroup],
        log_group: logs.ILogGroup,
        dead_letters: sns.ITopic,
        stores: SyntheticStores,
        reserve: bool,
    ) -> None:
        super().__init__(scope, construct_id)
        self._environment_name = environment_name
        self._vpc, self._security_groups = vpc, security_groups
        self._log_group, self._dead_letters, self._stores = log_group, dead_letters, stores
        self._reserved = 1 if reserve else None
        self._package = build_lambda_package(sources=CHECKS, requirements=None)
        self._subnets = vpc.select_subnets(subnet_type=ec2.SubnetType.PRIVATE_WITH_EGRESS).subnets
        self._shared_policy = iam.ManagedPolicy(
            self,
            "Policy",
            managed_policy_name=physical_name(f"{CV_TAILORING_FEATURE}-checks", "policy", environment_name),
            statements=[
                *execution_statements(
                    Stack.of(self),
                    function_names=[self._name(subject) for subject in SUBJECTS],
                    subnets=self._subnets,
                    security_groups=security_groups,
                    log_group=log_group,
                ),
                iam.PolicyStatement(actions=["sns:Publish"], resources=[dead_letters.topic_arn]),
                *stores.statements(Stack.of(self)),
            ],
        )

    def add(
        self,
        subject: str,
        *,
        handler: str,
        description: str,
        variables: Mapping[str, str],
        statements: Sequence[iam.PolicyStatement],
    ) -> lambda_.Function:
        """A function, which may do what all of them may, and these statements.

        Args:
            subject: one of `SUBJECTS`.
            handler: in the package `release_checks`.
        """
        scope = Construct(self, subject.title().replace("-", ""))
        role = iam.Role(
            scope,
            "Role",
            # Without the feature: a role's name has at most 64 characters.
            role_name=role_name("lambda", subject, self._environment_name),
            assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
            description=description,
        )
        self._shared_policy.attach_to_role(role)
        policy = iam.ManagedPolicy(
            scope,
            "Policy",
            managed_policy_name=physical_name(f"{CV_TAILORING_FEATURE}-{subject}", "policy", self._environment_name),
            roles=[role],
            statements=list(statements),
        )
        function = lambda_.Function(
            scope,
            "Function",
            function_name=self._name(subject),
            description=description,
            runtime=lambda_.Runtime(CHECK_LAMBDA_RUNTIME, lambda_.RuntimeFamily.PYTHON),
            architecture=lambda_.Architecture.X86_64,
            handler=f"release_checks.{handler}",
            code=lambda_.Code.from_asset(str(self._package)),
            memory_size=CHECK_LAMBDA_MEMORY_MB,
            timeout=Duration.seconds(CHECK_LAMBDA_TIMEOUT_SECONDS),
            reserved_concurrent_executions=self._reserved,
            tracing=lambda_.Tracing.ACTIVE,
            log_group=self._log_group,
            dead_letter_topic=self._dead_letters,
            role=role.without_policy_updates(),
            environment={
                "CV_BUCKET": self._stores.cv_artifacts_bucket.bucket_name,
                "JOB_RESEARCH_TABLE": self._stores.job_research_table.table_name,
                "ARTIFACTS_TABLE": self._stores.artifacts_table.table_name,
                **variables,
            },
            vpc=self._vpc,
            vpc_subnets=ec2.SubnetSelection(subnets=self._subnets),
            security_groups=list(self._security_groups),
        )
        function.apply_removal_policy(RemovalPolicy.DESTROY)
        # Lambda makes the network interfaces while it makes the function, and a hook acts as soon as it is called.
        function.node.add_dependency(self._shared_policy, policy)
        return function

    def _name(self, subject: str) -> str:
        return physical_name(f"{CV_TAILORING_FEATURE}-{subject}", "lambda", self._environment_name)
