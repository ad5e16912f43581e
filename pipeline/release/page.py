"""The facts as a page: the same sections as Markdown and as HTML.

What templates and commits say goes onto it, so in HTML every text is escaped where it is put in, by the one function
that makes an element. A template engine would do the same and does not fit into a build spec's 25,600 characters.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.release.changes import BROADENING, CLASSES, Change
from pipeline.release.facts import Facts, as_line
from pipeline.release.review import Entry, finding

_STYLE: Final = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}td,th{border:1px solid #ccc;padding:.3rem;text-align:left;"
    "vertical-align:top;overflow-wrap:anywhere}.destructive,.replacing{background:#fdd}.broadening{background:#ffd}"
)


@dataclass(frozen=True, kw_only=True)
class Section:
    """A title and a table; the first cell of a row may be a change's classes, which colour the row."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def as_markdown(facts: Facts) -> str:
    """The page; text of templates and commits stands in it without a line break or a column's end."""
    lines = [f"# What this release changes in {facts.stage}", "", f"{as_line(facts)}."]
    for section in _sections(facts):
        lines += ["", f"## {section.title}", ""]
        table = [section.head, ["---"] * len(section.head), *section.rows]
        lines += [f"| {' | '.join(map(_cell, row))} |" for row in table] if section.rows else ["none"]
    return "\n".join(lines) + "\n"


def as_html(facts: Facts) -> str:
    """The page as one file that loads nothing."""
    title = f"What this release changes in {facts.stage}"
    body = [_element("h1", title), _element("p", f"{as_line(facts)}.")]
    for section in _sections(facts):
        body.append(_element("h2", section.title))
        rows = [f"<tr>{''.join(_element('th', name) for name in section.head)}</tr>"]
        for row in section.rows:
            kind = re.split(r"\W", row[0])[0]
            start = f'<tr class="{kind}">' if kind in CLASSES else "<tr>"
            rows.append(f"{start}{''.join(_element('td', cell) for cell in row)}</tr>")
        body.append(f"<table>{''.join(rows)}</table>" if section.rows else _element("p", "none"))
    head = f'<meta charset="utf-8">{_element("title", title)}<style>{_STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{"".join(body)}</body></html>\n'


def _sections(facts: Facts) -> Iterator[Section]:
    context = facts.context
    yield Section(
        title="Destroys or replaces what keeps data",
        head=("class", "resource", "type", "why", "review"),
        rows=[
            (", ".join(one.classes), one.path, one.type, "; ".join(_why(one)), _review(one, entry))
            for one, entry in facts.reviewed
        ],
    )
    yield Section(
        title="Wider permissions and access",
        head=("resource", "type", "what"),
        rows=[(one.path, one.type, line) for one in facts.changes for line in one.reasons.get(BROADENING, ())],
    )
    yield Section(
        title=f"Pushed since the last release{f', {context.since} ago' if context.since else ', the first'}",
        head=("commit", "says", "pushed", "became", "at the provider"),
        rows=[(one.commit, one.subject, one.pushed, one.became, one.url) for one in context.pushes],
    )
    yield Section(
        title="The stage before", head=("check", "ended"), rows=[(name, how) for name, how in context.checks.items()]
    )
    yield Section(
        title="Findings", head=("pack", "counts"), rows=[(pack, counts) for pack, counts in context.findings.items()]
    )
    cost = "" if context.cost is None else f"{context.cost:.2f} USD a month"
    yield Section(
        title="Cost of what stands, used or not",
        head=("now", "change"),
        rows=[(cost, context.cost_change or "none that is known")] if cost else [],
    )
    yield Section(
        title="All changes",
        head=("class", "resource", "type", "how", "why, or what"),
        rows=[(", ".join(one.classes), one.path, one.type, one.how, "; ".join(_why(one))) for one in facts.changes],
    )


def _review(change: Change, entry: Entry | None) -> str:
    if entry is None:
        return f"NOT REVIEWED: {finding(change)}"
    return f"{entry['reason']} ({entry['owner']}, {entry['record']}, until {entry['expires']})"


def _why(change: Change) -> list[str]:
    lines = [line for name in change.classes for line in change.reasons.get(name, ())]
    return lines or list(change.properties)


def _cell(text: str) -> str:
    return re.sub(r"([\\|`<>\[\]])", r"\\\1", " ".join(text.split()))


def _element(name: str, text: str) -> str:
    return f"<{name}>{html.escape(text)}</{name}>"
