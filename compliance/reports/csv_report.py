"""The full matrix as CSV, one line a result, for a spreadsheet: every status, Not applicable included."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

from compliance.matrix import Matrix, PackResults, Result, Run

COLUMNS: Final = (
    "environment",
    "stack",
    "pack",
    "rule",
    "finding",
    "resource",
    "type",
    "status",
    "stops",
    "source",
    "reason",
    "owner",
    "record",
    "expires",
    "time",
    "commit",
    "assembly_sha256",
    "cdk_nag",
    "aws_cdk_lib",
    "project_rules",
)
_DIGITS: Final = 12
"""Of commit and digest: enough to tell runs apart, in tens of thousands of lines; the JSON form has them whole."""
# A spreadsheet runs what begins like this as a formula (owasp.org/www-community/attacks/CSV_Injection).
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def write_csv(matrix: Matrix, path: Path) -> None:
    """Writes the header and every result; what ties it to the run stands in every line, so lines can be moved."""
    facts = _run_facts(matrix.run)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(map(_safe, (*_line(run, result), *facts)) for run in matrix.packs for result in run.results)


def _run_facts(run: Run) -> tuple[str, ...]:
    versions = (run.versions[name] for name in ("cdk-nag", "aws-cdk-lib", "project rules"))
    return (run.time.strftime("%Y-%m-%dT%H:%M:%SZ"), run.commit[:_DIGITS], run.assembly_digest[:_DIGITS], *versions)


def _line(run: PackResults, result: Result) -> tuple[str, ...]:
    resource, entry = result.resource, result.acknowledgement
    return (
        resource.environment,
        resource.stack,
        run.pack.name,
        result.rule.id,
        result.finding,
        resource.path,
        resource.type,
        result.status.value,
        "yes" if run.stops(result) else "",
        resource.source or "",
        entry.reason if entry else result.message,
        entry.owner if entry else "",
        entry.record if entry else "",
        entry.expires.isoformat() if entry else "",
    )


def _safe(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
