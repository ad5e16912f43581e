"""Findings in files as SARIF, which GitHub shows beside the code."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Final

from compliance.formats import sarif
from compliance.formats.sarif import SarifResult, SarifRule, SarifRun
from compliance.supply_chain.check_result import Case, CheckResult, Outcome

_LEVELS: Final = {Outcome.FAILED: "error", Outcome.BELOW_THRESHOLD: "note"}
_DIGITS: Final = 16


def write_sarif(result: CheckResult, path: Path) -> None:
    """Writes the check's findings, as those of its tool. What was excused is none, but is counted."""
    found = [case for case in result.cases if case.rule and case.outcome in _LEVELS]
    run = SarifRun(
        tool=result.tool,
        version=metadata.version(result.tool),
        id=f"source-scans/{result.check}/",
        rules=[_rule(case, result.tool) for case in {case.rule: case for case in found}.values()],
        results=list(_results(found)),
        properties={"excused": len(result.having(Outcome.EXCUSED))},
    )
    sarif.write_sarif(path, [run])


def _rule(example: Case, tool: str) -> SarifRule:
    """A rule as one of its findings describes it: the tools have no other text."""
    help_text = f"{example.message}\nFix it, or have it excused as docs/supply-chain.md says."
    return SarifRule(id=example.rule, description=f"{tool}: {example.name}", help=help_text)


def _results(cases: Iterable[Case]) -> Iterator[SarifResult]:
    """A finding is known again by its rule, file and words, wherever its line goes; equal ones by their order."""
    seen: Counter[str] = Counter()
    for case in cases:
        digest = hashlib.sha256(f"{case.rule}\0{case.where}\0{case.name}\0{case.message}".encode()).hexdigest()
        seen[digest] += 1
        yield SarifResult(
            rule=case.rule,
            level=_LEVELS[case.outcome],
            message=f"{case.name}: {case.message}",
            file=case.where,
            line=case.line,
            fingerprint=f"{digest[:_DIGITS]}:{seen[digest]}",
        )
