"""Percentage points and percent: "up by 4 points" of 20 % is a fifth more, and "up by 4 %" hardly any."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from logic.language.text_tokens import Pieces
from logic.verification.quantities.quantity import Key, Quantity

InPoints = Mapping[Key, frozenset[bool]]
"""By percentage: whether it is stated in points, and whether as percent."""

POINTS: Final = frozenset({"point", "points", "pts"})


def read_in_points(pieces: Pieces, stated: Iterable[Quantity]) -> InPoints:
    """How a line states each of its percentages."""
    found: dict[Key, frozenset[bool]] = {}
    for quantity in stated:
        if quantity.rule == "percentage":
            found[quantity.key] = found.get(quantity.key, frozenset()) | {pieces.at(quantity.end) in POINTS}
    return found


def merged_points(lines: Iterable[InPoints]) -> InPoints:
    """Those of several lines as those of one."""
    found: dict[Key, frozenset[bool]] = {}
    for line in lines:
        for key, ways in line.items():
            found[key] = found.get(key, frozenset()) | ways
    return found


def in_other_points(text: InPoints, source: InPoints) -> Iterator[Key]:
    """The percentages of a text that the source states only in the other way."""
    for key, ways in text.items():
        if key in source and not ways <= source[key]:
            yield key
