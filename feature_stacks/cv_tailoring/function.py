"""The function and what it may do: each permission is one action list on one resource, none granted by a shorthand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from aws_cdk import Duration, RemovalPolicy, Size, Stack
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from constructs import Construct

from feature_stacks.constants import (
    CV_TAILORING_FEATURE,
    CV_TAILORING_LAMBDA_ALIAS,
    CV_TAILORING_LAMBDA_EPHEMERAL_STORAGE_MB,
    CV_TAILORING_LAMBDA_HANDLER,
    CV_TAILORING_LAMBDA_MEMORY_MB,
    CV_TAILORING_LAMBDA_RUNTIME,
    CV_TAILORING_LAMBDA_TIMEOUT_SECONDS,
    MASTER_CV_PREFIX,
    TAILORED_CV_PREFIX,
)
from feature_stacks.cv_tailoring.dead_letters import DeadLetters
from feature_stacks.cv_tailoring.key_access import KEY_ACTIONS, through_s3
from feature_stacks.functions import execution_statements
from feature_stacks.lambda_package import build_lambda_package, code_sha256
from feature_stacks.naming import anthropic_secret_name, physical_name, role_name

ARTIFACT_ACTIONS: Final = ("dynamodb:GetItem", "dynamodb:PutItem")
IDEMPOTENCY_ACTIONS: Final = ("dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem")


class CvTailoringFunction(Construct):
    """The function, its role and log group, and the alias that callers use.

    Attributes:
        function: permissions are added by the ``may_...`` methods.
        dead_letters: the topic of events that fail for good.
        live: the alias ``live`` of the newest version; a rollback points it to an older one.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        environment_name: str,
        variables: Mapping[str, str],
        vpc: ec2.IVpc,
        security_groups: Sequence[ec2.ISecurityGroup],
        log_group: logs.ILogGroup,
        reserved_concurrency: int | None,
    ) -> None:
        super().__init__(scope, construct_id)
        package = build_lambda_package()
        function_name = physical_name(CV_TAILORING_FEATURE, "lambda", environment_name)
        self.dead_letters = DeadLetters(self, "DeadLetters", environment_name=environment_name).topic
        subnets = vpc.select_subnets(subnet_type=ec2.SubnetType.PRIVATE_WITH_EGRESS)
        role = iam.Role(
            self,
            "Role",
            role_name=role_name("lambda", CV_TAILORING_FEATURE, environment_name),
            assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
            description="CV tailoring function",
        )
        self._policy = iam.ManagedPolicy(
            self,
            "Policy",
            managed_policy_name=physical_name(f"{CV_TAILORING_FEATURE}-lambda", "policy", environment_name),
            roles=[role],
            statements=execution_statements(
                Stack.of(self),
                function_names=[function_name],
                subnets=subnets.subnets,
                security_groups=security_groups,
                log_group=log_group,
            ),
        )
        self._allow(("sns:Publish",), self.dead_letters.topic_arn)
        self._allow(("secretsmanager:GetSecretValue",), self._anthropic_secret_arn(environment_name))
        self.function = lambda_.Function(
            self,
            "Function",
            function_name=function_name,
            description="Tailors a CV to a job posting",
            runtime=lambda_.Runtime(CV_TAILORING_LAMBDA_RUNTIME, lambda_.RuntimeFamily.PYTHON),
            architecture=lambda_.Architecture.X86_64,
            handler=CV_TAILORING_LAMBDA_HANDLER,
            code=lambda_.Code.from_asset(str(package)),
            memory_size=CV_TAILORING_LAMBDA_MEMORY_MB,
            timeout=Duration.seconds(CV_TAILORING_LAMBDA_TIMEOUT_SECONDS),
            ephemeral_storage_size=Size.mebibytes(CV_TAILORING_LAMBDA_EPHEMERAL_STORAGE_MB),
            reserved_concurrent_executions=reserved_concurrency,
            tracing=lambda_.Tracing.ACTIVE,
            log_group=log_group,
            dead_letter_topic=self.dead_letters,
            # CDK's own grants would go into the role, as a policy that no list of the account's policies shows.
            role=role.without_policy_updates(),
            environment=dict(variables),
            vpc=vpc,
            vpc_subnets=ec2.SubnetSelection(subnets=subnets.subnets),
            security_groups=list(security_groups),
            current_version_options=lambda_.VersionOptions(
                # Old versions stay, or a rollback of the alias would have nowhere to point.
                removal_policy=RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
                # The template names the code itself and not just the asset's key: another zip under that key, in the
                # environment's own asset bucket, is not published.
                code_sha256=code_sha256(package),
            ),
        )
        # Lambda makes the network interfaces while it makes the function.
        self.function.node.add_dependency(self._policy)
        self.live = lambda_.Alias(
            self, "Live", alias_name=CV_TAILORING_LAMBDA_ALIAS, version=self.function.current_version
        )

    def may_keep_artifacts(self, table: dynamodb.ITable) -> None:
        self._allow(ARTIFACT_ACTIONS, table.table_arn)

    def may_keep_idempotency_records(self, table: dynamodb.ITable) -> None:
        self._allow(IDEMPOTENCY_ACTIONS, table.table_arn)

    def may_read_jobs(self, table: dynamodb.ITable) -> None:
        self._allow(("dynamodb:GetItem",), table.table_arn)

    def may_use_cvs(self, bucket: s3.IBucket, key: kms.IKey) -> None:
        """Reads master CVs, sees which exist; reads and writes the tailored ones that are too large for the table."""
        self._allow(("s3:GetObject",), bucket.arn_for_objects(f"{MASTER_CV_PREFIX}*"))
        self._allow(("s3:GetObject", "s3:PutObject"), bucket.arn_for_objects(f"{TAILORED_CV_PREFIX}*"))
        self._allow(KEY_ACTIONS, key.key_arn, conditions=through_s3(Stack.of(self)))
        # A missing key is "denied", not "not found", to a role that may not list it
        # (docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html, permissions): an unknown CV would then be a
        # failure of the service instead of CV_NOT_FOUND. Only master CVs are looked up by what a caller says.
        self._allow(
            ("s3:ListBucket",),
            bucket.bucket_arn,
            conditions={"StringLike": {"s3:prefix": f"{MASTER_CV_PREFIX}*"}},
        )

    def _anthropic_secret_arn(self, environment_name: str) -> str:
        """Secrets Manager appends six random characters to a secret's name in its ARN;
        question marks match those and no other name.
        """
        stack = Stack.of(self)
        secret = anthropic_secret_name(environment_name)
        return f"arn:{stack.partition}:secretsmanager:{stack.region}:{stack.account}:secret:{secret}-??????"

    def _allow(
        self, actions: Sequence[str], resource: str, *, conditions: Mapping[str, Mapping[str, str]] | None = None
    ) -> None:
        self._policy.add_statements(
            iam.PolicyStatement(actions=list(actions), resources=[resource], conditions=conditions)
        )
