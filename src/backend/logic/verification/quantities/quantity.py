"""One quantity that a text states, in a form that two notations of it share."""

from dataclasses import dataclass
from fractions import Fraction

from logic.verification.quantities.numerals import Value
from logic.verification.violations import Rule

Key = tuple[object, ...]
"""What a quantity is, comparably: its kind, then its unit where it has one, then its value."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at pieces `start` to `end`.

    `also` are keys that the same writing may mean ("5.000"), `bears_out` keys that it states besides (the month of a
    day). `sides` is what `bounds` reads of the words beside it. `counted` are the words that the number stands
    before, empty where it stands alone or has a unit.
    """

    rule: Rule
    key: Key
    written: str
    start: int
    end: int
    also: tuple[Key, ...] = ()
    bears_out: tuple[Key, ...] = ()
    counted: tuple[str, ...] = ()
    sides: frozenset[str] = frozenset()


def exact(value: int | Fraction) -> Value:
    """`value` as an int where it is whole."""
    return value.numerator if value.denominator == 1 else Fraction(value)


def scaled(value: Value, scale: int | Fraction) -> Value:
    """`value` times `scale`; a label stays a label."""
    return value if isinstance(value, str) else exact(value * scale)
