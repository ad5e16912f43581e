"""How often something happens: "a week", "per day", "monthly", "every three months". One key for a unit of time."""

from collections.abc import Iterable
from typing import Final

from logic.language.stop_words import STOP_WORDS
from logic.language.text_tokens import BOUNDARIES, Pieces
from logic.verification.quantities.number_words import MONTH_HOMOGRAPHS, MONTHS, ORDINALS, SMALL
from logic.verification.quantities.quantity import Key, Quantity
from logic.verification.quantities.weekdays import WEEKDAYS

_UNITS: Final = {
    word: unit
    for unit, written in {
        "second": "second seconds",
        "minute": "minute minutes",
        "hour": "hour hours",
        "day": "day days night nights morning mornings evening evenings afternoon afternoons",
        "shift": "shift shifts",
        "week": "week weeks",
        "fortnight": "fortnight fortnights",
        "month": "month months",
        "quarter": "quarter quarters",
        "year": "year years",
    }.items()
    for word in written.split()
}
_ADVERBS: Final = {
    "hourly": "hour",
    "daily": "day",
    "nightly": "day",
    "weekly": "week",
    "fortnightly": "fortnight",
    "biweekly": "fortnight",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annual": "year",
    "annually": "year",
}
_EACH_OF_THEM: Final = frozenset(
    ["each", "every", "jeden", "chaque", "cada", "todo", "ogni", "elke", "iedere", "kazdy", "kazdego", "varje"]
)
"""What a month is named behind that returns each year, in the languages that dates are read of."""

RATE_WORDS: Final = frozenset({*_ADVERBS, *_EACH_OF_THEM, "a", "an", "one", "per", "alternate"})
_WEEKDAYS: Final = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "weekend", "weekends"]
)
_SHORT_UNITS: Final = {
    "s": "second",
    "sec": "second",
    "min": "minute",
    "h": "hour",
    "hr": "hour",
    "d": "day",
    "wk": "week",
    "yr": "year",
    "mo": "month",
    "mth": "month",
}
_PER_SECOND: Final = frozenset({"rps", "qps", "tps", "fps"})
_IDLE = """
work working business operation operations running routine life task tasks duty duties living basis press news report
reports
"""
_IDIOMS: Final = frozenset(_IDLE.split())
_NO_DISTRIBUTION = """
for in within of after over during than by to from as with at on and or about under nearly almost half
"""
_NO_RATE_BEFORE: Final = frozenset(_NO_DISTRIBUTION.split())
_NUMBERS: Final = {**SMALL, **ORDINALS, "other": 2, "second": 2}
_EACH: Final = frozenset({"each", "every", "alternate"})
_MONTHLY: Final = "monthly"
_OF_A_MONTH: Final = _EACH_OF_THEM | {_MONTHLY}
_OF: Final = frozenset({"of", "de", "di"})
_SKIPS: Final = frozenset({"other", "second", "alternate"})
_TWO_TIMES: Final = frozenset({("two", "times"), ("2", "times"), ("2", "x")})
_TWICE: Final = {"year": "6 months", "month": "fortnight", "day": "12 hours"}
_PERIODS: Final = {
    ("month", 3): "quarter",
    ("month", 12): "year",
    ("month", 1): "month",
    ("week", 2): "fortnight",
    ("week", 1): "week",
    ("day", 7): "week",
    ("day", 14): "fortnight",
    ("day", 1): "day",
    ("year", 1): "year",
}


def read_rate(pieces: Pieces, index: int) -> Quantity | None:
    """The rate that begins at `index`, or None."""
    word, following = pieces.low[index], pieces.at(index + 1)
    if word in _OF_A_MONTH and _is_of_a_named_month(pieces, index):
        return _rate(pieces, "year", index, index + 1)
    return _plain_rate(pieces, index, word, following)


