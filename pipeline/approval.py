"""Prod waits for a person, in a stage of its own: were the approval part of Prod, rolling Prod back would ask for it
again."""

from __future__ import annotations

from aws_cdk import pipelines

from pipeline.synth_step import SynthStep


class ApprovalStep(pipelines.ManualApprovalStep):
    """Asks for a yes and shows the facts a person decides on: the commit, what it says, the assembly, the execution."""

    def __init__(self, *, source: pipelines.CodePipelineSource, assembly: SynthStep) -> None:
        super().__init__(
            "Approve",
            comment=(
                f"Deploy commit {source.source_attribute('CommitId')} to prod? It says: "
                f"{source.source_attribute('CommitMessage')} - dev runs it and its smoke tests passed "
                f"(execution #{{codepipeline.PipelineExecutionId}}, assembly {assembly.digest})."
            ),
        )
