"""Findings in files as SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0), which GitHub shows beside the code."""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from compliance.supply_chain.check_result import Case, CheckResult, Outcome

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_LEVELS: Final = {Outcome.FAILED: "error", Outcome.EXCUSED: "warning", Outcome.BELOW_THRESHOLD: "note"}


def write_sarif(result: CheckResult, path: Path) -> None:
    """Writes the check's findings, as those of its tool; what was excused is there as a suppressed result."""
    path.write_text(json.dumps(_log(result), indent=2) + "\n", encoding="utf-8")


def _log(result: CheckResult) -> dict[str, Any]:
    found = [case for case in result.cases if case.rule]
    rules = sorted({case.rule for case in found})
    driver = {"name": result.tool, "version": metadata.version(result.tool), "rules": [{"id": rule} for rule in rules]}
    run = {"tool": {"driver": driver}, "results": [_result(case, rules) for case in found]}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(case: Case, rules: list[str]) -> dict[str, Any]:
    region = {} if case.line is None else {"region": {"startLine": case.line}}
    excused = case.outcome is Outcome.EXCUSED
    return {
        "ruleId": case.rule,
        "ruleIndex": rules.index(case.rule),
        "level": _LEVELS[case.outcome],
        "message": {"text": f"{case.name}: {case.message}"},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": case.where}, **region}}],
        **({"suppressions": [{"kind": "external", "justification": case.message}]} if excused else {}),
    }
