"""What a run of checks leaves: reports in one folder, and lines in the log."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from compliance.supply_chain.check_result import CheckResult, Outcome
from compliance.supply_chain.junit_report import write_junit
from compliance.supply_chain.sarif_report import write_sarif
from compliance.supply_chain.summary import verdict_line, write_summary


def write_reports(results: Sequence[CheckResult], into: Path, *, title: str, digests: Mapping[str, str]) -> None:
    """JUnit for each check, SARIF for those that point at lines, and the summary.

    Args:
        title, digests: as for `write_summary`.
    """
    into.mkdir(parents=True, exist_ok=True)
    for result in results:
        write_junit(result, into / f"{result.check}.xml")
        if result.tool:
            write_sarif(result, into / f"{result.check}.sarif")
    write_summary(results, into, title=title, digests=digests)


def say(results: Sequence[CheckResult], *, of: str) -> int:
    """Prints what stops and each verdict; the exit status: 1 where something reaches its threshold, else 0."""
    for result in results:
        for case in result.having(Outcome.FAILED):
            print(f"{of}: {case}", file=sys.stderr)
    for result in results:
        print(f"{of}: {verdict_line(result)}")
    return 1 if any(result.stops for result in results) else 0
