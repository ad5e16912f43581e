"""The facts of a release as data, as a line for an approval's text, and as Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from pipeline.release.changes import BROADENING, CLASSES, NEITHER, Change
from pipeline.release.review import Entry, finding

LONGEST_LINE: Final = 220
"""Characters of the line: an approval's text has room for 1,000, all else included."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Attributes:
    stage: what the approval lets be deployed, such as ``Prod``.
    stacks: those that the release has, each with where it lies, as ``aws://{account}/{region}``.
    register: the entries of the commit's register for changes like these.
    new_stacks: stacks that are not there yet.
    changes: of all stacks, the weightiest first within each.
    reviewed: the changes that stop a release, each with its entry or None.
    """

    stage: str
    stacks: dict[str, str]
    register: list[Entry]
    new_stacks: list[str]
    changes: list[Change]
    reviewed: list[tuple[Change, Entry | None]]

    @property
    def counts(self) -> dict[str, int]:
        """How many changes are of each class; one of several counts in each."""
        found = Counter(name for change in self.changes for name in change.classes)
        return {name: found[name] for name in CLASSES}

    @property
    def stopping(self) -> list[Change]:
        return [change for change, entry in self.reviewed if entry is None]

    @property
    def worst(self) -> list[Change]:
        """Changes of some class, the weightiest first."""
        known = [one for one in self.changes if one.classes != (NEITHER,)]
        return sorted(known, key=lambda one: (not one.stops, CLASSES.index(one.classes[0])))


def as_line(facts: Facts) -> str:
    """Counts, then the weightiest changes as far as they fit."""
    if facts.new_stacks and len(facts.new_stacks) == len({one.stack for one in facts.changes}):
        return f"a first deployment of {len(facts.changes)} resources in {len(facts.new_stacks)} stacks"
    counts = [f"{number} {name}" for name, number in facts.counts.items() if number and name != NEITHER]
    line = f"{len(facts.changes)} resources change" + (f", {', '.join(counts)}" if counts else "")
    for change in facts.worst:
        longer = f"{line}; {_in_short(change)}"
        if len(longer) > LONGEST_LINE:
            return f"{line}; ..."[:LONGEST_LINE]
        line = longer
    return line


def as_markdown(facts: Facts) -> str:
    """The page."""
    return "\n".join(_page(facts)) + "\n"


def as_data(facts: Facts) -> dict[str, Any]:
    """The same for programs."""
    return {
        "stage": facts.stage,
        "stacks": facts.stacks,
        "register": facts.register,
        "counts": facts.counts,
        "newStacks": facts.new_stacks,
        "changes": [_data(one) for one in facts.changes],
        "reviewed": [{"path": change.path, "entry": entry} for change, entry in facts.reviewed],
    }


def _data(change: Change) -> dict[str, Any]:
    return {
        "stack": change.stack,
        "logicalId": change.logical_id,
        "type": change.type,
        "how": change.how,
        "classes": list(change.classes),
        "stateful": change.stateful,
        "stops": change.stops,
        "reasons": change.reasons,
        "properties": list(change.properties),
    }


def _page(facts: Facts) -> Iterator[str]:
    yield f"# What this release changes in {facts.stage}"
    yield ""
    yield as_line(facts) + "."
    yield from ("", "## Destroys or replaces what keeps data", "")
    yield from [f"- {_review(*one)}" for one in facts.reviewed] or ["none"]
    yield from ("", "## Permissions and access", "")
    wider = [(one, line) for one in facts.changes for line in one.reasons.get(BROADENING, ())]
    yield from [f"- `{one.path}` ({one.type}): {line}" for one, line in wider] or ["nothing is wider"]
    yield from ("", "## All changes", "")
    yield from (
        ["| class | resource | type | how | why |", "| --- | --- | --- | --- | --- |"] if facts.changes else ["none"]
    )
    for one in facts.changes:
        yield f"| {', '.join(one.classes)} | `{one.path}` | {one.type} | {one.how} | {_cell('; '.join(_why(one)))} |"


def _review(change: Change, entry: Entry | None) -> str:
    answer = "NOT REVIEWED"
    if entry:
        answer = f"reviewed: {entry['reason']} ({entry['owner']}, {entry['record']}, until {entry['expires']})"
    return f"`{finding(change)}` at `{change.path}` ({change.type}): {'; '.join(_why(change))}; {answer}"


def _why(change: Change) -> list[str]:
    lines = [line for name in change.classes for line in change.reasons.get(name, ())]
    return lines or list(change.properties)


def _in_short(change: Change) -> str:
    return f"{change.classes[0]} {change.logical_id} ({change.type.removeprefix('AWS::')})"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
