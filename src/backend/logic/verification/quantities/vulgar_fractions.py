"""Fractions in words and signs: "half", "a third of", "three quarters", "1/2", "a year and a half"."""

from fractions import Fraction

from logic.language.text_tokens import Pieces, stem
from logic.verification.quantities.number_words import DENOMINATORS, DURATIONS, HALVES, ORDINALS, PERCENT, SCALES
from logic.verification.quantities.quantity import Quantity, exact
from logic.verification.quantities.spelled_numbers import spelled_value
from logic.verification.quantities.units import lasting, next_piece, part_of, quantity_at, with_scale, with_unit

_LARGEST_DENOMINATOR = 12
"""Up to twelfths; "9/15" is a date or a score."""

_SHARED_OUT = frozenset({3, 4, 5, 10})
"""What people take a larger share of: "two in three", "nine in ten"."""

_DIGITS = 9
_MEASURING = frozenset({"by", "to", "about", "roughly", "nearly", "almost", "around", "um", "auf"})
_COMPARED = frozenset({"less", "more", "fewer", "lower", "higher", "shorter", "faster", "longer", "cheaper"})
_NOT_A_PART = frozenset({"-", "party", "parties"})
_RANKED = frozenset(
    ["grade", "year", "form", "floor", "place", "row", "generation", "semester", "class", "level", "term"]
)
"""What is counted by an ordinal and a hyphen: "fourth-grade reading"; "third-party" is no rank."""

_OTHER_HALVES = frozenset(["first", "second", "other", "latter", "former", "better", "top", "bottom", "next"])


def read_ratio(pieces: Pieces, index: int) -> Quantity | None:
    """`1/2` and `2 1/2` in digits; None where the stroke separates other things."""
    at = pieces.at
    if at(index) == "24" and at(index + 1) in {"/", "x"} and at(index + 2) == "7":
        return quantity_at(pieces, "number", ("number", "24/7"), start=index, end=index + 3)
    whole, top = 0, index
    if at(index).isdecimal() and at(index + 1).isdecimal() and at(index + 2) == "/":
        whole, top = _number(at(index)), index + 1
    if at(top + 1) != "/" or not at(top).isdecimal() or not at(top + 2).isdecimal():
        return None
    upper, lower = _number(at(top)), _number(at(top + 2))
    if not 0 < upper < lower <= _LARGEST_DENOMINATOR:
        return None
    value = exact(whole + Fraction(upper, lower))
    return with_scale(pieces, index, top + 3, value) if whole else part_of(pieces, value, index, top + 3)


def read_numerator(pieces: Pieces, start: int, end: int, upper: int) -> Quantity | None:
    """The rest of "two thirds", "three-quarters of" or "one fifth", whose numerator stands at `start` to `end`."""
    word, after = next_piece(pieces, end)
    plural = word not in DENOMINATORS
    lower = DENOMINATORS.get(stem(word) if plural else word, 0)
    if not 0 < upper < lower or plural != (upper > 1) or pieces.at(after) in _NOT_A_PART:
        return None
    is_quarter = lower == DENOMINATORS["quarter"]
    if is_quarter and pieces.at(after) != "of" and pieces.at(start - 1) not in {"by", "to"}:
        return None
    return part_of(pieces, Fraction(upper, lower), start, after)


def read_one_in(pieces: Pieces, start: int, end: int, upper: int) -> Quantity | None:
    """The rest of "one in five" or "nine in ten", whose first number stands at `start` to `end`; "one in six months" is
    none.
    """
    if pieces.at(end) != "in":
        return None
    lower, after = spelled_value(pieces, end + 1)
    if pieces.at(end + 1).isdecimal():
        lower, after = _number(pieces.at(end + 1)), end + 2
    if lower is None or not upper < lower <= _LARGEST_DENOMINATOR or pieces.at(after) in DURATIONS:
        return None
    if upper > 1 and lower not in _SHARED_OUT:
        return None
    return part_of(pieces, Fraction(upper, lower), start, after)


def read_part(pieces: Pieces, index: int) -> Quantity | None:
    """The fraction that begins with the word at `index` ("halved", "half", the "third" of "a third of")."""
    word, at = pieces.low[index], pieces.at
    if word in HALVES:
        return part_of(pieces, Fraction(1, 2), index, index + 1)
    if word == "half":
        return _half(pieces, index)
    if word not in DENOMINATORS or (at(index + 1) in _NOT_A_PART and at(index + 2) not in _RANKED):
        return None
    if at(index - 1) in {"a", "one", "ein", "einem"} and (at(index + 1) == "of" or _is_a_share(pieces, index)):
        return part_of(pieces, Fraction(1, DENOMINATORS[word]), index - 1, index + 1)
    if word in ORDINALS:
        return quantity_at(pieces, "number", ("ordinal", ORDINALS[word]), start=index, end=index + 1)
    return None


def _is_a_share(pieces: Pieces, index: int) -> bool:
    """Whether the fraction's word at `index` ends its phrase behind a word of measure: "by about a third"."""
    before = {pieces.at(index - 2), pieces.at(index - 3)}
    return not before.isdisjoint(_MEASURING) or pieces.at(index + 1) in _COMPARED


def _half(pieces: Pieces, index: int) -> Quantity | None:
    at = pieces.at
    if at(index - 1) in _OTHER_HALVES:
        return None
    if at(index - 1) == "a" and at(index - 2) == "and" and at(index - 3) in DURATIONS:
        return quantity_at(pieces, "duration", lasting(Fraction(3, 2), at(index - 3)), start=index - 3, end=index + 1)
    after = index + 1
    while at(after) in {"a", "an", "-"}:
        after += 1
    if at(after) in PERCENT:
        return quantity_at(pieces, "percentage", ("percentage", Fraction(1, 2)), start=index, end=after + 1)
    if at(after) in SCALES:
        return with_unit(pieces, index, after + 1, SCALES[at(after)] // 2)
    if at(index + 1) == "-" and at(after) not in DURATIONS:
        return None
    return part_of(pieces, Fraction(1, 2), index, index + 1)


def _number(written: str) -> int:
    return int(written[:_DIGITS])
