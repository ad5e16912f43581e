"""bandit over the product's Python (bandit.readthedocs.io). Its own comments that silence it, ``# nosec``, count for
nothing: what stands, stands in the register.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from compliance.register import Acknowledgement
from compliance.register.supply_chain_acknowledgements import SUPPLY_CHAIN
from compliance.supply_chain.acknowledged import Finding, held_to_register
from compliance.supply_chain.check_result import Case, CheckResult, Outcome
from compliance.supply_chain.thresholds import CODE as THRESHOLD
from compliance.supply_chain.thresholds import SCANNED_CODE, CodeThreshold

TOOL: Final = "bandit"
CHECK: Final = "code"

RANKS: Final = ("UNDEFINED", "LOW", "MEDIUM", "HIGH")
"""bandit's scale, for severity and for confidence."""


@dataclass(frozen=True, kw_only=True)
class CodeIssue:
    """One thing bandit warns of; ``path`` is relative to the project."""

    rule: str
    path: str
    line: int
    severity: str
    confidence: str
    text: str


@dataclass(frozen=True, kw_only=True)
class CodeScan:
    """What one run of bandit saw. ``unread`` are files it could not parse, with the reason."""

    files: int
    issues: tuple[CodeIssue, ...]
    unread: tuple[tuple[str, str], ...]


def python_files(project: Path, roots: Sequence[str] = SCANNED_CODE) -> list[str]:
    """The files to scan, relative to the project, sorted; a root that is not there is an error.

    Raises:
        FileNotFoundError: a root does not exist: it was renamed, and nothing of it would be scanned.
    """
    return sorted(path.relative_to(project).as_posix() for root in roots for path in _below(project / root))


def _below(root: Path) -> Iterator[Path]:
    if root.is_file():
        yield root
    elif root.is_dir():
        yield from (path for path in root.rglob("*.py") if "__pycache__" not in path.parts)
    else:
        raise FileNotFoundError(f"{root.name} is to be scanned but is not there (SCANNED_CODE in thresholds.py)")


def scan_code(project: Path, files: Sequence[str]) -> CodeScan:
    """Runs every rule of bandit on the files."""
    from bandit.core import config, manager  # reads its plugins, which only this needs

    logging.getLogger("bandit").setLevel(logging.ERROR)
    run = manager.BanditManager(config.BanditConfig(), "file", ignore_nosec=True)
    run.files_list = [str(project / file) for file in files]
    run.run_tests()
    return CodeScan(
        files=len(files),
        issues=tuple(_issue(project, found) for found in run.results),
        unread=tuple((_relative(project, path), reason) for path, reason in run.skipped),
    )


def _issue(project: Path, found: Any) -> CodeIssue:
    return CodeIssue(
        rule=found.test_id,
        path=_relative(project, found.fname),
        line=found.lineno,
        severity=found.severity,
        confidence=found.confidence,
        text=found.text,
    )


def _relative(project: Path, path: str) -> str:
    return Path(path).relative_to(project).as_posix()


def check_code(
    scans: Sequence[CodeScan],
    *,
    today: date,
    threshold: CodeThreshold = THRESHOLD,
    register: Sequence[Acknowledgement] = SUPPLY_CHAIN,
) -> CheckResult:
    """One case a finding, and one for what was scanned."""
    issues = sorted((issue for scan in scans for issue in scan.issues), key=lambda issue: (issue.path, issue.line))
    files = sum(scan.files for scan in scans)
    findings = [
        Finding(case=_case(issue, Outcome.FAILED), ids=(issue.rule,)) for issue in issues if reaches(issue, threshold)
    ]
    below = [_case(issue, Outcome.BELOW_THRESHOLD) for issue in issues if not reaches(issue, threshold)]
    unread = [
        Case(name="unreadable", where=path, outcome=Outcome.FAILED, rule="unreadable", message=reason)
        for scan in scans
        for path, reason in scan.unread
    ]
    scanned = Case(name=f"{files} files were scanned", where=TOOL, outcome=Outcome.PASSED)
    return CheckResult(
        check=CHECK,
        scope=f"{files} files",
        tool=TOOL,
        cases=(scanned, *held_to_register(findings, register, tool=TOOL, today=today), *unread, *below),
    )


def reaches(issue: CodeIssue, threshold: CodeThreshold) -> bool:
    return RANKS.index(issue.severity) >= RANKS.index(threshold.severity) and RANKS.index(
        issue.confidence
    ) >= RANKS.index(threshold.confidence)


def _case(issue: CodeIssue, outcome: Outcome) -> Case:
    return Case(
        name=issue.rule,
        where=issue.path,
        line=issue.line,
        outcome=outcome,
        rule=issue.rule,
        message=f"{issue.text} (severity {issue.severity}, confidence {issue.confidence})",
    )
