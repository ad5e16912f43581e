"""A protected wave waits for a person, in a stage of its own: were the approval part of the wave's stage, rolling that
back would ask for it again."""

from __future__ import annotations

from typing import Final

from aws_cdk import aws_sns as sns
from aws_cdk import pipelines

from pipeline.evidence import Evidence
from pipeline.steps.facts_step import STEP as FACTS
from pipeline.steps.facts_step import FactsStep
from pipeline.steps.gate_step import GateStep
from stages.waves import Wave

APPROVAL_ACTION: Final = "Approve"
"""The action that waits, in a stage such as ``ApproveProd``."""


class ApprovalStep(pipelines.ManualApprovalStep):
    """Asks for a yes and shows the facts a person decides on: the commit, what it changes of what is deployed and of
    what guards it, whether its vulnerabilities were looked up, its subject, the assembly, the execution, and where it
    already runs, unless it is asked for the first wave. The whole of the facts is a link away.

    Args:
        vulnerabilities: what the check of known vulnerabilities says; empty where it has not run yet.
        announced_on: the topic on which CodePipeline says that it waits, with the same text and links to both.
    """

    def __init__(
        self,
        *,
        wave: Wave,
        before: Wave | None,
        source: pipelines.CodePipelineSource,
        assembly: GateStep,
        facts: FactsStep,
        vulnerabilities: str,
        evidence: Evidence,
        announced_on: sns.ITopic,
    ) -> None:
        proof = ""
        if before:
            proof = f" - {before} {'runs' if len(before.environments) == 1 else 'run'} it and its smoke tests passed"
        judged = "; ".join(filter(None, (assembly.facts, vulnerabilities)))
        super().__init__(
            APPROVAL_ACTION,
            notification_topic=announced_on,
            comment=(
                f"Deploy commit {source.source_attribute('CommitId')} to {wave}? {facts.changes}. Gate: {judged}. "
                f"It says: {assembly.subject}{proof} "
                f"(execution #{{codepipeline.PipelineExecutionId}}, assembly {assembly.digest})."
            ),
            review_url=evidence.console_url(f"{FACTS}/{wave.stage_name}.html"),
        )
        self.add_step_dependency(facts)
