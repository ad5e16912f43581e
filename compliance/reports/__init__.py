"""The reports of a run, all written from one matrix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from compliance.matrix import Matrix
from compliance.reports import (
    asff_report,
    csv_report,
    document,
    html_report,
    junit_report,
    markdown_report,
    oscal_report,
    sarif_report,
)
from compliance.reports.changes import Changes

WRITERS: Final[Mapping[str, Callable[[Matrix, Path], None]]] = {
    "compliance-matrix.csv": csv_report.write_csv,
    "compliance-matrix.json": document.write_json,
    "nag.xml": lambda matrix, path: junit_report.write_junit(matrix, path, gating=True),
    "reported-packs.xml": lambda matrix, path: junit_report.write_junit(matrix, path, gating=False),
    "compliance.sarif": sarif_report.write_sarif,
    "compliance.oscal.json": oscal_report.write_oscal,
    "compliance.asff.json": asff_report.write_asff,
    "compliance-summary.md": markdown_report.write_markdown,
}
"""By file name, but for the page, which also compares. The two XML files are CodeBuild's report groups: what gates, and
what is only reported."""


PAGE: Final = "compliance-report.html"


def write_reports(matrix: Matrix, folder: Path, *, changes: Changes | None = None) -> tuple[Path, ...]:
    """Writes every report into the folder, which is made where it is missing; the page says what changed."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, write in WRITERS.items():
        write(matrix, folder / name)
    html_report.write_html(matrix, folder / PAGE, changes=changes)
    return tuple(folder / name for name in (*WRITERS, PAGE))
