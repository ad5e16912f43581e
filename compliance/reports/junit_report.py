"""The matrix as JUnit XML for CodeBuild's report groups: one suite a pack and environment, one case a result.

A failure is what stops the release. A finding that does not is skipped, with the reason why: acknowledged, or in a
pack that is only reported on there. What does not apply is no case (there are tens of thousands); each suite's
properties count it, with the rules and resources that prove that the pack ran.

CodeBuild takes 500 cases in a report (docs.aws.amazon.com/codebuild/latest/userguide/limits.html), so gating and
reported packs are files and report groups of their own; above the limit, the compliant resources of one rule become
one case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from compliance.formats import junit
from compliance.formats.junit import CaseOutcome, TestCase, TestSuite
from compliance.matrix import Matrix, PackResults, Result, Status

MOST_CASES: Final = 500


def write_junit(matrix: Matrix, path: Path, *, gating: bool) -> None:
    """Writes the environments where packs gate, or those where they are only reported.

    Problems of the run itself are failures of the gating file.
    """
    runs = [(run, environment) for run in matrix.packs for environment in _environments(run, gating=gating)]
    applicable = sum(len(_applicable(run, environment)) for run, environment in runs)
    suites = [_suite(run, environment, merge_compliant=applicable > MOST_CASES) for run, environment in runs]
    if gating and matrix.problems:
        suites.append(junit.problem_suite(matrix.problems))
    junit.write_junit(path, name="compliance", suites=suites)


def _environments(run: PackResults, *, gating: bool) -> tuple[str, ...]:
    return run.pack.gates if gating else run.pack.reported


def _applicable(run: PackResults, environment: str) -> list[Result]:
    return [
        result
        for result in run.results
        if result.resource.environment == environment and result.status is not Status.NOT_APPLICABLE
    ]


def _suite(run: PackResults, environment: str, *, merge_compliant: bool) -> TestSuite:
    counts = run.counts(environment)
    results = _applicable(run, environment)
    single = [result for result in results if not (merge_compliant and result.status is Status.COMPLIANT)]
    return TestSuite(
        name=f"{run.pack.name} on {environment}",
        properties={
            **{status.value: counts[status] for status in Status},
            "rules": len(run.rules),
            "resources": run.resource_count(environment),
        },
        cases=[*(_merged(results) if merge_compliant else ()), *(_case(run, result) for result in single)],
    )


def _merged(results: Sequence[Result]) -> Iterator[TestCase]:
    """The compliant results as one case a rule."""
    compliant = Counter(result.rule.id for result in results if result.status is Status.COMPLIANT)
    return (TestCase(name=rule, place=f"{count} resources") for rule, count in compliant.items())


def _case(run: PackResults, result: Result) -> TestCase:
    entry = result.acknowledgement
    if entry is not None:
        reason = f"{entry.reason} ({entry.owner}, {entry.record}, until {entry.expires})"
        return _skipped(result, f"Acknowledged: {reason}")
    if result.status is Status.COMPLIANT:
        return TestCase(name=result.finding_id, place=result.resource.path)
    if not run.stops(result):
        return _skipped(result, f"{result.status}, only reported: {result.rule.description}")
    return junit.stopping_case(
        name=result.finding_id,
        path=result.resource.path,
        resource_type=result.resource.type,
        description=result.message or result.rule.description,
        made_in=result.resource.source,
        acknowledge_as=run.acknowledgement_id(result),
        outcome=CaseOutcome.ERROR if result.status is Status.ERROR else CaseOutcome.FAILED,
    )


def _skipped(result: Result, reason: str) -> TestCase:
    return TestCase(name=result.finding_id, place=result.resource.path, outcome=CaseOutcome.SKIPPED, message=reason)
