"""The second half of Build: what the commit synthesized, held by the deployed pipeline to what a release may change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_iam as iam
from aws_cdk import pipelines

from feature_stacks.naming import physical_name
from pipeline.compute import quick_build_spec, quick_environment
from pipeline.evidence import Evidence
from pipeline.provenance_key import ProvenanceKey, pipeline_arn
from pipeline.steps.program import build_spec_with_program, modules
from pipeline.steps.synth_step import SynthStep
from stages.settings import Settings

DIGEST_VARIABLE: Final = "ASSEMBLY_DIGEST"
FACTS_VARIABLE: Final = "FACTS"
SUBJECT_VARIABLE: Final = "SUBJECT"
EXECUTION_VARIABLE: Final = "ATTESTED_EXECUTION"
LAST_RELEASE_VARIABLE: Final = "LAST_RELEASE"
SOURCES: Final = "../source"
"""Beside the assembly and not in it, for what is in it gets deployed."""
HISTORY_ACTIONS: Final = (
    "codepipeline:GetPipeline",
    "codepipeline:ListActionExecutions",
    "codepipeline:ListPipelineExecutions",
)
PROGRAM: Final = (
    *modules("pipeline/gate"),
    *modules("compliance/provenance", "attest", "envelope", "kms_key", "statement"),
)


class GateStep(pipelines.CodeBuildStep):
    """Takes the assembly from Synth and hands the same files on, with its record and the signed provenance beside them;
    everything later reads this step's output.

    Its program is text in its build spec, so a commit that changes it is judged by the program as it was.

    Attributes:
        digest: the assembly's SHA-256 as a variable of the execution, for what deploys the assembly to compare.
        facts: what the release changes of what guards it, in a line, as a variable too.
        subject: the first line of what the commit says, shortened, as a variable: the whole of a message may be longer
            than what an approval shows.
        execution: the id that the provenance names, as a variable; in a rollback that of the execution returned to.
        last_release: the execution that this one was compared with, as a variable; ``none`` where nothing was released.

    Args:
        protected_stages: those whose last release a commit's gate is compared with; the last one that has a release
            counts.
    """

    def __init__(
        self,
        *,
        synth: SynthStep,
        source: pipelines.CodePipelineSource,
        evidence: Evidence,
        key: ProvenanceKey,
        settings: Settings,
        pipeline_name: str,
        protected_stages: Sequence[str],
    ) -> None:
        pipeline = pipeline_arn(pipeline_name)
        super().__init__(
            "Gate",
            input=synth,
            additional_inputs={SOURCES: source},
            commands=[],
            partial_build_spec=quick_build_spec(settings.region, build_spec_with_program("gate", PROGRAM)),
            primary_output_directory=".",
            project_name=physical_name("delivery", "gate", "tools"),
            build_environment=quick_environment(settings.region, lambda_size=codebuild.ComputeType.LAMBDA_1GB),
            env={
                **evidence.environment(),
                "PROVENANCE_KEY": key.key.key_arn,
                "PIPELINE_ARN": pipeline,
                "SOURCES": SOURCES,
                "CONNECTION": settings.connection_arn,
                "REPOSITORY": settings.repository,
                "BRANCH": settings.branch,
                "PROTECTED_STAGES": ",".join(protected_stages),
                "COMMIT": source.source_attribute("CommitId"),
            },
            role_policy_statements=[
                evidence.write_statement(step="gate"),
                evidence.read_statement(step="gate"),
                key.sign_statement(),
                iam.PolicyStatement(actions=list(HISTORY_ACTIONS), resources=[pipeline]),
            ],
        )
        self.digest = self.exported_variable(DIGEST_VARIABLE)
        self.facts = self.exported_variable(FACTS_VARIABLE)
        self.subject = self.exported_variable(SUBJECT_VARIABLE)
        self.execution = self.exported_variable(EXECUTION_VARIABLE)
        self.last_release = self.exported_variable(LAST_RELEASE_VARIABLE)
