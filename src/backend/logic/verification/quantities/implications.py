"""What a line bears out besides the quantities that it states: a double is also 100 %, "no outage" is zero outages."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise

from logic.language.text_tokens import Pieces
from logic.verification.quantities.derivations import derived, written_number
from logic.verification.quantities.number_words import DURATIONS, IMPLIED_NUMBERS
from logic.verification.quantities.numerals import Value
from logic.verification.quantities.quantity import Key, Quantity, exact
from logic.verification.quantities.rates import units_of_time
from logic.verification.quantities.short_notations import read_short_notations
from logic.verification.quantities.units import lasting

_THIRDS = {
    Fraction(100, 3): (33, Fraction(333, 10), Fraction(3333, 100)),
    Fraction(200, 3): (66, 67, Fraction(667, 10), Fraction(666, 10), Fraction(6667, 100)),
    Fraction(50, 3): (17, Fraction(167, 10)),
}
"""Percentages that people write for a third, two thirds and a sixth."""

_IN_DAYS: Mapping[Key, Key] = {
    lasting(2, "weeks"): lasting(15, "days"),
    lasting(1, "week"): lasting(8, "days"),
}
"""Romance languages count both ends: "quindici giorni" are two weeks, "huit jours" is one."""

_TWICE = frozenset({("rate", "6 months"), ("rate", "fortnight"), ("rate", "12 hours")})
_QUARTERS = frozenset({"quarter", "quartal", "trimestre", "kwartaal", "kwartal", "kwartale"})
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_ARTICLE_WORDS = """
a an one single each per every first last ein eine einem einen einer eines un une uno una um uma een jednego
"""
_ARTICLES = frozenset(_ARTICLE_WORDS.split())
_LISTING = frozenset({",", "and", "&", "und", "et", "y", "e", "i", "en", "+"})
_COUNTS = ("number", "team_size")
_LONGEST_GAP = 4
_RANGES = frozenset({("to",), ("-",), ("a",), ("bis",), ("tot",), ("do",), ("as",), ("alle",), ("till",)})
_FROM = frozenset({"from", "dalle", "von", "de", "das", "van", "od", "fran"})
_HOUR, _LAST_HOUR = 3600, 24
_SHARED = frozenset({"-", "to", "&", "and", "/"})


def borne_out_by(pieces: Pieces, stated: list[Quantity]) -> set[Key]:
    """All quantities that a line bears out: what it states, what follows, and what it says without a number."""
    keys: set[Key] = set()
    for quantity in stated:
        for key in (quantity.key, *quantity.also, *quantity.bears_out):
            keys.add(key)
            keys.update(_implied_by(key))
    keys |= {("percentage", points) for first, second in pairwise(stated) for points in _points(first, second)}
    keys |= {("bare", written_number(pieces, quantity)) for quantity in stated if quantity.rule != "date"}
    keys |= {other for key in derived(pieces, stated) for other in (key, *_implied_by(key))}
    keys |= read_short_notations(pieces)
    keys |= _months_of_one_year(pieces, stated) | _listed_years(pieces, stated)
    keys |= _totals(pieces, stated) | _hours_of_a_range(pieces, stated)
    return keys | _unnumbered(pieces) | units_of_time(pieces, stated)


def _points(first: Quantity, second: Quantity) -> tuple[Value, ...]:
    """The percentage points from one level to the next: 5 of "from 70 % to 75 %"."""
    if (first.key[0], second.key[0]) != ("percentage", "percentage"):
        return ()
    low, high = first.key[1], second.key[1]
    if not isinstance(low, int | Fraction) or not isinstance(high, int | Fraction):
        return ()
    return (exact(abs(Fraction(high) - Fraction(low))),)


def _totals(pieces: Pieces, stated: list[Quantity]) -> set[Key]:
    """How many two things joined by "and" are together: the five people of "2 cooks and 3 waiters"."""
    found: set[Key] = set()
    for first, second in pairwise(stated):
        gap = pieces.low[first.end : second.start]
        values = first.key[-1], second.key[-1]
        are_counted = first.key[0] in _COUNTS and second.key[0] in _COUNTS and first.counted and second.counted
        if are_counted and len(gap) <= _LONGEST_GAP and gap[-1:] and gap[-1] in _LISTING and _are_whole(*values):
            found |= {(kind, int(str(values[0])) + int(str(values[1]))) for kind in _COUNTS}
    return found


def _are_whole(*values: object) -> bool:
    return all(isinstance(value, int) for value in values)


def _hours_of_a_range(pieces: Pieces, stated: list[Quantity]) -> set[Key]:
    """The times of day of "8 a 15 h" and "dalle 7 alle 14": hours of a day that a range joins."""
    found: set[Key] = set()
    for first, second in pairwise(stated):
        if pieces.low[first.end : second.start] not in _RANGES:
            continue
        if pieces.at(second.end - 1) != "h" and pieces.at(first.start - 1) not in _FROM:
            continue
        hours = (_in_hours(first), _in_hours(second))
        found |= {("clock", hour % 24 * 60) for hour in hours if isinstance(hour, int) and hour <= _LAST_HOUR}
    return found


def _in_hours(quantity: Quantity) -> object:
    """A plain number as it is, and so many hours."""
    if quantity.key[:2] == ("duration", "seconds"):
        return exact(Fraction(str(quantity.key[-1])) / _HOUR)
    return quantity.key[-1] if quantity.key[0] == "number" else None


def _months_of_one_year(pieces: Pieces, stated: list[Quantity]) -> set[Key]:
    """The month before another one whose year is both's: July 2019 of "Jul-Nov 2019"."""
    return {
        ("date", second.key[1], first.key[1])
        for first, second in pairwise(stated)
        if first.key[0] == "month" and second.key[0] == "date" and len(second.key) > 2
        if _SHARED.issuperset(pieces.low[first.end : second.start])
    }


