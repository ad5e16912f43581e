"""Before a person is asked: what the assembly would change of what is deployed, judged by the deployed pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

from aws_cdk import DefaultStackSynthesizer, Fn, Stack, pipelines
from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_iam as iam

from feature_stacks.naming import physical_name
from pipeline.compute import CHECK_ENVIRONMENT, CHECK_TIMEOUT
from pipeline.evidence import Evidence
from pipeline.provenance_key import pipeline_arn
from pipeline.steps.gate_step import HISTORY_ACTIONS, GateStep
from pipeline.steps.program import build_spec_with_program, modules
from pipeline.tool_versions import ToolVersions
from stages.careervp_stage import CareerVpStage
from stages.waves import Wave

CHANGES_VARIABLE: Final = "CHANGES"
STEP: Final = "facts"
PROGRAM: Final = (
    *modules("pipeline/release"),
    *modules("pipeline/gate", "assembly", "evidence", "executions", "stacks"),
)


class FactsStep(pipelines.CodeBuildStep):
    """Reads each account with its lookup role, which changes nothing, and stops the execution where a change destroys
    or replaces what keeps data and nobody reviewed it.

    No change set is made: who may make one could carry it out, and this stands before the approval.

    Attributes:
        changes: what the release changes, in a line, as a variable of the execution.
    """

    def __init__(
        self,
        *,
        wave: Wave,
        before: Wave | None,
        stages: Sequence[CareerVpStage],
        assembly: GateStep,
        evidence: Evidence,
        pipeline_name: str,
    ) -> None:
        super().__init__(
            "Facts",
            input=assembly,
            commands=[],
            partial_build_spec=codebuild.BuildSpec.from_object(build_spec_with_program("facts", PROGRAM)),
            project_name=physical_name("delivery", "facts", wave.name),
            build_environment=CHECK_ENVIRONMENT,
            timeout=CHECK_TIMEOUT,
            env={
                **evidence.environment(),
                "ASSEMBLY_DIGEST": assembly.digest,
                "BEFORE": before.stage_name if before else "-",
                "CDK_VERSION": ToolVersions.from_package_json().aws_cdk,
                "LAST_RELEASE": assembly.last_release,
                "PIPELINE_ARN": pipeline_arn(pipeline_name),
                "STACKS": ",".join(f"{stage.node.path}/*" for stage in stages),
                "STAGE": wave.stage_name,
            },
            role_policy_statements=[
                evidence.write_statement(step=STEP),
                evidence.read_statement(step=STEP),
                iam.PolicyStatement(actions=list(HISTORY_ACTIONS), resources=[pipeline_arn(pipeline_name)]),
                iam.PolicyStatement(actions=["sts:AssumeRole"], resources=lookup_roles(stages)),
            ],
        )
        self.changes = self.exported_variable(CHANGES_VARIABLE)


def lookup_roles(stages: Sequence[CareerVpStage]) -> list[str]:
    """ARNs of the roles that the CDK's bootstrap made for reading, of each account and region that stages lie in."""
    found = (
        cast(DefaultStackSynthesizer, child.synthesizer).lookup_role
        for stage in stages
        for child in stage.node.find_all()
        if isinstance(child, Stack)
    )
    return [Fn.sub(role) for role in dict.fromkeys(filter(None, found))]
