"""Numbers that a text gives to each other's things: "12 cooks and 4 waiters" of "4 cooks and 12 waiters".

No table says what counts what: each number has the words up to the next one, in any language. Two numbers are swapped
only where each stands before words that the other stands before in the source, and neither before words of its own.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Final

from logic.language.stop_words import STOP_WORDS
from logic.language.text_tokens import BOUNDARIES, Pieces
from logic.verification.quantities.quantity import Quantity

Labels = Mapping[object, frozenset[str]]
"""The stems that stand behind each number of a line."""

_STEM, _SHORTEST = 5, 3
_LONGEST_LABEL = 4
_MOST_NUMBERS: Final = 12
_COUNTERS: Final = frozenset({"people", "times"})
_UNSPACED: Final = "\u3040"
"""From this sign on a script writes words without spaces: each two neighbouring signs are a stem there."""


def read_labels(pieces: Pieces, quantities: Iterable[Quantity]) -> Labels:
    """What each plain number of a line stands before; a number that stands twice has no label of its own."""
    stated = [quantity for quantity in quantities if quantity.key[0] in {"number", "team_size"}][:_MOST_NUMBERS]
    starts = {quantity.start for quantity in stated}
    found: dict[object, frozenset[str]] = {}
    for quantity in stated:
        number = quantity.key[-1]
        found[number] = frozenset() if number in found else frozenset(_behind(pieces, quantity.end, starts))
    return found


def swapped(text: Labels, source: Labels) -> tuple[object, object] | None:
    """Two numbers of a text that stand where the other one stands in the source; None for most texts."""
    both = [number for number in text if number in source]
    for one, other in combinations(both, 2):
        crossed = text[one] & source[other] and text[other] & source[one]
        if crossed and not text[one] & source[one] and not text[other] & source[other]:
            return one, other
    return None


def _behind(pieces: Pieces, start: int, others: set[int]) -> Iterable[str]:
    end = start
    while (
        end < min(start + _LONGEST_LABEL, len(pieces.low)) and end not in others and pieces.low[end] not in BOUNDARIES
    ):
        end += 1
    for word in pieces.low[start:end]:
        if word[0] >= _UNSPACED:
            yield from (word[place : place + 2] for place in range(len(word) - 1))
        elif len(word) >= _SHORTEST and word not in STOP_WORDS and word not in _COUNTERS:
            yield word[:_STEM]
