"""Decides whether an assembly may go on: every gating pack ran over all of it, every finding is acknowledged, and the
register that acknowledges is in order.

`cdk synth` fails on findings by itself, but a warning passes it as soon as the pack has one acknowledgement, and a
pack that was never registered passes it silently. So what synth recorded is read and judged here, in Build and again
before Dev.

    python -m compliance.gate.gate cdk.out --junit reports/compliance/nag.xml
"""

from __future__ import annotations

import argparse
import datetime
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from compliance.assembly.assembly import NoAssemblyError, read_stacks
from compliance.formats.junit import write_junit
from compliance.packs.findings import REPORT_FILE, Finding, ReportMissingError, ValidationReport, read_report
from compliance.packs.pack_runs import PackRun, read_runs, silent_packs
from compliance.packs.packs import GATING_PACKS, gates
from compliance.register import register_check
from compliance.register.acknowledgement import Acknowledgement
from compliance.register.register_file import RegisterMissingError, read_register


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


def verdict(recorded: Recorded, *, today: datetime.date, gating: Sequence[str] = GATING_PACKS) -> Verdict:
    """The decision, as a function of what was recorded and of today's date alone."""
    register = recorded.register
    register_problems = [
        *register_check.incomplete_entries(register),
        *register_check.expired_entries(register, today=today),
        *register_check.stale_entries(register, recorded.report),
    ]
    return Verdict(
        report=register_check.held_to_register(recorded.report, register),
        problems=(
            *silent_packs(recorded.runs, expected=gating, resources=recorded.resources),
            *(f"register: {problem}" for problem in register_problems),
        ),
        warnings=tuple(register_check.expiring_entries(register, today=today)),
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


def describe(finding: Finding) -> str:
    """One finding as a person needs it: which rule, where, which line made it, why it matters, and what to do."""
    made_in = f", made in {finding.made_in}" if finding.made_in else ""
    return (
        f"{finding.severity.upper()} {finding.rule} at {finding.construct_path}{made_in} ({finding.construct_type})\n"
        f"  {finding.description}\n"
        f"  Fix it, or acknowledge '{finding.acknowledgement_id}' in compliance/register/acknowledgements.py"
    )


def judge(assembly: Path, *, junit: Path | None, today: datetime.date) -> int:
    """Prints the verdict, writes JUnit and a copy of the report next to it, and returns the exit status (0 or 1)."""
    try:
        recorded = read_recorded(assembly)
    except (ReportMissingError, RegisterMissingError, NoAssemblyError, ValueError) as error:
        if junit:
            write_junit(ValidationReport(packs=(), findings=()), junit, problems=[str(error)])
            _keep_report(assembly, junit)
        print(f"compliance: {error}", file=sys.stderr)
        return 1
    decided = verdict(recorded, today=today)
    if junit:
        write_junit(decided.report, junit, problems=decided.problems)
        _keep_report(assembly, junit)
    for line in [*decided.problems, *map(describe, decided.stopping)]:
        print(f"compliance: {line}", file=sys.stderr)
    for line in decided.warnings:
        print(f"compliance: warning: {line}", file=sys.stderr)
    ran = ", ".join(f"{run.pack} ({run.rules} rules)" for run in recorded.runs)
    acknowledged = sum(finding.acknowledged for finding in decided.report.findings)
    print(
        f"compliance: {ran or 'no pack'} over {recorded.resources} resources - "
        f"{len(decided.stopping)} open findings, {acknowledged} acknowledged"
    )
    return 0 if decided.passes else 1


def _keep_report(assembly: Path, junit: Path) -> None:
    if (assembly / REPORT_FILE).is_file():
        shutil.copyfile(assembly / REPORT_FILE, junit.parent / REPORT_FILE)


def today() -> datetime.date:
    """The date that decides whether an acknowledgement still holds: the same everywhere at one moment."""
    return datetime.datetime.now(tz=datetime.UTC).date()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m compliance.gate.gate", description=__doc__)
    parser.add_argument("assembly", type=Path, help="the assembly directory, such as cdk.out")
    parser.add_argument(
        "--junit", type=Path, help="where to write JUnit XML; the validation report is copied beside it"
    )
    options = parser.parse_args(arguments)
    return judge(options.assembly, junit=options.junit, today=today())


if __name__ == "__main__":
    sys.exit(main())
