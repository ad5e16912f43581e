"""A check's cases as JUnit XML, for CodeBuild's report groups."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Final

from compliance.formats import junit
from compliance.formats.junit import CaseOutcome, TestCase, TestSuite
from compliance.supply_chain.check_result import Case, CheckResult, Outcome

_OUTCOMES: Final = {
    Outcome.PASSED: CaseOutcome.PASSED,
    Outcome.FAILED: CaseOutcome.FAILED,
    Outcome.EXCUSED: CaseOutcome.SKIPPED,
    Outcome.BELOW_THRESHOLD: CaseOutcome.SKIPPED,
    Outcome.NOT_CHECKED: CaseOutcome.SKIPPED,
}


def write_junit(result: CheckResult, path: Path) -> None:
    """One test case a case: passed, failed, or skipped with its reason (excused, below the threshold, not checked).

    What is below the threshold is one case a rule, with its count, or it would hide what was not checked.
    """
    cases = [*(case for case in result.cases if case.outcome is not Outcome.BELOW_THRESHOLD), *_counted(result)]
    suite = TestSuite(name=f"supply chain: {result.check}", cases=[_case(case) for case in cases])
    junit.write_junit(path, name="supply chain", suites=[suite])


def _counted(result: CheckResult) -> list[Case]:
    below = result.having(Outcome.BELOW_THRESHOLD)
    counts = Counter(case.name for case in below)
    first = {case.name: case for case in reversed(below)}
    return [
        replace(first[name], message=f"{count} times, first: {first[name].message}") if count > 1 else first[name]
        for name, count in sorted(counts.items())
    ]


def _case(case: Case) -> TestCase:
    outcome = _OUTCOMES[case.outcome]
    skipped = outcome is CaseOutcome.SKIPPED
    return TestCase(
        name=case.name,
        place=case.place,
        outcome=outcome,
        message=f"{case.outcome}: {case.message}" if skipped else case.message,
        kind="" if skipped else case.rule,
    )
