"""The checks before anything is deployed: what runs differs by build spec, all else is the same."""

from __future__ import annotations

from aws_cdk import pipelines

from feature_stacks.naming import physical_name
from pipeline.build_spec import build_spec
from pipeline.compute import CHECK_ENVIRONMENT, CHECK_TIMEOUT
from pipeline.evidence import Evidence
from pipeline.steps.synth_step import ASSEMBLY_DIRECTORY

VULNERABILITIES_VARIABLE = "VULNERABILITIES"
"""What the build spec of the supply chain checks exports: a line for who is asked for a yes."""


class CheckStep(pipelines.CodeBuildStep):
    """Runs one check with the commit's sources as its working directory and, where it is given, the assembly at
    ``cdk.out``.

    The assembly is Build's artifact, not a second synth: what was checked is byte for byte what gets deployed.

    Args:
        check: the make target that it runs, and the name under which its findings are kept.
        assembly: a check without one needs the commit's files alone, so it can run beside the synth.
        last_release: the execution whose findings it compares its own with, if it compares them.
    """

    def __init__(
        self,
        step_id: str,
        *,
        check: str,
        source: pipelines.CodePipelineSource,
        evidence: Evidence,
        assembly: pipelines.IFileSetProducer | None = None,
        last_release: str = "",
    ) -> None:
        super().__init__(
            step_id,
            input=source,
            additional_inputs={ASSEMBLY_DIRECTORY: assembly} if assembly else None,
            commands=[],
            partial_build_spec=build_spec(check.replace("-", "_")),
            project_name=physical_name("delivery", check, "tools"),
            build_environment=CHECK_ENVIRONMENT,
            timeout=CHECK_TIMEOUT,
            env={**evidence.environment(), **({"LAST_RELEASE": last_release} if last_release else {})},
            role_policy_statements=[
                evidence.write_statement(step=check),
                *([evidence.read_statement(step=check)] if last_release else []),
            ],
        )
