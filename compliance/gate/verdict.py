"""Decides whether an assembly may go on: every gating pack ran over all of it, every finding is acknowledged, and the
register that acknowledges is in order.

The packs judge the assembly's templates in Build (`compliance.matrix`); what they recorded is decided on here, in Build
and again before Dev. `cdk synth` alone would not do: cdk-nag sees no raw override there, a warning passes as soon as
the pack has one acknowledgement, and a pack that was never registered passes silently.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from compliance.assembly import environment_of, read_stacks
from compliance.packs import (
    PACKS,
    Finding,
    PackRun,
    ValidationReport,
    gates,
    read_report,
    read_runs,
    silent_packs,
)
from compliance.register import (
    Acknowledgement,
    expired_entries,
    expiring_entries,
    held_to_register,
    incomplete_entries,
    read_register,
    stale_entries,
)


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What Build left in its assembly.

    Attributes:
        resources: how many the templates of each environment have.
    """

    report: ValidationReport
    register: tuple[Acknowledgement, ...]
    runs: tuple[PackRun, ...]
    resources: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What stops a release, and what only warns.

    Attributes:
        report: the findings, of which only the register's entries excuse any.
        problems: of the run and of the register, one line each.
        warnings: entries that will expire soon.
    """

    report: ValidationReport
    problems: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def stopping(self) -> tuple[Finding, ...]:
        """Open findings of packs that gate the environment they lie in."""
        return tuple(f for f in self.report.open_findings if gates(f.pack, f.environment))

    @property
    def passes(self) -> bool:
        return not self.problems and not self.stopping


def decide(recorded: Recorded, *, today: datetime.date) -> Verdict:
    """The decision, as a function of what was recorded and of today's date alone."""
    register = recorded.register
    register_problems = [
        *incomplete_entries(register),
        *expired_entries(register, today=today),
        *stale_entries(register, recorded.report),
    ]
    expected = {
        pack.name: sum(recorded.resources.get(environment, 0) for environment in pack.gates)
        for pack in PACKS
        if pack.gates
    }
    return Verdict(
        report=held_to_register(recorded.report, register),
        problems=(
            *silent_packs(recorded.runs, expected=expected),
            *(f"register: {problem}" for problem in register_problems),
        ),
        warnings=tuple(expiring_entries(register, today=today)),
    )


def read_recorded(assembly: Path) -> Recorded:
    """What Build left.

    Raises:
        JudgementMissingError, RegisterMissingError, NoAssemblyError: a part is missing or cannot be read.
    """
    report = read_report(assembly)
    resources: Counter[str] = Counter()
    for stack in read_stacks(assembly):
        resources[environment_of(stack.display_name)] += len(stack.resources())
    return Recorded(report=report, register=read_register(assembly), runs=read_runs(assembly), resources=resources)


def today() -> datetime.date:
    """The date that decides whether an acknowledgement still holds: the same everywhere at one moment."""
    return datetime.datetime.now(tz=datetime.UTC).date()
