"""The delivery pipeline: Source, Build, UpdatePipeline, Assets, then each wave of environments, after its approval.

This stack only wires; each step has a file of its own. Its template must not depend on application code, or every
commit would make the pipeline change itself, and a stage could no longer be rolled back (a rollback needs an
execution of the current pipeline structure).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from aws_cdk import CfnOutput, RemovalPolicy, Stack, pipelines
from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from constructs import Construct

from feature_stacks.naming import physical_name
from pipeline.approver_roles import ApproverRoles
from pipeline.build_spec import build_spec
from pipeline.conditions import StageConditions
from pipeline.evidence import Evidence
from pipeline.operations.dashboard import DeliveryDashboard
from pipeline.operations.notifications import DeliveryNotifications
from pipeline.operations.observations import DeliveryObservations
from pipeline.provenance_key import ProvenanceKey
from pipeline.replica_stack import ReplicaStack
from pipeline.side_by_side import limit_side_by_side
from pipeline.source import allow_use_of_connection, connection_source
from pipeline.steps.approval_step import ApprovalStep
from pipeline.steps.check_step import VULNERABILITIES_VARIABLE, CheckStep
from pipeline.steps.digest_step import DigestStep
from pipeline.steps.facts_step import FactsStep
from pipeline.steps.gate_step import GateStep
from pipeline.steps.smoke_step import SmokeStep
from pipeline.steps.synth_step import SynthStep
from pipeline.storage import PipelineStorage
from pipeline.tool_versions import ToolVersions
from stages.careervp_stage import CareerVpStage
from stages.checks import CHECKS, COMPARING, SOURCE_SCANS
from stages.environments import ENVIRONMENTS
from stages.settings import Settings
from stages.waves import Wave, waves

PIPELINE_NAME = physical_name("delivery", "pipeline", "tools")


class PipelineStack(Stack):
    """The self-mutating pipeline in the tools account.

    Attributes:
        stages: the environments' stages by environment name, in the order in which a change reaches them.
    """

    def __init__(self, scope: Construct, construct_id: str, *, settings: Settings, **kwargs: Any) -> None:
        super().__init__(scope, construct_id, **kwargs)
        storage = PipelineStorage(self, "Storage")
        evidence = Evidence(self, "Evidence", access_logs=storage.access_logs)
        notifications = DeliveryNotifications(self, "Notifications")
        source = connection_source(settings)
        planned = waves(ENVIRONMENTS)
        key = ProvenanceKey(self, "ProvenanceKey")
        synth = SynthStep(source=source, evidence=evidence)
        scans = CheckStep("SourceScans", check=SOURCE_SCANS, source=source, evidence=evidence)
        limit_side_by_side([synth, scans], settings.builds_at_once)
        gate = GateStep(
            synth=synth,
            source=source,
            evidence=evidence,
            key=key,
            settings=settings,
            pipeline_name=PIPELINE_NAME,
            protected_stages=[wave.stage_name for wave in planned if wave.protected],
        )
        gate.add_step_dependency(scans)
        replicas = {
            region: ReplicaStack(scope, settings=settings, region=region).artifacts
            for region in settings.replica_regions
        }
        delivery = self._pipeline(synth=gate, storage=storage, replicas=replicas)

        self.stages = {
            environment.name: CareerVpStage(self, environment.stage_name, environment=environment, settings=settings)
            for environment in ENVIRONMENTS
        }
        checks = [
            CheckStep(
                step_id,
                check=check,
                source=source,
                evidence=evidence,
                assembly=gate,
                last_release=gate.last_release if step_id in COMPARING else "",
            )
            for step_id, check in CHECKS.items()
        ]
        (supply_chain,) = (check for check in checks if check.id == "SupplyChain")
        vulnerabilities = supply_chain.exported_variable(VULNERABILITIES_VARIABLE)
        for number, wave in enumerate(planned):
            if wave.approval:
                before = planned[number - 1] if number else None
                facts = FactsStep(
                    wave=wave,
                    before=before,
                    stages=[self.stages[environment.name] for environment in wave.environments],
                    assembly=gate,
                    evidence=evidence,
                    pipeline_name=PIPELINE_NAME,
                )
                approval = ApprovalStep(
                    wave=wave,
                    before=before,
                    source=source,
                    assembly=gate,
                    facts=facts,
                    # The checks run in the first wave's stage, after its approval if it has one.
                    vulnerabilities=vulnerabilities if before else "",
                    evidence=evidence,
                    announced_on=notifications.announcements,
                )
                delivery.add_wave(wave.approval_stage_name, pre=[facts, approval])
            # What is checked once holds for every environment; the first wave waits for it, the others for the first.
            first = [] if number else checks
            digest = DigestStep(
                wave=wave,
                source=source,
                assembly=gate,
                key=key,
                pipeline_name=PIPELINE_NAME,
                region=settings.region,
            )
            before_deployment: list[pipelines.Step] = [*first, digest]
            limit_side_by_side(before_deployment, settings.builds_at_once)
            self._add_wave(delivery, wave, source=source, pre=before_deployment)
        delivery.build_pipeline()
        key.let_sign(cast(iam.IRole, gate.project.role))
        allow_use_of_connection(delivery.pipeline, settings)

        conditions = StageConditions(delivery.pipeline)
        stages_before: list[CareerVpStage] = []
        for wave in planned:
            stages = [self.stages[environment.name] for environment in wave.environments]
            conditions.enter(wave, before=stages_before)
            conditions.bake(wave, stages)
            conditions.answer_failures(wave)
            stages_before = stages
        # CDK Pipelines names this one project itself, by a pattern of its own.
        self_mutation = cast(codebuild.CfnProject, delivery.self_mutation_project.node.default_child)
        self_mutation.name = physical_name("delivery", "self-mutation", "tools")
        notifications.announce(delivery.pipeline)
        observations = DeliveryObservations(
            self,
            "Observations",
            pipeline=delivery.pipeline,
            pipeline_name=PIPELINE_NAME,
            environments=ENVIRONMENTS,
            tools_stacks=[self, *(Stack.of(bucket) for bucket in replicas.values())],
            notifications=notifications,
            log_group=self._build_log,
            key=storage.artifact_key,
            region=settings.region,
        )
        DeliveryDashboard(
            self,
            "Dashboard",
            environments=ENVIRONMENTS,
            stages=[stage.stage_name for stage in delivery.pipeline.stages],
            alarms=observations.alarms,
        )
        ApproverRoles(
            self,
            "Approvers",
            pipeline=delivery.pipeline,
            waves=[wave for wave in planned if wave.approval],
            approvers=settings.approvers,
        )
        CfnOutput(self, "PipelineName", value=delivery.pipeline.pipeline_name)

    def _add_wave(
        self,
        delivery: pipelines.CodePipeline,
        wave: Wave,
        *,
        source: pipelines.CodePipelineSource,
        pre: list[pipelines.Step],
    ) -> None:
        """Steps before a lone environment are its own, so that the names of its actions need not repeat its name."""
        alone = len(wave.environments) == 1
        deployed = delivery.add_wave(wave.stage_name, pre=[] if alone else pre)
        for environment in wave.environments:
            stage = self.stages[environment.name]
            smoke = SmokeStep(self, stage=stage, wave=wave, source=source)
            deployed.add_stage(stage, pre=pre if alone else [], post=[smoke])

    def _pipeline(
        self, *, synth: GateStep, storage: PipelineStorage, replicas: Mapping[str, s3.IBucket]
    ) -> pipelines.CodePipeline:
        versions = ToolVersions.from_package_json()
        self._build_log = build_log = logs.LogGroup(
            self,
            "BuildLog",
            log_group_name=physical_name("delivery", "builds", "tools"),
            retention=logs.RetentionDays.ONE_MONTH,
            removal_policy=RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
        )
        cdk_pipelines_own = pipelines.CodeBuildOptions(partial_build_spec=build_spec("self_mutation"))
        return pipelines.CodePipeline(
            self,
            "Delivery",
            pipeline_name=PIPELINE_NAME,
            pipeline_type=codepipeline.PipelineType.V2,
            # A newer push overtakes one that waits between two stages. One that asks a person is in a stage, and stays.
            execution_mode=codepipeline.ExecutionMode.SUPERSEDED,
            synth=synth,
            # One of the two: a pipeline of several regions names the bucket of each, its own included.
            artifact_bucket=None if replicas else storage.artifacts,
            cross_region_replication_buckets={self.region: storage.artifacts, **replicas} if replicas else None,
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
