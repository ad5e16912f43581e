"""Holds the matrix against what Build recorded, on every run: both judged the same templates by the same rules, so a
difference means that one of them cannot be believed, and stops the release.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compliance.matrix.model import PackResults, Result, Status
from compliance.packs import ValidationReport

_SHOWN = 5


def problems_of(runs: Sequence[PackResults], report: ValidationReport) -> tuple[str, ...]:
    """What is wrong with the run itself: packs that judged nothing, and what matrix and record disagree about."""
    silent = [problem for run in runs for problem in _silent(run)]
    # Without any record there is nothing to compare with; the gate says so.
    compared = [run for run in runs if run.pack.gates] if report.packs else []
    differing = [problem for run in compared for problem in _differing(run, report)]
    return (*silent, *differing)


def _silent(run: PackResults) -> Iterator[str]:
    """Proof that a pack ran is that it has rules, resources, and an answer for each of both."""
    name = run.pack.name
    if not run.rules:
        yield f"rule pack {name} was asked for and has no rule: it did not run"
        return
    if not run.canary:
        yield f"rule pack {name} did not object to its canary, so it judges nothing"
    for environment in run.environments:
        resources = run.resource_count(environment)
        answered = len({(r.rule.id, r.resource.path) for r in run.results if r.resource.environment == environment})
        if resources == 0:
            yield f"rule pack {name} was asked for {environment} and judged no resource of it"
        elif answered != len(run.rules) * resources:
            yield (
                f"rule pack {name} gave {answered} answers for {len(run.rules)} rules "
                f"and {resources} resources of {environment}"
            )


def _differing(run: PackResults, report: ValidationReport) -> Iterator[str]:
    gated = [result for result in run.results if result.resource.environment in run.pack.gates]
    paths = {result.resource.path for result in gated}
    here = {_key(result): result.status is Status.ACKNOWLEDGED for result in gated if _is_finding(result)}
    there = {
        (finding.rule, finding.construct_path): finding.acknowledged
        for finding in report.findings
        if finding.pack == run.pack.name and finding.construct_path in paths
    }
    differences = sorted({key for key in here.keys() | there.keys() if here.get(key) is not there.get(key)})
    for rule, path in differences[:_SHOWN]:
        yield (
            f"{rule} at {path}: {_words(there.get((rule, path)))} in Build, "
            f"{_words(here.get((rule, path)))} when judged again"
        )
    if len(differences) > _SHOWN:
        yield f"and {len(differences) - _SHOWN} more differences from what Build recorded, in pack {run.pack.name}"


def _is_finding(result: Result) -> bool:
    return result.status in (Status.NON_COMPLIANT, Status.ERROR, Status.ACKNOWLEDGED)


def _key(result: Result) -> tuple[str, str]:
    return (result.finding_id, result.resource.path)


def _words(acknowledged: bool | None) -> str:
    return {None: "no finding", True: "acknowledged", False: "open"}[acknowledged]
