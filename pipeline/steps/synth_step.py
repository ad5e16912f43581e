"""Build: the only synth. Its output, the assembly, is what every later step reads and deploys."""

from __future__ import annotations

from aws_cdk import pipelines

from feature_stacks.naming import physical_name
from pipeline.build_spec import build_spec
from pipeline.compute import SYNTH_ENVIRONMENT, SYNTH_TIMEOUT
from pipeline.evidence import Evidence

ASSEMBLY_DIRECTORY = "cdk.out"
COMMIT_TIME_VARIABLE = "COMMIT_TIME"
"""The commit's time for what Build writes about itself: its sources come without git's own data."""


class SynthStep(pipelines.CodeBuildStep):
    """``make synth`` on the pushed commit, with cdk-nag inside; an unacknowledged finding ends the execution here."""

    def __init__(self, *, source: pipelines.CodePipelineSource, evidence: Evidence) -> None:
        super().__init__(
            "Synth",
            input=source,
            commands=[],  # all in the build spec, which a commit can change before the pipeline has changed itself
            partial_build_spec=build_spec("synth"),
            primary_output_directory=ASSEMBLY_DIRECTORY,
            project_name=physical_name("delivery", "synthesis", "tools"),
            build_environment=SYNTH_ENVIRONMENT,
            timeout=SYNTH_TIMEOUT,
            env={**evidence.environment(), COMMIT_TIME_VARIABLE: source.source_attribute("AuthorDate")},
            role_policy_statements=[evidence.write_statement(step="synth")],
        )
