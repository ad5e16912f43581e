"""The run as one HTML page for an auditor: verdict first, then what is excused by whom and why, then every result.

The page carries its data, styles and script; its content security policy forbids every request. Everything but the
table of all results is there without JavaScript.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template
from typing import Any, Final

from compliance.matrix import Matrix, PackResults, Result, Status
from compliance.packs import ENVIRONMENTS
from compliance.reports.document import document_of

_PAGE: Final = Path(__file__).with_name("page")
_CELLS: Final = (
    Status.NON_COMPLIANT,
    Status.ERROR,
    Status.ACKNOWLEDGED,
    Status.COMPLIANT,
    Status.NOT_APPLICABLE,
)


def write_html(matrix: Matrix, path: Path) -> None:
    """Writes the page."""
    document = document_of(matrix)
    parts = {
        "css": _read("report.css"),
        "javascript": _read("report.js"),
        # The document is text inside a script element, which only a "<" could end.
        "document": json.dumps(document, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c"),
        "verdict": document["verdict"],
        "short_commit": escape(matrix.run.commit[:12]),
        "headline": _headline(matrix),
        "lead": _lead(matrix),
        "facts": "\n".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in _facts(matrix)),
        "status_heads": "".join(f'<th scope="col" class="number">{status}</th>' for status in _CELLS),
        "pack_rows": "\n".join(_pack_rows(matrix)),
        "problems": _problems(matrix),
        "stopping": _stopping(matrix),
        "acknowledged": _acknowledged(document),
        "environment_options": _options(ENVIRONMENTS),
        "pack_options": "".join(
            f'<option value="{escape(run.pack.name)}">{escape(run.pack.title)}</option>' for run in matrix.packs
        ),
        "rule_options": _options(rule.id for run in matrix.packs for rule in run.rules),
        "status_boxes": "\n".join(_status_box(status) for status in Status),
    }
    path.write_text(Template(_read("report.html")).substitute(parts), encoding="utf-8")


def _read(name: str) -> str:
    return (_PAGE / name).read_text(encoding="utf-8")


def _headline(matrix: Matrix) -> str:
    if matrix.passed:
        return "Passed: nothing stops this release"
    stopping = len(matrix.stopping)
    parts = [_number(stopping, "open finding")] if stopping else []
    if matrix.problems:
        parts.append(_number(len(matrix.problems), "problem of the run"))
    return f"Stopped: {' and '.join(parts)}"


def _lead(matrix: Matrix) -> str:
    counts = matrix.counts()
    rules = sum(len(run.rules) for run in matrix.packs)
    resources = len({resource for run in matrix.packs for resource in run.resources})
    reported = sum(1 for run in matrix.packs for r in run.with_status(Status.NON_COMPLIANT) if not run.stops(r))
    return (
        f"{rules} rules of {len(matrix.packs)} packs were asked about {resources} resources, which gave "
        f"{counts.total():,} results. {_number(counts[Status.ACKNOWLEDGED], 'finding')} "
        f"{'is' if counts[Status.ACKNOWLEDGED] == 1 else 'are'} acknowledged, each with a reason, an owner and a last "
        f"day. {_number(reported, 'finding')} in packs that are only reported "
        f"{'does' if reported == 1 else 'do'} not stop a release."
    )


def _facts(matrix: Matrix) -> Iterator[tuple[str, str]]:
    run = matrix.run
    yield "Commit", f"<code>{escape(run.commit)}</code>{', with uncommitted changes' if run.changed else ''}"
    yield "Assembly, SHA-256", f"<code>{run.assembly_digest}</code>"
    yield "Judged", f'<time datetime="{run.time.isoformat()}">{run.time:%d %B %Y, %H:%M:%S} UTC</time>'
    if run.execution_id:
        yield "Pipeline execution", f"<code>{escape(run.execution_id)}</code>"
    yield "Judged with", escape(", ".join(f"{name} {version}" for name, version in run.versions.items()))


def _pack_rows(matrix: Matrix) -> Iterator[str]:
    for run in matrix.packs:
        for index, environment in enumerate(run.environments):
            head = ""
            if index == 0:
                span = len(run.environments)
                head = f'<th scope="rowgroup" rowspan="{span}">{escape(run.pack.title)}</th>'
            yield f"<tr>{head}{_pack_cells(run, environment)}</tr>"


def _pack_cells(run: PackResults, environment: str) -> str:
    counts = run.counts(environment)
    effect = "gates" if environment in run.pack.gates else "reported"
    link = f'<a href="#results" data-pack="{escape(run.pack.name)}" data-environment="{environment}">{environment}</a>'
    cells = "".join(
        f'<td class="number{"" if counts[status] else " zero"}" data-count="{_slug(status)}">{counts[status]:,}</td>'
        for status in _CELLS
    )
    applicable = counts.total() - counts[Status.NOT_APPLICABLE]
    parts = "".join(
        f'<span class="{_slug(status)}" style="flex:{counts[status]}"></span>'
        for status in (Status.COMPLIANT, Status.ACKNOWLEDGED, Status.NON_COMPLIANT, Status.ERROR)
        if counts[status]
    )
    share = f"{100 * counts[Status.COMPLIANT] / applicable:.0f} % compliant" if applicable else "nothing applies"
    return (
        f'<td>{link}</td><td class="effect">{effect}</td>'
        f'<td class="number">{len(run.rules)} &times; {run.resource_count(environment)}</td>{cells}'
        f'<td>{share}<div class="bar" aria-hidden="true">{parts}</div></td>'
    )


def _problems(matrix: Matrix) -> str:
    if not matrix.problems:
        return ""
    items = "".join(f"<li>{escape(problem)}</li>" for problem in matrix.problems)
    return (
        '<section aria-labelledby="problems"><h2 id="problems">What is wrong with the run itself</h2>'
        f"<p>Until these are mended the results below prove nothing.</p><ul>{items}</ul></section>"
    )


def _stopping(matrix: Matrix) -> str:
    stopping = matrix.stopping
    if not stopping:
        return "<p>No pack that gates has an open finding.</p>"
    return f"<ol>{''.join(_stopping_item(run, result) for run, result in stopping)}</ol>"


def _stopping_item(run: PackResults, result: Result) -> str:
    resource = result.resource
    source = f", made at <code>{escape(resource.source)}</code>" if resource.source else ""
    return (
        f"<li><strong>{escape(result.finding_id)}</strong> {escape(result.message or result.rule.description)}"
        f'<span class="about"><span class="path">{escape(resource.path)}</span> ({escape(resource.type)}){source}. '
        f"Fix it, or acknowledge <code>{escape(run.acknowledgement_id(result))}</code>.</span></li>"
    )


def _acknowledged(document: Mapping[str, Any]) -> str:
    """Entries with the same ground together: an auditor reads a reason once, and sees all that it excuses."""
    entries = [{**entry, "place": place} for place, entry in enumerate(document["acknowledgements"])]
    if not entries:
        return "<p>Nothing is.</p>"

    def ground(entry: Mapping[str, Any]) -> tuple[str, ...]:
        return (entry["expires"], entry["owner"], entry["record"], entry["reason"])

    rows = "".join(_ground_row(key, list(group)) for key, group in groupby(sorted(entries, key=ground), key=ground))
    return (
        '<div class="scroll" tabindex="0" role="region" aria-labelledby="acknowledged"><table>'
        "<caption>Findings that stand, by what forces them; the first to expire comes first. After its last day an "
        "entry stops the release.</caption>"
        '<thead><tr><th scope="col">Until</th><th scope="col">Why it stands</th><th scope="col">Who answers for it</th>'
        f'<th scope="col">Decided in</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _ground_row(key: tuple[str, ...], entries: Iterable[Mapping[str, Any]]) -> str:
    expires, owner, record, reason = map(escape, key)
    items = [
        f'<li id="acknowledgement-{entry["place"]}"><strong>{escape(entry["finding"])}</strong> '
        f'<span class="about path">{escape(entry["path"])}</span></li>'
        for entry in entries
    ]
    return (
        f'<tr><td class="effect"><time datetime="{expires}">{expires}</time></td>'
        f"<td>{reason}<details><summary>{_number(len(items), 'finding')}</summary>"
        f'<ul class="findings">{"".join(items)}</ul></details></td>'
        f"<td>{owner}</td><td><code>{record}</code></td></tr>"
    )


def _status_box(status: Status) -> str:
    checked = "" if status is Status.NOT_APPLICABLE else " checked"
    slug = _slug(status)
    return (
        f'<label><input type="checkbox" name="status" value="{status}"{checked}>'
        f'<span class="status {slug}">{status}</span> <span id="count-{slug}">0</span></label>'
    )


def _options(values: Iterable[str]) -> str:
    return "".join(f"<option>{escape(value)}</option>" for value in values)


def _slug(status: Status) -> str:
    return status.value.lower().replace(" ", "-")


def _number(count: int, noun: str) -> str:
    if noun.startswith("problem") and count != 1:
        noun = noun.replace("problem", "problems", 1)
        return f"{count} {noun}"
    return f"{count} {noun}{'' if count == 1 else 's'}"
