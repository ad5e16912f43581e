"""After a deployment: proof that the deployed endpoint does its work, by signed POSTs against it."""

from __future__ import annotations

from aws_cdk import Aws, Stack, pipelines
from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_iam as iam
from constructs import Construct

from feature_stacks.naming import physical_name, role_name
from pipeline.build_spec import build_spec_content
from pipeline.compute import quick_build_spec, quick_environment
from stages.careervp_stage import CareerVpStage
from stages.waves import Wave


class SmokeStep(pipelines.CodeBuildStep):
    """``scripts/smoke`` against one environment.

    The step's own role may do one thing there: assume that environment's smoke role, which is limited to synthetic
    users.
    """

    def __init__(
        self, scope: Construct, *, stage: CareerVpStage, wave: Wave, source: pipelines.CodePipelineSource
    ) -> None:
        environment, region = stage.environment, Stack.of(scope).region
        # In a wave of several the action is called after its environment too, and with it the project is another
        # resource. CloudFormation makes that one before it deletes the first, so that they may not share a name.
        alone = len(wave.environments) == 1
        role = iam.Role(
            scope,
            f"Smoke{stage.node.id}Role",
            role_name=role_name("pipeline", "smoke", environment.name),
            assumed_by=iam.ServicePrincipal("codebuild.amazonaws.com"),
            description=f"Smoke tests of {environment.name}: may assume that environment's smoke role",
        )
        super().__init__(
            "Smoke",
            input=source,
            commands=[],
            partial_build_spec=quick_build_spec(region, build_spec_content("smoke")),
            project_name=physical_name("delivery", "smoke" if alone else f"{wave.name}-smoke", environment.name),
            build_environment=quick_environment(region, lambda_size=codebuild.ComputeType.LAMBDA_2GB),
            role=role,
            env={"ENVIRONMENT": environment.name},
            env_from_cfn_outputs=dict(stage.smoke_outputs),
            role_policy_statements=[
                iam.PolicyStatement(
                    actions=["sts:AssumeRole"],
                    resources=[
                        f"arn:{Aws.PARTITION}:iam::{stage.account}:role/"
                        + role_name("smoke", "cv-tailoring", environment.name)
                    ],
                )
            ],
        )
