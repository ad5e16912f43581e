"""Prints the verdict on what Build judged and writes it as a report.

    python -m compliance.gate cdk.out --junit reports/compliance/nag.xml --said synth.log

The exit status is 0 where nothing stops the release, else 1.
"""

from __future__ import annotations

import argparse
import datetime
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from compliance.assembly import NoAssemblyError
from compliance.gate.junit_report import write_junit
from compliance.gate.synth_words import without_findings
from compliance.gate.verdict import decide, read_recorded, today
from compliance.packs import JUDGEMENT_FILE, Finding, JudgementMissingError, ValidationReport
from compliance.register import RegisterMissingError


def describe(finding: Finding) -> str:
    """One finding as a person needs it: which rule, where, which line made it, why it matters, and what to do."""
    made_in = f", made in {finding.made_in}" if finding.made_in else ""
    return (
        f"{finding.severity.upper()} {finding.rule} at {finding.construct_path}{made_in} ({finding.construct_type})\n"
        f"  {finding.description}\n"
        f"  Fix it. Where no code can, compliance/register/ gets an entry (docs/adr/0004) for "
        f"'{finding.acknowledgement_id}'"
    )


def judge(assembly: Path, *, junit: Path | None, today: datetime.date) -> int:
    """Prints the verdict, writes JUnit and a copy of the judgement next to it, and returns the exit status (0 or 1)."""
    try:
        recorded = read_recorded(assembly)
    except (JudgementMissingError, RegisterMissingError, NoAssemblyError) as error:
        if junit:
            write_junit(ValidationReport(packs=(), findings=()), junit, problems=[str(error)])
            _keep_judgement(assembly, junit)
        print(f"compliance: {error}", file=sys.stderr)
        return 1
    decided = decide(recorded, today=today)
    if junit:
        write_junit(decided.report, junit, problems=decided.problems)
        _keep_judgement(assembly, junit)
    for line in [*decided.problems, *map(describe, decided.stopping)]:
        print(f"compliance: {line}", file=sys.stderr)
    for line in decided.warnings:
        print(f"compliance: warning: {line}", file=sys.stderr)
    ran = ", ".join(f"{run.pack} ({run.rules} rules)" for run in recorded.runs)
    acknowledged = sum(finding.acknowledged for finding in decided.report.findings)
    count = len(decided.problems)
    problems = f"; stopped by {count} problem{'' if count == 1 else 's'} of the run" if count else ""
    print(
        f"compliance: {ran or 'no pack'} over {sum(recorded.resources.values())} resources - "
        f"{len(decided.stopping)} open findings, {acknowledged} acknowledged{problems}"
    )
    return 0 if decided.passes else 1


def _keep_judgement(assembly: Path, junit: Path) -> None:
    if (assembly / JUDGEMENT_FILE).is_file():
        shutil.copyfile(assembly / JUDGEMENT_FILE, junit.parent / JUDGEMENT_FILE)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m compliance.gate", description=__doc__)
    parser.add_argument("assembly", type=Path, help="the assembly directory, such as cdk.out")
    parser.add_argument("--said", type=Path, help="what synth printed; shown first, without the findings in it")
    parser.add_argument("--junit", type=Path, help="where to write JUnit XML; the judgement is copied beside it")
    options = parser.parse_args(arguments)
    if options.said and (rest := without_findings(options.said.read_text(encoding="utf-8", errors="replace"))):
        print(rest, file=sys.stderr)
    return judge(options.assembly, junit=options.junit, today=today())


if __name__ == "__main__":
    sys.exit(main())
