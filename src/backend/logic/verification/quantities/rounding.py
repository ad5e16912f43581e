"""What a number may be rounded down to behind "over": 43 hives are over 40, 66 months over five years.

A lower round number with "over" or "at least" is true and says less, so nobody claims anything by it. Rounding up, and
a round number without such a word, are not borne out.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from logic.verification.quantities.quantity import Key, Quantity, exact

_KINDS: Final = frozenset({"number", "team_size", "percentage", "amount", "measure", "duration"})
_MONTHS_OF_A_YEAR: Final = 12
_LARGEST: Final = 10**12


def rounded_down(stated: Iterable[Quantity]) -> dict[Key, set[Key]]:
    """The rounder keys below those stated, each with what it was rounded from; nothing that is itself an upper bound or
    about so much.
    """
    found: dict[Key, set[Key]] = {}
    for quantity in stated:
        if quantity.key[0] not in _KINDS or quantity.sides & {"most", "about", "end"}:
            continue
        for key in (quantity.key, *quantity.also):
            value = key[-1]
            if key[0] in _KINDS and isinstance(value, int | Fraction) and 0 < value < _LARGEST:
                for lower in _lower(value, in_months="months" in key):
                    found.setdefault((*key[:-1], lower), set()).add(key)
    return found


def _lower(value: int | Fraction, *, in_months: bool) -> Iterator[int]:
    """The multiples of 1, 5, 10, 50 and so on (of months: those of a year) next below a value."""
    steps = [_MONTHS_OF_A_YEAR] if in_months else []
    step = 1
    while step <= value:
        steps += [step, 5 * step]
        step *= 10
    for each in steps:
        lower = int(Fraction(value) / each) * each
        if 0 < lower < value and (each > 1 or not isinstance(exact(value), int)):
            yield lower
