"""Before Dev: what the package and its tools are made of, and whether anything in them must stop the release."""

from __future__ import annotations

from aws_cdk import pipelines

from pipeline.check_step import CheckStep
from pipeline.evidence import Evidence


class SupplyChainStep(CheckStep):
    """``make supply-chain``: SBOMs, known vulnerabilities, code and secret scans, licences; the reports are kept."""

    def __init__(
        self, *, source: pipelines.CodePipelineSource, assembly: pipelines.IFileSetProducer, evidence: Evidence
    ) -> None:
        super().__init__("SupplyChain", check="supply-chain", source=source, assembly=assembly, evidence=evidence)
