"""The gate's findings as JUnit XML: one test suite a pack, one test case a finding.

An open finding is a failure, an acknowledged one is skipped with its reason. A pack that ran without any finding has
one passing case, so that its run is visible too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from compliance.formats import junit
from compliance.formats.junit import CaseOutcome, TestCase, TestSuite
from compliance.packs import Finding, ValidationReport


def write_junit(report: ValidationReport, path: Path, *, problems: Sequence[str] = ()) -> None:
    """Writes the report; ``problems`` are failures of the run itself, such as a pack that did not report."""
    junit.write_junit(path, name="compliance", suites=_suites(report, problems))


def _suites(report: ValidationReport, problems: Sequence[str]) -> Iterator[TestSuite]:
    # Findings of the CDK's own validation are no pack's.
    for pack in dict.fromkeys([*report.packs, *(finding.pack for finding in report.findings)]):
        cases = [_case(finding) for finding in report.findings if finding.pack == pack]
        yield TestSuite(name=pack, cases=cases or [TestCase(name="ran without findings", place=pack)])
    if problems:
        yield junit.problem_suite(problems)


def _case(finding: Finding) -> TestCase:
    if finding.acknowledged:
        return TestCase(
            name=finding.rule,
            place=finding.construct_path,
            outcome=CaseOutcome.SKIPPED,
            message=f"acknowledged: {finding.reason}",
        )
    return junit.stopping_case(
        name=finding.rule,
        path=finding.construct_path,
        resource_type=finding.construct_type,
        description=finding.description,
        made_in=finding.made_in,
        acknowledge_as=finding.acknowledgement_id,
        kind=finding.severity,
    )
