"""The facts of several lines as those of one source: what a text that is made from all of them may say."""

from collections.abc import Iterable

from logic.verification.percentage_points import merged_points
from logic.verification.quantities.quantity import Key
from logic.verification.quantities.side_words import Side
from logic.verification.source_facts import SourceFacts


def merge_facts(facts: Iterable[SourceFacts]) -> SourceFacts:
    """The facts of several lines as those of one source."""
    lines = list(facts)
    if len(lines) == 1:
        return lines[0]
    counts: dict[str, set[object]] = {}
    for line in lines:
        for word, values in line.counts.items():
            counts.setdefault(word, set()).update(values)
    sides: dict[Key, set[str]] = {}
    rounded: dict[tuple[Side, Key], set[Key]] = {}
    for line in lines:
        for lower, whole in line.rounded.items():
            rounded.setdefault(lower, set()).update(whole)
        for key, said in line.sides.items():
            sides.setdefault(key, set()).update(said)
    return SourceFacts(
        words=frozenset().union(*(line.words for line in lines)),
        names=frozenset().union(*(line.names for line in lines)),
        keys=frozenset().union(*(line.keys for line in lines)),
        counts=counts,
        loose=frozenset().union(*(line.loose for line in lines)),
        sides=sides,
        shown=tuple(shown for line in lines for shown in line.shown),
        clauses=tuple(clause for line in lines for clause in line.clauses),
        changes=frozenset().union(*(line.changes for line in lines)),
        levels={name: level for line in lines for name, level in line.levels.items()},
        short=frozenset().union(*(line.short for line in lines)),
        labels=tuple(labels for line in lines for labels in line.labels),
        rounded=rounded,
        spoken=tuple(spoken for line in lines for spoken in line.spoken),
        in_points=merged_points(line.in_points for line in lines),
    )
