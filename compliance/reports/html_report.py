"""The run as one HTML page for an auditor: verdict first, then what is excused by whom and why, then every result.

The page carries its data, styles and script; its content security policy forbids every request. Everything but the
table of all results is there without JavaScript. What it says is in ``page/report.html``; here is what that is made of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from compliance.matrix import OPEN, Matrix, Result, Rule, Status
from compliance.reports.changes import Changes
from compliance.reports.document import document_of
from feature_stacks.naming import TITLE

_PAGE: Final = Path(__file__).with_name("page")
_CELLS: Final = (
    Status.NON_COMPLIANT,
    Status.ERROR,
    Status.ACKNOWLEDGED,
    Status.COMPLIANT,
    Status.NOT_APPLICABLE,
)
_BARS: Final = (Status.COMPLIANT, Status.ACKNOWLEDGED, Status.NON_COMPLIANT, Status.ERROR)

Entry = Mapping[str, Any]


def write_html(matrix: Matrix, path: Path, *, changes: Changes | None = None) -> None:
    """Writes the page, with what changed where an earlier run is known."""
    document = document_of(matrix)
    page = _templates().get_template("report.html")
    stream = page.stream(
        Status=Status,
        bars=_BARS,
        cells=_CELLS,
        changes=changes,
        counts=matrix.counts(),
        css=_own_text("report.css"),
        document=document,
        grounds=list(_grounds(document["acknowledgements"])),
        javascript=_own_text("report.js"),
        matrix=matrix,
        reported=_reported(matrix),
        resources=len({resource for run in matrix.packs for resource in run.resources}),
        rules=sum(len(run.rules) for run in matrix.packs),
        run=matrix.run,
        stopping=matrix.stopping,
        title=TITLE,
    )
    stream.dump(str(path), encoding="utf-8")


def _reported(matrix: Matrix) -> Mapping[Rule, list[Result]]:
    """What is open and stops nothing, by rule: what to do is said once for all resources that have the finding."""
    found: dict[Rule, list[Result]] = {}
    for run in matrix.packs:
        for result in run.with_status(*OPEN):
            if not run.stops(result):
                found.setdefault(result.rule, []).append(result)
    return found


def _templates() -> Environment:
    """Everything is escaped but our own style and script; a name that nobody gave is an error."""
    templates = Environment(
        loader=FileSystemLoader(_PAGE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    templates.filters["slug"] = _slug
    templates.policies["json.dumps_kwargs"] = {"separators": (",", ":"), "ensure_ascii": False}
    return templates


def _own_text(name: str) -> str:
    return (_PAGE / name).read_text(encoding="utf-8")


def _grounds(entries: list[Entry]) -> Iterator[tuple[tuple[str, ...], list[tuple[int, Entry]]]]:
    """Entries with the same ground together: an auditor reads a reason once, and sees all that it excuses.

    Yields:
        Last day, owner, record and reason, with the entries that share them, each with its place in the document.
    """

    def ground(numbered: tuple[int, Entry]) -> tuple[str, ...]:
        _, entry = numbered
        return (entry["expires"], entry["owner"], entry["record"], entry["reason"])

    for key, group in groupby(sorted(enumerate(entries), key=ground), key=ground):
        yield key, list(group)


def _slug(status: Status) -> str:
    return status.value.lower().replace(" ", "-")
