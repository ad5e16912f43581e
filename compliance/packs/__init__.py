"""The rule packs: which there are, that they ran, and what they found.

The plugins that run them (`compliance.packs.pack_plugins`) are not loaded here: they start the CDK, and who only reads
what synth recorded must not wait for that.
"""

from __future__ import annotations

from compliance.packs.finding_ids import UnknownConstructError, construct_at, finding_id
from compliance.packs.findings import REPORT_FILE, Finding, ReportMissingError, ValidationReport, read_report
from compliance.packs.guard_rules import GuardFile, guard_files
from compliance.packs.pack_runs import PackRun, read_runs, silent_packs, write_runs
from compliance.packs.rule_packs import ENVIRONMENTS, GATING_PACKS, PACKS, Pack, gates, plugin_namespace

__all__ = [
    "ENVIRONMENTS",
    "GATING_PACKS",
    "PACKS",
    "REPORT_FILE",
    "Finding",
    "GuardFile",
    "Pack",
    "PackRun",
    "ReportMissingError",
    "UnknownConstructError",
    "ValidationReport",
    "construct_at",
    "finding_id",
    "gates",
    "guard_files",
    "plugin_namespace",
    "read_report",
    "read_runs",
    "silent_packs",
    "write_runs",
]
