"""The report as a Markdown file, to attach to a ticket: what to do first, then all that was looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from delivery.preflight.answer import Verdict
from delivery.preflight.inspection import Line
from stages.settings import Settings

_TITLES = {
    Verdict.TO_DO: "To do",
    Verdict.NOT_LOOKED_AT: "Not looked at",
    Verdict.FINE: "Fine",
}


def markdown(lines: Sequence[Line], *, settings: Settings, moment: datetime) -> str:
    """The page; its tables have a row for each line, its numbers are those of the lines."""
    accounts = ", ".join(f"{name} {account}" for name, account in settings.accounts.items())
    counts = ", ".join(f"{_count(lines, verdict)} {verdict}" for verdict in _TITLES)
    page = [
        f"# Preflight of {settings.repository}@{settings.branch}",
        "",
        f"{moment:%Y-%m-%d %H:%M} UTC; {accounts}; {settings.region}. {counts}.",
    ]
    for verdict, title in _TITLES.items():
        page += _section(title, [line for line in lines if line.verdict is verdict])
    return "\n".join(page) + "\n"


def _count(lines: Sequence[Line], verdict: Verdict) -> int:
    return sum(line.verdict is verdict for line in lines)


def _section(title: str, lines: Sequence[Line]) -> Iterator[str]:
    if not lines:
        return
    yield from ("", f"## {title}", "", "| what | where | found | do |", "| --- | --- | --- | --- |")
    for line in lines:
        cells = (line.subject, line.place, line.text, line.remedy)
        yield f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(text: str) -> str:
    """On one line, and without what would end the cell."""
    return " ".join(text.split()).replace("|", "\\|")