def _plain_rate(pieces: Pieces, index: int, word: str, following: str) -> Quantity | None:
    if word in _ADVERBS:
        idle = following == "-" or (word in {"daily", "annual"} and following in _IDIOMS)
        return None if idle else _rate(pieces, _ADVERBS[word], index, index + 1)
    if word == "/" and pieces.at(index - 1) not in BOUNDARIES:
        by_unit = _UNITS.get(following) or _SHORT_UNITS.get(following)
        return _rate(pieces, by_unit, index, index + 2) if by_unit else None
    if word not in RATE_WORDS:
        return None
    if word == "one":
        count = _count(pieces.at(index + 3)) if following in _UNITS and pieces.at(index + 2) == "in" else 0
        return _rate(pieces, f"{count} {_UNITS[following]}s", index, index + 4) if count else None
    if word == "every":
        period = _period(pieces, index + 1)
        if period:
            return _rate(pieces, period, index, index + 3)
    if word in _EACH:
        day_rate = _by_day(pieces, index)
        if day_rate is not None:
            return day_rate
    unit = _UNITS.get(following)
    if unit is None or (word in {"a", "an"} and not _is_distributive(pieces, index)):
        return None
    return _rate(pieces, unit, index, index + 2)


def _is_of_a_named_month(pieces: Pieces, index: int) -> bool:
    """Whether "every" or "monthly" is of one month of the year: "every September", "chaque mois de septembre"."""
    following = index + 1
    if pieces.low[index] == _MONTHLY:
        if pieces.at(following) not in _OF:
            return False
        following += 1
    month = pieces.at(following)
    return month in MONTHS and (month not in MONTH_HOMOGRAPHS or pieces.raw[following][0].isupper())


def _by_day(pieces: Pieces, index: int) -> Quantity | None:
    """The rate of "every Friday", "alternate weekends" or "each weekday"; None for anything else."""
    skips = pieces.at(index + 1) in _SKIPS
    day = pieces.at(index + 1 + skips)
    if day in {"weekday", "weekdays"}:
        return _rate(pieces, "day", index, index + 2)
    if day in _WEEKDAYS or day.removesuffix("s") in _WEEKDAYS:
        alternates = skips or pieces.low[index] == "alternate"
        return _rate(pieces, "fortnight" if alternates else "week", index, index + 2)
    return None


def units_of_time(pieces: Pieces, stated: Iterable[Quantity]) -> set[Key]:
    """The rates that a line bears out without stating one: "at month end" is monthly, "on Fridays" is weekly."""
    if any(quantity.key[0] == "rate" for quantity in stated):
        return set()
    found: set[Key] = {("rate", _UNITS[word]) for word in pieces.low if word in _UNITS}
    words = {word.removesuffix("s") for word in pieces.low}
    if words & {day.removesuffix("s") for day in _WEEKDAYS}:
        found |= {("rate", "week")}
    if not words.isdisjoint(WEEKDAYS):
        found |= {("rate", "week")}
    if words & {"breakfast", "lunch", "dinner", "lunchtime"}:
        found |= {("rate", "day")}
    if words & _PER_SECOND:
        found |= {("rate", "second")}
    return found


def _is_distributive(pieces: Pieces, index: int) -> bool:
    """Whether "a" is "per": "40 invoices a week" is so, "for a week", "a week" at the beginning and "a day centre"
    not.
    """
    before, behind = pieces.at(index - 1), pieces.at(index + 2)
    if not before or before in BOUNDARIES or before in _NO_RATE_BEFORE:
        return False
    if pieces.low[index + 1] == "quarter":
        return False
    if behind.endswith("ing") and not before[0].isdecimal():
        # "400 miles a week delivering bread": a number of something, and what it is done for.
        return pieces.at(index - 2)[:1].isdecimal() or pieces.at(index - 2) in SMALL
    return not behind or behind in BOUNDARIES or behind in STOP_WORDS or behind == "-"


def _period(pieces: Pieces, index: int) -> str:
    """The unit of "three months", "2 weeks" or "other week" behind "every"."""
    unit, written = _UNITS.get(pieces.at(index + 1), ""), pieces.at(index)
    count = _count(written)
    if not unit or not count:
        return ""
    return _PERIODS.get((unit, count), f"{count} {unit}s")


def _count(written: str) -> int:
    """A small number in digits or words; 0 for anything else."""
    return int(written[:3]) if written.isdecimal() else _NUMBERS.get(written, 0)


def _rate(pieces: Pieces, unit: str, start: int, end: int) -> Quantity:
    twice = pieces.at(start - 1) == "twice" or pieces.low[max(start - 2, 0) : start] in _TWO_TIMES
    also: tuple[Key, ...] = (("rate", _TWICE[unit]),) if twice and unit in _TWICE else ()
    written = pieces.written(start, end)
    return Quantity(rule="frequency", key=("rate", unit), written=written, start=start, end=end, also=also)
