"""The checks of the assembly before anything is deployed: what runs differs by build spec, all else is the same."""

from __future__ import annotations

from aws_cdk import pipelines

from feature_stacks.naming import physical_name
from pipeline.build_spec import build_spec
from pipeline.compute import CHECK_ENVIRONMENT, CHECK_TIMEOUT
from pipeline.evidence import Evidence
from pipeline.steps.synth_step import ASSEMBLY_DIRECTORY
from stages.checks import CHECKS, COMPARING

VULNERABILITIES_VARIABLE = "VULNERABILITIES"
"""What the build spec of the supply chain checks exports: a line for who is asked for a yes."""


class CheckStep(pipelines.CodeBuildStep):
    """Runs one check with the commit's sources as its working directory and the assembly at ``cdk.out``.

    The assembly is Build's artifact, not a second synth: what was checked is byte for byte what gets deployed.

    Args:
        last_release: the execution whose findings a check of `COMPARING` compares its own with.
    """

    def __init__(
        self,
        step_id: str,
        *,
        source: pipelines.CodePipelineSource,
        assembly: pipelines.IFileSetProducer,
        evidence: Evidence,
        last_release: str,
    ) -> None:
        check, compares = CHECKS[step_id], step_id in COMPARING
        super().__init__(
            step_id,
            input=source,
            additional_inputs={ASSEMBLY_DIRECTORY: assembly},
            commands=[],
            partial_build_spec=build_spec(check.replace("-", "_")),
            project_name=physical_name("delivery", check, "tools"),
            build_environment=CHECK_ENVIRONMENT,
            timeout=CHECK_TIMEOUT,
            env={**evidence.environment(), **({"LAST_RELEASE": last_release} if compares else {})},
            role_policy_statements=[
                evidence.write_statement(step=check),
                *([evidence.read_statement(step=check)] if compares else []),
            ],
        )
