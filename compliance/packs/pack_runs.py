"""Proof that each gating pack ran, held to by the gate.

A pack that finds nothing leaves no trace among the findings, and neither does one that never ran. So each leaves how
many rules it has, how many resources it was shown, and what it said of a canary: a function that every pack objects to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class PackRun:
    """One pack on one assembly.

    Attributes:
        version: of the package that has the rules.
        rules: that the pack applies to a resource.
        resources: that it was shown, of the environments that it gates.
        findings: acknowledged ones included.
        canary: the first rule that objected to the canary; empty when none did, so that the pack judges nothing.
    """

    pack: str
    version: str
    rules: int
    resources: int
    findings: int
    canary: str


def silent_packs(runs: Sequence[PackRun], *, expected: Mapping[str, int]) -> list[str]:
    """A line for each pack that did not prove its run.

    Args:
        expected: by the pack's name, how many resources there are in the environments that it gates.
    """
    by_pack = {run.pack: run for run in runs}
    problems = (_problem(pack, by_pack.get(pack), resources) for pack, resources in expected.items())
    return [problem for problem in problems if problem]


def _problem(pack: str, run: PackRun | None, resources: int) -> str | None:
    if run is None:
        return f"rule pack {pack} did not run"
    if run.rules == 0:
        return f"rule pack {pack} ran without a rule"
    if not run.canary:
        return f"rule pack {pack} did not object to its canary, so it judges nothing"
    if run.resources != resources:
        return f"rule pack {pack} was shown {run.resources} of the {resources} resources"
    return None
