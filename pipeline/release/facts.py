"""The facts of a release as data, and as a line for an approval's text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from pipeline.release.changes import CLASSES, NEITHER, Change
from pipeline.release.context import Context
from pipeline.release.review import Entry

_MORE: Final = "; ..."
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
    stacks: Mapping[str, str]
    register: Sequence[Entry]
    new_stacks: Sequence[str]
    changes: Sequence[Change]
    reviewed: Sequence[tuple[Change, Entry | None]]
    context: Context

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
    """Counts, the weightiest changes as far as they fit, and what was pushed since when."""
    told = "".join(f"; {one}" for one in _told(facts.context))
    if facts.new_stacks and set(facts.new_stacks) == set(facts.stacks):
        first = f"a first deployment of {len(facts.changes)} resources in {len(facts.new_stacks)} stacks"
        return f"{first}{told}"
    counts = [f"{number} {name}" for name, number in facts.counts.items() if number and name != NEITHER]
    line = f"{len(facts.changes)} resources change" + (f", {', '.join(counts)}" if counts else "")
    for change in facts.worst:
        longer = f"{line}; {change.classes[0]} {change.logical_id} ({change.type.removeprefix('AWS::')})"
        if len(longer) + len(_MORE) + len(told) > LONGEST_LINE:
            return f"{line}{_MORE}{told}"
        line = longer
    return f"{line}{told}"


def _told(context: Context) -> list[str]:
    pushed = len(context.pushes)
    last = f", the last release {context.since} ago" if context.since else ""
    return [one for one in (f"{pushed} push{'es' if pushed != 1 else ''}{last}", context.cost_change) if one]


def as_data(facts: Facts) -> dict[str, Any]:
    """All of it for programs, this step at the next release among them."""
    context = facts.context
    return {
        "stage": facts.stage,
        "stacks": dict(facts.stacks),
        "register": list(facts.register),
        "counts": facts.counts,
        "newStacks": list(facts.new_stacks),
        "changes": [_change(one) for one in facts.changes],
        "reviewed": [{"path": change.path, "entry": entry} for change, entry in facts.reviewed],
        "lastRelease": context.last_release,
        "since": context.since,
        "pushes": [asdict(one) for one in context.pushes],
        "checks": dict(context.checks),
        "findings": dict(context.findings),
        "costs": dict(context.costs),
        "costChange": context.cost_change,
    }


def _change(change: Change) -> dict[str, Any]:
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
