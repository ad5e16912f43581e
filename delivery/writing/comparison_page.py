"""A CV before and after as one HTML page: each line of a position beside what became of it, changed words marked.

Everything on the page is the CV's own text, escaped. The page fetches nothing and runs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from delivery.line_changes import changed_pieces, left_out, tailored_lines

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#222;background:#fff}
table{border-collapse:collapse;width:100%}td,th{vertical-align:top;text-align:left;padding:.3rem .6rem;width:50%}
tr+tr{border-top:1px solid #ddd}ins{background:#d9f2d9;text-decoration:none}del{color:#777}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def comparison_page(cv: Mapping[str, Any], data: Mapping[str, Any]) -> str:
    """The page, from the CV that was sent and the envelope's `data`."""
    tailored = data["tailored_cv"]
    name = escape(tailored["contact_info"]["full_name"])
    body = "\n".join(
        [f"<h1>{name}</h1>", *_summary(cv, tailored), *_positions(tailored), *_skills(tailored), *_fit(data)]
    )
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="viewport" content="width=device-width"><title>{name}: before and after</title>'
        f"<style>{_STYLE}</style>"
    )
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n{body}\n</body></html>\n'


def _summary(cv: Mapping[str, Any], tailored: Mapping[str, Any]) -> Iterator[str]:
    before, after = str(cv.get("summary") or ""), tailored["executive_summary"]
    if before or after:
        yield "<h2>Summary</h2>"
        yield _table([(escape(before), _marked(changed_pieces(before, after)))])


def _positions(tailored: Mapping[str, Any]) -> Iterator[str]:
    for position in tailored["work_experience"]:
        until = position["end_date"] or "present"
        yield f"<h2>{escape(position['job_title'])}, {escape(position['company_name'])}</h2>"
        yield f"<p>{escape(position['start_date'])} to {escape(until)}</p>"
        yield _table(_lines(position["original_bullets"], position["description_bullets"]))


def _lines(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Tailored lines in their order, each beside its sources, then what was left out."""
    lines = tailored_lines(before, after)
    for line in lines:
        yield "<br>".join(escape(before[index]) for index in line.sources), _marked(line.pieces)
    yield from ((f"<del>{escape(before[index])}</del>", "") for index in sorted(left_out(before, lines)))


def _skills(tailored: Mapping[str, Any]) -> Iterator[str]:
    if tailored["skills"]:
        yield "<h2>Skills</h2>"
        items = (
            f"<li>{escape(skill['skill_name'])}"
            + (f": meets {escape(', '.join(skill['matched_requirements']))}" if skill["matched_requirements"] else "")
            for skill in tailored["skills"]
        )
        yield f"<ul>{''.join(items)}</ul>"


def _fit(data: Mapping[str, Any]) -> Iterator[str]:
    if gaps := data.get("gap_analysis"):
        yield f"<h2>Fit</h2><p>{float(gaps['match_score']):.2f} ({escape(gaps['match_band'])})</p>"
        missing = [*gaps["missing_required_skills"], *gaps["missing_preferred_skills"]]
        if missing:
            yield f"<p>Not shown: {escape(', '.join(missing))}</p>"


def _table(rows: Iterator[tuple[str, str]] | Sequence[tuple[str, str]]) -> str:
    cells = "".join(f"<tr><td>{before}</td><td>{after}</td></tr>" for before, after in rows)
    return f"<table><tr><th>before</th><th>after</th></tr>{cells}</table>"


def _marked(pieces: Sequence[tuple[str, bool]]) -> str:
    return "".join(f"<ins>{escape(text)}</ins>" if is_new and text.strip() else escape(text) for text, is_new in pieces)
