"""Before a wave is deployed: proof that what is about to be deployed is what Build synthesized and judged."""

from __future__ import annotations

from aws_cdk import pipelines

from feature_stacks.naming import physical_name
from pipeline.build_spec import build_spec
from pipeline.compute import DIGEST_ENVIRONMENT
from pipeline.steps.gate_step import GateStep
from stages.waves import Wave


class DigestStep(pipelines.CodeBuildStep):
    """Compares the assembly with the digest that Build exported, and stops the stage when they differ.

    What it trusts comes from the pipeline and not from the artifact bucket: the digest is a variable of the execution,
    the commands are part of the project's definition. It stands in the stage that deploys, so a rollback, which takes
    the assembly and the variables of an earlier execution, is held to that execution's digest.
    """

    def __init__(self, *, wave: Wave, assembly: GateStep) -> None:
        super().__init__(
            "Digest",
            input=assembly,
            commands=[],
            partial_build_spec=build_spec("digest"),
            project_name=physical_name("delivery", "digest", wave.name),
            build_environment=DIGEST_ENVIRONMENT,
            env={"ASSEMBLY_DIGEST": assembly.digest},
        )
