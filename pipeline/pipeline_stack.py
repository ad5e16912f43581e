"""The delivery pipeline: Source, Build, UpdatePipeline, Assets, Dev, ApproveProd, Prod.

This stack only wires; each step has a file of its own. Its template must not depend on application code, or every
commit would make the pipeline change itself, and a stage could no longer be rolled back (a rollback needs an
execution of the current pipeline structure).
"""

from __future__ import annotations

from typing import Any, cast

from aws_cdk import CfnOutput, Stack, pipelines
from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from constructs import Construct

from feature_stacks.naming import physical_name
from pipeline.approval import ApprovalStep
from pipeline.assertion_step import AssertionStep
from pipeline.build_spec import build_spec
from pipeline.compliance_step import ComplianceStep
from pipeline.conditions import roll_back_on_failure
from pipeline.digest_step import DigestStep
from pipeline.evidence import Evidence
from pipeline.notifications import DeliveryNotifications
from pipeline.smoke_step import SmokeStep
from pipeline.source import connection_source
from pipeline.storage import PipelineStorage
from pipeline.supply_chain_step import SupplyChainStep
from pipeline.synth_step import SynthStep
from pipeline.tool_versions import ToolVersions
from stages.careervp_stage import CareerVpStage
from stages.environments import environments
from stages.settings import Settings

PIPELINE_NAME = physical_name("delivery", "pipeline", "tools")


class PipelineStack(Stack):
    """The self-mutating pipeline in the tools account.

    Attributes:
        stages: the environments' stages by environment name, in deployment order.
    """

    def __init__(self, scope: Construct, construct_id: str, *, settings: Settings, **kwargs: Any) -> None:
        super().__init__(scope, construct_id, **kwargs)
        storage = PipelineStorage(self, "Storage")
        evidence = Evidence(self, "Evidence", access_logs=storage.access_logs)
        source = connection_source(settings)
        synth = SynthStep(source=source, evidence=evidence)
        delivery = self._pipeline(synth=synth, storage=storage)

        dev, prod = (
            CareerVpStage(
                self, environment.name.capitalize(), environment=environment, tools_account=settings.tools_account
            )
            for environment in environments(settings)
        )
        self.stages = {stage.environment.name: stage for stage in (dev, prod)}
        delivery.add_stage(
            dev,
            pre=[
                AssertionStep(source=source, assembly=synth, evidence=evidence),
                ComplianceStep(source=source, assembly=synth, evidence=evidence),
                SupplyChainStep(source=source, assembly=synth, evidence=evidence),
                DigestStep(environment_name=dev.environment.name, assembly=synth),
            ],
            post=[SmokeStep(self, stage=dev, source=source)],
        )
        delivery.add_wave("ApproveProd", pre=[ApprovalStep(source=source, assembly=synth)])
        delivery.add_stage(
            prod,
            pre=[DigestStep(environment_name=prod.environment.name, assembly=synth)],
            post=[SmokeStep(self, stage=prod, source=source)],
        )
        delivery.build_pipeline()

        roll_back_on_failure(delivery.pipeline, stage_name="Prod")
        # CDK Pipelines names this one project itself, by a pattern of its own.
        self_mutation = cast(codebuild.CfnProject, delivery.self_mutation_project.node.default_child)
        self_mutation.name = physical_name("delivery", "self-mutation", "tools")
        DeliveryNotifications(self, "Notifications", pipeline=delivery.pipeline)
        CfnOutput(self, "PipelineName", value=delivery.pipeline.pipeline_name)

    def _pipeline(self, *, synth: SynthStep, storage: PipelineStorage) -> pipelines.CodePipeline:
        versions = ToolVersions.from_package_json()
        build_log = logs.LogGroup(
            self,
            "BuildLog",
            log_group_name=physical_name("delivery", "builds", "tools"),
            retention=logs.RetentionDays.ONE_MONTH,
        )
        cdk_pipelines_own = pipelines.CodeBuildOptions(partial_build_spec=build_spec("self_mutation"))
        return pipelines.CodePipeline(
            self,
            "Delivery",
            pipeline_name=PIPELINE_NAME,
            pipeline_type=codepipeline.PipelineType.V2,
            # A newer push overtakes one that still waits: what reaches prod is the newest approved state.
            execution_mode=codepipeline.ExecutionMode.SUPERSEDED,
            synth=synth,
            artifact_bucket=storage.artifacts,
            cross_account_keys=True,
            cli_version=versions.aws_cdk,
            cdk_assets_cli_version=versions.cdk_assets,
            # One project for all assets, its build spec in the assembly: a changed asset must not change the pipeline.
            publish_assets_in_parallel=False,
            code_build_defaults=pipelines.CodeBuildOptions(
                logging=codebuild.LoggingOptions(cloud_watch=codebuild.CloudWatchLoggingOptions(log_group=build_log)),
                # The CDK lets a project write to the log group it would have made by default, not to one it is given.
                role_policy=[
                    iam.PolicyStatement(
                        actions=["logs:CreateLogStream", "logs:PutLogEvents"], resources=[build_log.log_group_arn]
                    )
                ],
            ),
            self_mutation_code_build_defaults=cdk_pipelines_own,
            asset_publishing_code_build_defaults=cdk_pipelines_own,
        )
