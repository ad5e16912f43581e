"""CV tailoring put together: tables, function, route, alarms, and access for the smoke tests."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sns as sns
from constructs import Construct

from feature_stacks.constants import (
    CV_TAILORING_LOG_LEVEL,
    CV_TAILORING_TABLE_INDEX,
    CV_TAILORING_TABLE_NAME,
    CV_TAILORING_TABLE_RETENTION_DAYS,
    CV_TAILORING_TABLE_TTL_ATTRIBUTE,
    IDEMPOTENCY_KEY_ATTRIBUTE,
    IDEMPOTENCY_TABLE_NAME,
    IDEMPOTENCY_TTL_ATTRIBUTE,
    METRICS_NAMESPACE,
    SERVICE_NAME,
)
from feature_stacks.cv_tailoring.api_route import CvTailoringRoute
from feature_stacks.cv_tailoring.engine_variables import engine_variables
from feature_stacks.cv_tailoring.function import CvTailoringFunction
from feature_stacks.cv_tailoring.health import Health
from feature_stacks.cv_tailoring.monitoring import CvTailoringMonitoring
from feature_stacks.cv_tailoring.release import CheckFunctions, Release
from feature_stacks.cv_tailoring.smoke_access import SmokeAccess
from feature_stacks.cv_tailoring.synthetic_access import SyntheticStores, endpoint_url
from feature_stacks.cv_tailoring.synthetic_check import SyntheticCheck
from feature_stacks.data_table import DataTable
from feature_stacks.environment_choices import (
    AlarmThresholds,
    Billing,
    DataProtection,
    EnginePolicy,
    ReleaseThresholds,
    Rollout,
)
from feature_stacks.naming import physical_name


class CVTailoringConstruct(Construct):
    """The feature in one environment, on an API, a network and data that it is given.

    Attributes:
        artifacts_table: key `application_id`, `created_at`; index `user_id_created_at_gsi`; items expire by
            `expiration_timestamp`.
        tables: every table of the feature.
        lambda_function: callers use its alias `live`.
        api_resource: ``/api/cv-tailoring``.
        smoke_role: what the pipeline's smoke tests assume.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        environment_name: str,
        tools_account: str,
        api_gateway: apigateway.RestApi,
        cv_artifacts_bucket: s3.IBucket,
        cv_key: kms.IKey,
        reserved_concurrency: int | None,
        job_research_table: dynamodb.ITable,
        lambda_security_group: ec2.ISecurityGroup,
        vpc: ec2.IVpc,
        alarm_topic: sns.ITopic,
        log_group: logs.ILogGroup,
        check_log_group: logs.ILogGroup,
        billing: Billing,
        data_protection: DataProtection,
        engine: EnginePolicy,
        alarms: AlarmThresholds,
        release: ReleaseThresholds,
        rollout: Rollout,
        integration_timeout_ms: int,
        cors_origins: Sequence[str],
    ) -> None:
        super().__init__(scope, construct_id)
        artifacts = DataTable(
            self,
            "Artifacts",
            table_name=physical_name(CV_TAILORING_TABLE_NAME, "table", environment_name),
            partition_key="application_id",
            sort_key="created_at",
            time_to_live_attribute=CV_TAILORING_TABLE_TTL_ATTRIBUTE,
            billing=billing,
            data_protection=data_protection,
        )
        artifacts.add_index(index_name=CV_TAILORING_TABLE_INDEX, partition_key="user_id", sort_key="created_at")
        self.artifacts_table = artifacts.table
        idempotency_table = DataTable(
            self,
            "Idempotency",
            table_name=physical_name(IDEMPOTENCY_TABLE_NAME, "table", environment_name),
            partition_key=IDEMPOTENCY_KEY_ATTRIBUTE,
            time_to_live_attribute=IDEMPOTENCY_TTL_ATTRIBUTE,
            billing=billing,
            data_protection=data_protection,
        ).table
        self.tables = (self.artifacts_table, idempotency_table)
        function = CvTailoringFunction(
            self,
            "Tailoring",
            environment_name=environment_name,
            variables={
                "CV_TAILORING_TABLE_NAME": self.artifacts_table.table_name,
                "CV_ARTIFACTS_BUCKET": cv_artifacts_bucket.bucket_name,
                "JOB_RESEARCH_TABLE_NAME": job_research_table.table_name,
                "IDEMPOTENCY_TABLE_NAME": idempotency_table.table_name,
                "ENVIRONMENT": environment_name,
                **engine_variables(engine, environment_name),
                "INTEGRATION_TIMEOUT_MS": str(integration_timeout_ms),
                "ARTIFACT_RETENTION_DAYS": str(CV_TAILORING_TABLE_RETENTION_DAYS),
                "CORS_ALLOWED_ORIGINS": ",".join(cors_origins),
                "LOG_LEVEL": CV_TAILORING_LOG_LEVEL,
                "POWERTOOLS_SERVICE_NAME": SERVICE_NAME,
                "POWERTOOLS_METRICS_NAMESPACE": METRICS_NAMESPACE,
            },
            vpc=vpc,
            security_groups=[lambda_security_group],
            log_group=log_group,
            reserved_concurrency=reserved_concurrency,
        )
        function.may_keep_artifacts(self.artifacts_table)
        function.may_keep_idempotency_records(idempotency_table)
        function.may_read_jobs(job_research_table)
        function.may_use_cvs(cv_artifacts_bucket, cv_key)
        self.lambda_function = function.function
        self.api_resource = CvTailoringRoute(
            self,
            "Route",
            api_gateway=api_gateway,
            handler=function.live,
            environment_name=environment_name,
            integration_timeout_ms=integration_timeout_ms,
            cors_origins=cors_origins,
        ).resource
        CvTailoringMonitoring(
            self,
            "Monitoring",
            environment_name=environment_name,
            stage=api_gateway.deployment_stage,
            function=self.lambda_function,
            artifacts_table=self.artifacts_table,
            thresholds=alarms,
            alarm_topic=alarm_topic,
        )
        stores = SyntheticStores(
            cv_artifacts_bucket=cv_artifacts_bucket,
            cv_key=cv_key,
            job_research_table=job_research_table,
            artifacts_table=self.artifacts_table,
        )
        checks = CheckFunctions(
            self,
            "Checks",
            environment_name=environment_name,
            vpc=vpc,
            security_groups=[lambda_security_group],
            log_group=check_log_group,
            dead_letters=function.dead_letters,
            stores=stores,
            reserve=reserved_concurrency is not None,
        )
        Release(
            self,
            "Release",
            environment_name=environment_name,
            function=self.lambda_function,
            live=function.live,
            api_gateway=api_gateway,
            checks=checks,
            alarm_topic=alarm_topic,
            rollout=rollout,
            thresholds=release,
        )
        Health(
            self,
            "Health",
            environment_name=environment_name,
            tools_account=tools_account,
            thresholds=release,
            alarm_topic=alarm_topic,
        )
        SyntheticCheck(
            self,
            "Synthetic",
            environment_name=environment_name,
            api_gateway=api_gateway,
            url=endpoint_url(api_gateway),
            checks=checks,
            latency_limit_ms=release.latency_ms,
            alarm_topic=alarm_topic,
        )
        self.smoke_role = SmokeAccess(
            self,
            "SmokeAccess",
            environment_name=environment_name,
            tools_account=tools_account,
            api_gateway=api_gateway,
            stores=stores,
        ).role
