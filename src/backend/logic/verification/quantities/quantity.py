"""One quantity that a text states, and what else it bears out."""

from dataclasses import dataclass
from fractions import Fraction

from logic.verification.quantities.numerals import Value
from logic.verification.violations import Rule

Key = tuple[object, ...]
"""What a quantity is, comparably: its kind, then its unit where it has one, then its value."""

_THIRDS = {
    Fraction(100, 3): (33, Fraction(333, 10), Fraction(3333, 100)),
    Fraction(200, 3): (66, 67, Fraction(667, 10), Fraction(666, 10), Fraction(6667, 100)),
    Fraction(50, 3): (17, Fraction(167, 10)),
}
"""Percentages that people write for a third, two thirds and a sixth."""

_FIRST_YEAR, _LAST_YEAR = 1900, 2099


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at pieces `start` to `end`.

    `also` are keys that the same writing may mean ("5.000"), `bears_out` keys that it states besides (the month of a
    day). `counted` are the words that the number stands before, empty where it stands alone or has a unit.
    """

    rule: Rule
    key: Key
    written: str
    start: int
    end: int
    also: tuple[Key, ...] = ()
    bears_out: tuple[Key, ...] = ()
    counted: tuple[str, ...] = ()


def exact(value: int | Fraction) -> Value:
    """`value` as an int where it is whole."""
    return value.numerator if value.denominator == 1 else Fraction(value)


def scaled(value: Value, scale: int | Fraction) -> Value:
    """`value` times `scale`; a label stays a label."""
    return value if isinstance(value, str) else exact(value * scale)


def borne_out(key: Key) -> tuple[Key, ...]:
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