def _listed_years(pieces: Pieces, stated: list[Quantity]) -> set[Key]:
    """How many years are listed one by one: the three of "summers 2016, '17 & '19"."""
    found: set[Key] = set()
    listed = 1
    for first, second in pairwise(stated):
        both_years = (first.key[0], second.key[0]) == ("date", "date") and len(first.key) == len(second.key)
        between = pieces.low[first.end : second.start]
        listed = listed + 1 if both_years and between and _LISTING.issuperset(between) else 1
        found |= {("number", listed)} if listed > 1 else set()
    return found


def _unnumbered(pieces: Pieces) -> set[Key]:
    """Quantities that a line bears out without stating them: "no outage" is zero outages, "a week" is one week."""
    words = set(pieces.low)
    found: set[Key] = {("number", IMPLIED_NUMBERS[word]) for word in words & IMPLIED_NUMBERS.keys()}
    found |= {("ordinal", key[1]) for key in found}
    if any(word.endswith("n't") for word in words):
        found.add(("number", 0))
    if "clock" in words and "round" in words | {word.removeprefix("a") for word in words}:
        found.add(("number", "24/7"))
    if not words.isdisjoint(_QUARTERS):
        found.add(lasting(3, "months"))
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
        share = (("percentage", exact(value * 100)),) if isinstance(value, Fraction) and 0 < value < 1 else ()
        return (("number", value), *share)
    if kind == "date":
        return (key[:2], ("number", key[1]), *((("month", value),) if len(key) > 2 else ()))
    if kind == "ordinal":
        return (("number", value),)
    if kind == "number":
        year = isinstance(value, int) and _FIRST_YEAR <= value <= _LAST_YEAR
        share = (("percentage", exact(value * 100)),) if isinstance(value, Fraction) and 0 < value < 1 else ()
        return (("ordinal", value), *((("date", value),) if year else ()), *share)
    if kind == "multiple" and isinstance(value, int | Fraction):
        return (("percentage", exact((value - 1) * 100)), ("number", value))
    if key in _IN_DAYS:
        return (_IN_DAYS[key],)
    if key in _TWICE:
        return (("multiple", 2), ("number", 2))
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
