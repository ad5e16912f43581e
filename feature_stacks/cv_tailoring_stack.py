"""The stack of CV tailoring: the environment's API with the feature on it, and the outputs that others build on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aws_cdk import CfnOutput, Stack
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_s3 as s3
from constructs import Construct

from feature_stacks.backups import TableBackups
from feature_stacks.constants import API_PREFIX, CV_TAILORING_API_PATH, CV_TAILORING_FEATURE
from feature_stacks.cv_tailoring import CareerVpRestApi, CVTailoringConstruct, CvTailoringDashboard
from feature_stacks.environment_choices import (
    AlarmThresholds,
    Billing,
    DataProtection,
    EnginePolicy,
    ReleaseThresholds,
    Rollout,
    Throttle,
)
from feature_stacks.log_group import owned_log_group
from feature_stacks.naming import cv_bucket_name, job_research_table_name, physical_name, web_acl_log_group_name
from feature_stacks.shared_stack import SharedStack
from feature_stacks.tagging import tag


class CvTailoringStack(Stack):
    """Everything that serves ``POST /api/cv-tailoring`` in one environment.

    Attributes:
        smoke_outputs: what the smoke tests need to know of this deployment, by the name of their environment variable.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        environment_name: str,
        tools_account: str,
        shared: SharedStack,
        billing: Billing,
        data_protection: DataProtection,
        throttle: Throttle,
        engine: EnginePolicy,
        alarms: AlarmThresholds,
        release: ReleaseThresholds,
        rollout: Rollout,
        log_retention_days: int,
        integration_timeout_ms: int,
        reserved_concurrency: int | None,
        cors_origins: Sequence[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(scope, construct_id, **kwargs)
        self.add_stack_dependency(shared)
        access_log, function_log, check_log, web_acl_log = (
            owned_log_group(
                self,
                f"{source}Log",
                log_group_name=log_group_name,
                retention_days=log_retention_days,
                retain=data_protection.retain,
                key=shared.log_key,
            )
            for source, log_group_name in (
                ("Access", physical_name(f"{CV_TAILORING_FEATURE}-access", "logs", environment_name)),
                ("Function", physical_name(f"{CV_TAILORING_FEATURE}-function", "logs", environment_name)),
                ("Checks", physical_name(f"{CV_TAILORING_FEATURE}-checks", "logs", environment_name)),
                ("WebAcl", web_acl_log_group_name(CV_TAILORING_FEATURE, environment_name)),
            )
        )
        api = CareerVpRestApi(
            self,
            "Api",
            environment_name=environment_name,
            throttle=throttle,
            cors_origins=cors_origins,
            access_log=access_log,
            web_acl_log=web_acl_log,
        ).api
        self.cv_tailoring = CVTailoringConstruct(
            self,
            "CVTailoring",
            environment_name=environment_name,
            tools_account=tools_account,
            api_gateway=api,
            # By name, not by reference: the ARNs in policies, and the ids of findings about them, can then be read.
            cv_artifacts_bucket=s3.Bucket.from_bucket_name(
                self, "Cvs", cv_bucket_name(environment_name, account=self.account)
            ),
            cv_key=shared.cv_key,
            reserved_concurrency=reserved_concurrency,
            job_research_table=dynamodb.Table.from_table_name(self, "Jobs", job_research_table_name(environment_name)),
            lambda_security_group=shared.lambda_security_group,
            vpc=shared.vpc,
            alarm_topic=shared.alarm_topic,
            log_group=function_log,
            check_log_group=check_log,
            billing=billing,
            data_protection=data_protection,
            engine=engine,
            alarms=alarms,
            release=release,
            rollout=rollout,
            integration_timeout_ms=integration_timeout_ms,
            cors_origins=cors_origins,
        )
        TableBackups(
            self,
            "TableBackups",
            feature=CV_TAILORING_FEATURE,
            environment_name=environment_name,
            tables=self.cv_tailoring.tables,
            plan_id=shared.backup_plan.plan_id,
            vault_arn=shared.backup_plan.vault_arn,
        )
        CvTailoringDashboard(self, "Dashboard", environment_name=environment_name)
        url = api.url_for_path(f"/{API_PREFIX}/{CV_TAILORING_API_PATH}")
        self.smoke_outputs: Mapping[str, CfnOutput] = {
            "CV_TAILORING_URL": self._output("CVTailoringUrl", url, export="url"),
            "ARTIFACTS_TABLE": self._output(
                "CVTailoringTableName", self.cv_tailoring.artifacts_table.table_name, export="table"
            ),
            "SMOKE_ROLE_ARN": self._output(
                "CVTailoringSmokeRoleArn", self.cv_tailoring.smoke_role.role_arn, export="smoke-role"
            ),
        }
        self._output("CVTailoringLambdaArn", self.cv_tailoring.lambda_function.function_arn, export="lambda")
        tag(self, feature=CV_TAILORING_FEATURE, environment_name=environment_name)

    def _output(self, construct_id: str, value: str, *, export: str) -> CfnOutput:
        return CfnOutput(
            self, construct_id, value=value, export_name=f"{self.stack_name}-{CV_TAILORING_FEATURE}-{export}"
        )
