"""After a deployment: proof that the deployed endpoint does its work, by signed POSTs against it."""

from __future__ import annotations

from aws_cdk import Aws, pipelines
from aws_cdk import aws_iam as iam
from constructs import Construct

from feature_stacks.naming import physical_name, role_name
from pipeline.build_spec import build_spec
from pipeline.compute import SMOKE_ENVIRONMENT
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
        environment = stage.environment
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
            partial_build_spec=build_spec("smoke"),
            project_name=physical_name("delivery", "smoke" if alone else f"{wave.name}-smoke", environment.name),
            build_environment=SMOKE_ENVIRONMENT,
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
