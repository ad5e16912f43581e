"""Findings in files as SARIF, which GitHub shows beside the code."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path
from typing import Final

from compliance.formats import sarif
from compliance.formats.sarif import SarifResult, SarifRule, SarifRun, Suppression
from compliance.supply_chain.check_result import Case, CheckResult, Outcome

_LEVELS: Final = {Outcome.FAILED: "error", Outcome.EXCUSED: "warning", Outcome.BELOW_THRESHOLD: "note"}


def write_sarif(result: CheckResult, path: Path) -> None:
    """Writes the check's findings, as those of its tool; what was excused is there as a suppressed result."""
    found = [case for case in result.cases if case.rule]
    run = SarifRun(
        tool=result.tool,
        version=metadata.version(result.tool),
        rules=[SarifRule(id=rule) for rule in sorted({case.rule for case in found})],
        results=[_result(case) for case in found],
    )
    sarif.write_sarif(path, [run])


def _result(case: Case) -> SarifResult:
    return SarifResult(
        rule=case.rule,
        level=_LEVELS[case.outcome],
        message=f"{case.name}: {case.message}",
        file=case.where,
        line=case.line,
        suppression=Suppression(reason=case.message) if case.outcome is Outcome.EXCUSED else None,
    )
