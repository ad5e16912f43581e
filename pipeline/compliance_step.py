"""Before Dev: the compliance findings of the assembly that will be deployed."""

from __future__ import annotations

from aws_cdk import pipelines

from pipeline.check_step import CheckStep
from pipeline.evidence import Evidence


class ComplianceStep(CheckStep):
    """``make compliance``: judges the recorded findings and the physical names, and keeps the reports."""

    def __init__(
        self, *, source: pipelines.CodePipelineSource, assembly: pipelines.IFileSetProducer, evidence: Evidence
    ) -> None:
        super().__init__("Compliance", check="compliance", source=source, assembly=assembly, evidence=evidence)
