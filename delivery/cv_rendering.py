"""A CV before and after, side by side, as a person compares them; from the CV itself and the service's answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from delivery.line_changes import changed_pieces, left_out, tailored_lines

_MARKS = {"same": "- ", "reworded": "~ ", "joined": "& "}
_CHANGED, _GONE, _HEADING = "bold green", "dim strike", "bold"
MOST_MISSING_KEYWORDS = 12


def before_and_after(cv: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[RenderableType]:
    """The parts of a CV in reading order, each as it was and as it is, then how well it fits the job.

    Args:
        cv: the master CV, the document that the service read.
        data: the envelope's `data`.
    """
    tailored = data["tailored_cv"]
    yield _contact(tailored["contact_info"])
    yield from _summary(str(cv.get("summary") or ""), tailored["executive_summary"])
    for position in tailored["work_experience"]:
        yield from _position(position)
    yield from _skills([str(skill["skill_name"]) for skill in cv.get("skills") or ()], tailored["skills"])
    yield from _unchanged(tailored)
    yield from _fit(data.get("gap_analysis"), data["metadata"])


def _contact(contact: Mapping[str, Any]) -> RenderableType:
    reachable = " · ".join(filter(None, (contact.get("email"), contact.get("phone"), contact.get("location"))))
    return Panel(
        Text.assemble((contact["full_name"], _HEADING), *(["\n", reachable] if reachable else [])), expand=False
    )


def _summary(before: str, after: str) -> Iterator[RenderableType]:
    if before or after:
        yield Rule(Text("Summary", style=_HEADING), align="left")
        yield _columns(
            [(Text(before or "(none)", style="" if before else "dim"), _marked(changed_pieces(before, after)))]
        )


def _position(position: Mapping[str, Any]) -> Iterator[RenderableType]:
    dates = f"{position['start_date']} to {position['end_date'] or 'present'}"
    heading = Text.assemble((position["job_title"], _HEADING), f", {position['company_name']}, ", (dates, "dim"))
    yield Rule(heading, align="left")
    before, after = position["original_bullets"], position["description_bullets"]
    lines = tailored_lines(before, after)
    gone = left_out(before, lines)
    left = [_item("x " if index in gone else "- ", Text(text, style=_GONE if index in gone else ""))
            for index, text in enumerate(before) if text.strip()]  # fmt: skip
    right = [_item(_MARKS[line.change], _marked(line.pieces)) for line in lines]
    yield _columns([(_stacked(left), _stacked(right))])


def _skills(before: Sequence[str], after: Sequence[Mapping[str, Any]]) -> Iterator[RenderableType]:
    if not after:
        return
    yield Rule(Text("Skills, in order", style=_HEADING), align="left")
    left = [_item(f"{place:>2} ", Text(name)) for place, name in enumerate(before, start=1)]
    right = [_item(f"{place:>2} ", _skill(skill)) for place, skill in enumerate(after, start=1)]
    yield _columns([(_stacked(left), _stacked(right))])


def _skill(skill: Mapping[str, Any]) -> Text:
    met = skill["matched_requirements"]
    score = f"  {float(skill['relevance_score']):.2f}"
    meets = f"  meets {', '.join(met)}" if met else ""
    return Text.assemble((skill["skill_name"], _CHANGED if met else ""), (score + meets, "dim"))


def _unchanged(tailored: Mapping[str, Any]) -> Iterator[RenderableType]:
    items = [", ".join(filter(None, (e["degree"], e.get("field_of_study"), e["institution"])))
             for e in tailored["education"]]  # fmt: skip
    items += [
        ", ".join(filter(None, (c["name"], c.get("issuer"), c.get("issued")))) for c in tailored["certifications"]
    ]
    if items:
        yield Rule(Text("Education and certificates, unchanged", style=_HEADING), align="left")
        yield _stacked([_item("  ", Text(item)) for item in items])


def _fit(gaps: Mapping[str, Any] | None, metadata: Mapping[str, Any]) -> Iterator[RenderableType]:
    yield Rule(Text("Fit", style=_HEADING), align="left")
    if gaps:
        yield Text.assemble(("Match ", ""), (f"{float(gaps['match_score']):.2f} ({gaps['match_band']})", _HEADING))
        yield Text(f"Years: {_number(gaps['years_shown'])} shown, {_number(gaps['years_required'])} asked for")
        for name, label in (("missing_required_skills", "required"), ("missing_preferred_skills", "preferred")):
            if gaps[name]:
                yield Text(f"Not shown, {label}: {', '.join(gaps[name])}", style="yellow")
        if words := gaps.get("missing_keywords"):
            yield Text(
                f"Words of the posting that the CV lacks: {', '.join(words[:MOST_MISSING_KEYWORDS])}", style="dim"
            )
    degraded = ", degraded" if metadata["degraded"] else ""
    verified = "verified" if metadata["fvs_validation_passed"] else "not verified"
    how = f"engine {metadata['engine']}{degraded}, facts {verified}, {metadata['keyword_matches']} keywords met"
    yield Text(f"{how}; ~ reworded, & joined, x left out", style="dim")


def _columns(rows: Sequence[tuple[RenderableType, RenderableType]]) -> Table:
    table = Table(box=None, expand=True, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("before", ratio=1, overflow="fold")
    table.add_column("after", ratio=1, overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table


def _stacked(items: Sequence[RenderableType]) -> Table:
    stack = Table.grid(expand=True)
    stack.add_column(ratio=1)
    for item in items:
        stack.add_row(item)
    return stack


def _item(mark: str, text: Text) -> Table:
    """A line that hangs behind its mark, however narrow the column is."""
    item = Table.grid(expand=True)
    item.add_column(width=len(mark), no_wrap=True)
    item.add_column(ratio=1, overflow="fold")
    item.add_row(Text(mark, style="dim"), text)
    return item


def _marked(pieces: Sequence[tuple[str, bool]]) -> Text:
    return Text.assemble(*((piece, _CHANGED if is_new else "") for piece, is_new in pieces))


def _number(value: object) -> str:
    return f"{float(str(value)):g}"
