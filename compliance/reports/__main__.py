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
    print(
        f"compliance: {verdict_of(matrix)}; {len(paths)} reports in {options.into} ({time.monotonic() - started:.1f} s)"
    )
    return 0 if matrix.passed else 1


def verdict_of(matrix: Matrix) -> str:
    """What stops the release, counted, such as ``2 findings and 1 problem of the run stop the release``: the last line
    of a run says what its exit status does. An entry of the register that has expired is a problem and no finding.
    """
    kinds = ((len(matrix.stopping), "finding", ""), (len(matrix.problems), "problem", " of the run"))
    counts = [f"{count} {noun}{'' if count == 1 else 's'}{whose}" for count, noun, whose in kinds if count]
    alone = len(matrix.stopping) + len(matrix.problems) == 1
    return f"{' and '.join(counts)} stop{'s' if alone else ''} the release" if counts else "nothing stops the release"


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
