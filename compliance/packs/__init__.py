"""The rule packs: which there are, that they ran, and what they found.

The plugins that run them in a synth (`compliance.packs.pack_plugins`) are not loaded here: they start the CDK, and who
only reads what was recorded must not wait for that.
"""

from __future__ import annotations

from compliance.packs.finding_ids import ConstructIds, UnknownConstructError
from compliance.packs.findings import Finding, ValidationReport
from compliance.packs.guard_rules import GuardFile, guard_files
from compliance.packs.judgement_record import (
    JUDGEMENT_FILE,
    JudgementMissingError,
    read_report,
    read_runs,
    write_judgement,
)
from compliance.packs.pack_runs import PackRun, silent_packs
from compliance.packs.rule_packs import ENVIRONMENTS, GATING_PACKS, PACKS, TEMPLATE_VALIDATION, Pack, gates
from compliance.packs.synth_report import SynthReportMissingError, read_annotations

__all__ = [
    "ENVIRONMENTS",
    "GATING_PACKS",
    "JUDGEMENT_FILE",
    "PACKS",
    "TEMPLATE_VALIDATION",
    "ConstructIds",
    "Finding",
    "GuardFile",
    "JudgementMissingError",
    "Pack",
    "PackRun",
    "SynthReportMissingError",
    "UnknownConstructError",
    "ValidationReport",
    "gates",
    "guard_files",
    "read_annotations",
    "read_report",
    "read_runs",
    "silent_packs",
    "write_judgement",
]
