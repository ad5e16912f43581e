"""Decides whether an assembly may go on: every gating pack reported, and every finding is acknowledged.

`cdk synth` fails on findings by itself, but a warning passes it as soon as the pack has one acknowledgement, and a
pack that was never registered passes it silently. So the recorded report is read and judged here, in Build and again
before Dev.

    python -m compliance.gate cdk.out --junit reports/compliance/nag.xml
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from compliance.findings import REPORT_FILE, Finding, ReportMissingError, ValidationReport, read_report
from compliance.junit import write_junit
from compliance.packs import GATING_PACKS


def problems_of(report: ValidationReport, *, gating: Sequence[str] = GATING_PACKS) -> list[str]:
    """What is wrong with the run itself, apart from its findings."""
    return [
        f"rule pack {pack} left no trace in the report: it did not run, or found nothing to acknowledge"
        for pack in gating
        if pack not in report.packs
    ]


def describe(finding: Finding) -> str:
    """One finding as a person needs it: which rule, where, why it matters, and what to do."""
    return (
        f"{finding.severity.upper()} {finding.rule} at {finding.construct_path} ({finding.construct_type})\n"
        f"  {finding.description}\n"
        f"  Fix it, or acknowledge '{finding.acknowledgement_id}' with a reason in compliance/acknowledgements.py"
    )


def judge(assembly: Path, *, junit: Path | None) -> int:
    """Prints the verdict, writes JUnit and a copy of the report next to it, and returns the exit status (0 or 1)."""
    try:
        report = read_report(assembly)
    except ReportMissingError as error:
        if junit:
            write_junit(ValidationReport(packs=(), findings=()), junit, problems=[str(error)])
        print(f"compliance: {error}", file=sys.stderr)
        return 1
    problems = problems_of(report)
    if junit:
        write_junit(report, junit, problems=problems)
        shutil.copyfile(assembly / REPORT_FILE, junit.parent / REPORT_FILE)
    for line in [*problems, *map(describe, report.open_findings)]:
        print(f"compliance: {line}", file=sys.stderr)
    acknowledged = len(report.findings) - len(report.open_findings)
    print(
        f"compliance: {', '.join(report.packs) or 'no pack'} - "
        f"{len(report.open_findings)} open findings, {acknowledged} acknowledged"
    )
    return 1 if problems or report.open_findings else 0


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m compliance.gate", description=__doc__)
    parser.add_argument("assembly", type=Path, help="the assembly directory, such as cdk.out")
    parser.add_argument(
        "--junit", type=Path, help="where to write JUnit XML; the validation report is copied beside it"
    )
    options = parser.parse_args(arguments)
    return judge(options.assembly, junit=options.junit)


if __name__ == "__main__":
    sys.exit(main())
