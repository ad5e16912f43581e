"""What a number may be rounded to: 43 hives are over 40, 66 months over five years, and 19 calves nearly 20.

A lower round number with "over" or "at least" is true and says less, so nobody claims anything by it. One that is a
little higher is true with "nearly" or "up to", and one close by with "about": 31 % are roughly 30 %. A round number
without such a word is not borne out.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from logic.verification.quantities.quantity import Key, Quantity, exact
from logic.verification.quantities.side_words import Side

_KINDS: Final = frozenset({"number", "team_size", "percentage", "amount", "measure", "duration"})
_MONTHS_OF_A_YEAR: Final = 12
_DOZEN: Final = 12
_LARGEST: Final = 10**12
_CLOSE: Final = Fraction(1, 20)
"""How far from a round number, as a part of it, "about" reaches."""

_RELATIONS: Final = frozenset({"by", "to"})
"""Sides that say whether a percentage is a change or a level, and bound nothing."""

_NEARLY: Final = Fraction(15, 16)
"""The part of a round number from which on a number is nearly it: 47 of 50, 19 of 20."""


def rounded(stated: Iterable[Quantity]) -> dict[tuple[Side, Key], set[Key]]:
    """The rounder keys below ("least") and little above ("most") those stated, each with what it was rounded from;
    nothing that is itself an upper bound or about so much.
    """
    found: dict[tuple[Side, Key], set[Key]] = {}
    for quantity in stated:
        if quantity.key[0] not in _KINDS or quantity.sides & {"most", "about", "end"}:
            continue
        for key in (quantity.key, *quantity.also):
            value = key[-1]
            if key[0] in _KINDS and isinstance(value, int | Fraction) and 0 < value < _LARGEST:
                for side, round_value in _rounder(value, in_months="months" in key):
                    if side == "least" or not quantity.sides - _RELATIONS:
                        found.setdefault((side, (*key[:-1], round_value)), set()).add(key)
    return found


def _rounder(value: int | Fraction, *, in_months: bool) -> Iterator[tuple[Side, int]]:
    """The multiples of 1, 5, 10, 50 and so on (of months: those of a year) next below a value, and little above."""
    steps = [times * _MONTHS_OF_A_YEAR for times in (1, 5, 10)] if in_months else []
    step = 1
    while step <= value:
        steps += [step, 5 * step]
        step *= 10
    if _DOZEN < value < 2 * _DOZEN and not in_months:
        yield "least", _DOZEN
    for each in steps:
        lower = int(Fraction(value) / each) * each
        if lower == value or (each == 1 and isinstance(exact(value), int)):
            continue
        if lower > 0:
            yield "least", lower
        if (lower + each) * _NEARLY <= value:
            yield "most", lower + each
        if each > 1:
            for near in (lower, lower + each):
                if abs(Fraction(value) - near) <= near * _CLOSE:
                    yield "about", near
