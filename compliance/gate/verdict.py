"""Decides whether an assembly may go on: every gating pack ran over all of it, every finding is acknowledged, and the
register that acknowledges is in order.

`cdk synth` fails on findings by itself, but a warning passes it as soon as the pack has one acknowledgement, and a
pack that was never registered passes it silently. So what synth recorded is read and judged here, in Build and again
before Dev.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from compliance.assembly import read_stacks
from compliance.packs import (
    GATING_PACKS,
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
    """What one synth left in its assembly.

    Attributes:
        resources: how many all templates have together.
    """

    report: ValidationReport
    register: tuple[Acknowledgement, ...]
    runs: tuple[PackRun, ...]
    resources: int


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


def decide(recorded: Recorded, *, today: datetime.date, gating: Sequence[str] = GATING_PACKS) -> Verdict:
    """The decision, as a function of what was recorded and of today's date alone."""
    register = recorded.register
    register_problems = [
        *incomplete_entries(register),
        *expired_entries(register, today=today),
        *stale_entries(register, recorded.report),
    ]
    return Verdict(
        report=held_to_register(recorded.report, register),
        problems=(
            *silent_packs(recorded.runs, expected=gating, resources=recorded.resources),
            *(f"register: {problem}" for problem in register_problems),
        ),
        warnings=tuple(expiring_entries(register, today=today)),
    )


def read_recorded(assembly: Path) -> Recorded:
    """What a synth left.

    Raises:
        ReportMissingError, RegisterMissingError, NoAssemblyError, ValueError: a part is missing or cannot be read.
    """
    report = read_report(assembly)
    return Recorded(
        report=report,
        register=read_register(assembly),
        runs=read_runs(assembly),
        resources=sum(len(stack.resources()) for stack in read_stacks(assembly)),
    )


def today() -> datetime.date:
    """The date that decides whether an acknowledgement still holds: the same everywhere at one moment."""
    return datetime.datetime.now(tz=datetime.UTC).date()
