"""What only its neighbours tell of a quantity: that it is a year, and the unit that the numbers of a range share."""

import re
from dataclasses import replace
from fractions import Fraction

from logic.language.text_tokens import Pieces
from logic.verification.quantities.dates import is_year
from logic.verification.quantities.measures import MEASURES
from logic.verification.quantities.number_words import DURATIONS, LETTER_SCALES, SCALES
from logic.verification.quantities.quantity import Key, Quantity
from logic.verification.quantities.units import lasting, measuring

_JOINTS = """
to,-,and,or,through,auf,bis,und,a,al,ou,et,y,o,e,na,do,i,para,ate,naar,tot,en,of,instead of,rather than,statt,anstatt,
au lieu de,en vez de,em vez de,invece di,anziche,in plaats van,zamiast
"""
_RANGE_WORDS = frozenset(tuple(words.split()) for words in _JOINTS.split(",")) - {("of",)}
"""What joins two numbers of one unit, in the languages whose figures are read."""


def in_context(found: list[Quantity], pieces: Pieces) -> list[Quantity]:
    """What only the neighbours tell: years, and the unit that the numbers of a range share."""
    for place in range(len(found) - 1, -1, -1):
        quantity = found[place]
        if quantity.rule == "number" and is_year(pieces, quantity):
            found[place] = replace(quantity, rule="date", key=("date", quantity.key[1]), also=(quantity.key,))
        elif place + 1 < len(found) and _is_range(quantity, found[place + 1], pieces):
            found[place] = _before(quantity, found[place + 1])
    for place in range(1, len(found)):
        if _is_range(found[place - 1], found[place], pieces) and _is_plain(found[place]):
            found[place] = _like(found[place], found[place - 1])
    return found


def _is_range(first: Quantity, second: Quantity, pieces: Pieces) -> bool:
    if first.key[0] == "percentage" and second.key[0] == "number" and pieces.at(first.start - 1) == "by":
        # "By 30 % to 260": a change and what it led to.
        return False
    return pieces.low[first.end : second.start] in _RANGE_WORDS


def _is_plain(quantity: Quantity) -> bool:
    return quantity.key[0] == "number" and not quantity.counted


def _before(first: Quantity, second: Quantity) -> Quantity:
    """The first number of a range: "3 to 5 engineers", "from 3 to 2 hours", "$5 to 10 million"."""
    if _is_plain(first):
        first = _like(first, second)
    value, other = first.key[-1], second.key[-1]
    if not isinstance(value, int) or not isinstance(other, int) or first.rule not in {"amount", "number", "team_size"}:
        return first
    larger: list[Key] = [(*first.key[:-1], value * scale) for scale in (1000, 10**6, 10**9) if other >= scale > value]
    return replace(first, also=(*first.also, *larger)) if _has_scale(second) else first


def _has_scale(quantity: Quantity) -> bool:
    """Whether a number is written with a scale, which the number before it may share."""
    last = quantity.written.rsplit(" ", 1)[-1]
    return last in SCALES or quantity.written[-1:] in LETTER_SCALES


def _like(plain: Quantity, other: Quantity) -> Quantity:
    """A bare number as a quantity of the kind and unit of `other`."""
    kind, value = other.key[0], plain.key[-1]
    if kind == "duration":
        unit = next((word for word in re.split(r"[^a-z]+", other.written)[::-1] if word in DURATIONS), "")
        key = lasting(value, unit) if unit and isinstance(value, int | Fraction) else plain.key
        return replace(plain, rule="duration", key=key) if unit else plain
    if kind == "measure" and isinstance(value, int | Fraction):
        unit = other.written.rsplit(" ", 1)[-1]
        return replace(plain, key=measuring(value, unit), also=(plain.key,)) if unit in MEASURES else plain
    if kind not in {"amount", "percentage", "team_size"}:
        return plain
    return replace(plain, rule=other.rule, key=(*other.key[:-1], value), also=())
