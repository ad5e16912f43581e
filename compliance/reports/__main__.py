"""Judges an assembly by every pack and writes the reports.

    python -m compliance.reports cdk.out --into reports/compliance

The exit status is 0 when nothing stops the release, 1 when a finding or a problem of the run does, and 2 when the
rules could not be run, so that there is no report. `compliance.gate` decides on what Build recorded, without the CDK,
and names each open finding; this judges the templates themselves, again.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from compliance.assembly import NoAssemblyError
from compliance.assembly.assembly_digest import UnlistableFileError
from compliance.matrix import EvaluationError, JavaScriptMissingError, Matrix, Status, matrix_of
from compliance.packs import PACKS
from compliance.reports import write_reports
from compliance.reports.changes import NoEarlierRunError, changes_since

_CANNOT_RUN = (NoAssemblyError, UnlistableFileError, EvaluationError, JavaScriptMissingError, NoEarlierRunError)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m compliance.reports", description=__doc__)
    parser.add_argument("assembly", type=Path, help="the assembly directory, such as cdk.out")
    parser.add_argument("--into", type=Path, required=True, metavar="DIR", help="where to write the reports")
    parser.add_argument(
        "--previous", type=Path, metavar="FILE", help="the last release's compliance-matrix.json, to say what changed"
    )
    options = parser.parse_args(arguments)
    started = time.monotonic()
    try:
        matrix = matrix_of(options.assembly, packs=PACKS)
        changes = changes_since(options.previous, matrix) if options.previous else None
    except _CANNOT_RUN as error:
        print(f"compliance: no reports: {error}", file=sys.stderr)
        return 2
    paths = write_reports(matrix, options.into, changes=changes)
    _print_counts(matrix)
    if changes:
        print(
            f"compliance: since {changes.commit[:12]}: {len(changes.new)} findings are new, {len(changes.gone)} gone, "
            f"{len(changes.altered)} acknowledged or opened again, {len(changes.same)} as they were"
        )
    stopping = len(matrix.stopping)
    print(
        f"compliance: {stopping or 'no'} finding{'' if stopping == 1 else 's'} that stop{'s' if stopping == 1 else ''} "
        f"the release; {len(paths)} reports in {options.into} ({time.monotonic() - started:.1f} s)"
    )
    return 0 if matrix.passed else 1


def _print_counts(matrix: Matrix) -> None:
    for problem in matrix.problems:
        print(f"compliance: {problem}", file=sys.stderr)
    for run in matrix.packs:
        for environment in run.environments:
            counts = run.counts(environment)
            found = ", ".join(f"{counts[status]} {status}" for status in Status if counts[status])
            effect = "gates" if environment in run.pack.gates else "reported on"
            print(
                f"compliance: {run.pack.title} {effect} {environment}: {len(run.rules)} rules on "
                f"{run.resource_count(environment)} resources: {found or 'nothing judged'}"
            )


if __name__ == "__main__":
    sys.exit(main())
