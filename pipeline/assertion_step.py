"""Before Dev: the assertion tests, run on the assembly that will be deployed."""

from __future__ import annotations

from aws_cdk import pipelines

from pipeline.check_step import CheckStep
from pipeline.evidence import Evidence


class AssertionStep(CheckStep):
    """``make assertions``: a failing test stops the execution before anything is deployed."""

    def __init__(
        self, *, source: pipelines.CodePipelineSource, assembly: pipelines.IFileSetProducer, evidence: Evidence
    ) -> None:
        super().__init__("Assertions", check="assertions", source=source, assembly=assembly, evidence=evidence)
