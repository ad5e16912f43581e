"""What a line bears out besides the quantities that it states: a double is also 100 %, "no outage" is zero outages."""

from fractions import Fraction

from logic.language.text_tokens import Pieces
from logic.verification.quantities.number_words import DURATIONS, IMPLIED_NUMBERS
from logic.verification.quantities.quantity import Key, Quantity, exact
from logic.verification.quantities.units import lasting

_THIRDS = {
    Fraction(100, 3): (33, Fraction(333, 10), Fraction(3333, 100)),
    Fraction(200, 3): (66, 67, Fraction(667, 10), Fraction(666, 10), Fraction(6667, 100)),
    Fraction(50, 3): (17, Fraction(167, 10)),
}
"""Percentages that people write for a third, two thirds and a sixth."""

_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_ARTICLES = frozenset({"a", "an", "one", "single", "each", "per", "every", "first", "last"})


def borne_out_by(pieces: Pieces, stated: list[Quantity]) -> set[Key]:
    """All quantities that a line bears out: what it states, what follows, and what it says without a number."""
    keys: set[Key] = set()
    for quantity in stated:
        for key in (quantity.key, *quantity.also, *quantity.bears_out):
            keys.add(key)
            keys.update(_implied_by(key))
    return keys | _unnumbered(pieces)


def _unnumbered(pieces: Pieces) -> set[Key]:
    """Quantities that a line bears out without stating them: "no outage" is zero outages, "a week" is one week."""
    words = set(pieces.low)
    found: set[Key] = {("number", IMPLIED_NUMBERS[word]) for word in words & IMPLIED_NUMBERS.keys()}
    found |= {("ordinal", key[1]) for key in found}
    if any(word.endswith("n't") for word in words):
        found.add(("number", 0))
    if "clock" in words and "round" in words | {word.removeprefix("a") for word in words}:
        found.add(("number", "24/7"))
    if not words.isdisjoint(DURATIONS):
        found |= {
            lasting(1, word)
            for index, word in enumerate(pieces.low)
            if word in DURATIONS and pieces.at(index - 1) in _ARTICLES
        }
        found |= {
            lasting(2, word)
            for index, word in enumerate(pieces.low)
            if word in DURATIONS and pieces.low[max(index - 2, 0) : index] == ("every", "other")
        }
    return found


def _implied_by(key: Key) -> tuple[Key, ...]:
    """Keys that a source which states `key` bears out, `key` itself left out."""
    kind, value = key[0], key[-1]
    if kind == "team_size":
        return (("number", value),)
    if kind == "date":
        return (key[:2], ("number", key[1]), *((("month", value),) if len(key) > 2 else ()))
    if kind == "ordinal":
        return (("number", value),)
    if kind == "number":
        year = isinstance(value, int) and _FIRST_YEAR <= value <= _LAST_YEAR
        return (("ordinal", value), *((("date", value),) if year else ()))
    if kind == "multiple" and isinstance(value, int | Fraction):
        return (("percentage", exact((value - 1) * 100)), ("number", value))
    if kind == "percentage" and isinstance(value, int | Fraction):
        return _beside_percentage(value)
    return ()


def _beside_percentage(value: int | Fraction) -> tuple[Key, ...]:
    found: list[Key] = []
    if value >= 100:
        found.append(("multiple", exact(1 + Fraction(value) / 100)))
    for third, rounded in _THIRDS.items():
        if value == third:
            found += [("percentage", other) for other in rounded]
        elif value in rounded:
            found.append(("percentage", third))
    return tuple(found)
