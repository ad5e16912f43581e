"""Markdown as GitHub shows it: tables, and foreign text that must stay text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


def plain(text: str) -> str:
    """Text on one line that begins no table cell and no HTML element."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: int = 0) -> Iterator[str]:
    """A table's lines, from cells that are Markdown already; the last ``numbers`` columns are aligned to the right."""
    yield _row(heads)
    yield _row(["---"] * (len(heads) - numbers) + ["---:"] * numbers)
    yield from map(_row, rows)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
