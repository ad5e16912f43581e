"""Before a wave is deployed: proof that what is about to be deployed is what Build synthesized and judged, and that the
gate signed for it."""

from __future__ import annotations

from typing import Final

from aws_cdk import aws_codebuild as codebuild
from aws_cdk import pipelines

from feature_stacks.naming import physical_name
from pipeline.compute import quick_build_spec, quick_environment
from pipeline.provenance_key import ProvenanceKey, pipeline_arn
from pipeline.steps.gate_step import GateStep
from pipeline.steps.program import build_spec_with_program, modules
from stages.waves import Wave

PROGRAM: Final = modules("compliance/provenance", "check", "envelope", "kms_key", "statement", "verification")


class DigestStep(pipelines.CodeBuildStep):
    """Compares the assembly with the digest that Build exported, verifies its provenance, and stops the stage when
    either does not hold.

    What it trusts comes from the pipeline and not from the artifact bucket: digest, execution and commit are variables
    of the execution, the commands and the key's ARN are part of the project's definition. It asks KMS to verify, so no
    public key travels that could be another one. It stands in the stage that deploys, so a rollback, which takes the
    assembly and the variables of an earlier execution, is held to that execution's digest and provenance.
    """

    def __init__(
        self,
        *,
        wave: Wave,
        source: pipelines.CodePipelineSource,
        assembly: GateStep,
        key: ProvenanceKey,
        pipeline_name: str,
        region: str,
    ) -> None:
        super().__init__(
            "Digest",
            input=assembly,
            commands=[],
            partial_build_spec=quick_build_spec(region, build_spec_with_program("digest", PROGRAM)),
            project_name=physical_name("delivery", "digest", wave.name),
            build_environment=quick_environment(region, lambda_size=codebuild.ComputeType.LAMBDA_1GB),
            env={
                "ASSEMBLY_DIGEST": assembly.digest,
                "ATTESTED_EXECUTION": assembly.execution,
                "COMMIT": source.source_attribute("CommitId"),
                "PIPELINE_ARN": pipeline_arn(pipeline_name),
                "PROVENANCE_KEY": key.key.key_arn,
            },
            role_policy_statements=[key.verify_statement()],
        )
