"""What a number is a number of, from the pieces around it."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from logic.language.stop_words import STOP_WORDS
from logic.language.text_tokens import BOUNDARIES, Pieces, stem
from logic.language.verbs import VERBS
from logic.verification.quantities.measures import MEASURES
from logic.verification.quantities.number_words import (
    APPROXIMATIONS,
    CURRENCIES,
    DURATIONS,
    LETTER_SCALES,
    PEOPLE,
    PERCENT,
    SCALES,
    TEAM_NOUNS,
)
from logic.verification.quantities.numerals import Value
from logic.verification.quantities.quantity import Key, Quantity, exact, scaled
from logic.verification.violations import Rule

_HUNDRED = 100
_LONGEST_PHRASE = 4
_NOUN_STOPS = STOP_WORDS | VERBS | BOUNDARIES | {"auf", "bis", "al", "alla", "na", "do", "para", "tot", "naar"}
_GLUE = frozenset({"-", "+", "/", "&", "#"})
_WRITTEN_SCALES = frozenset({"mn", "mio", "mln", "bn"})
_DAY_KINDS = frozenset(["business", "working", "full", "consecutive", "calendar", "whole", "solid", "long", "straight"])
_DEGREES = frozenset({"degree", "degrees", "deg"})
_NATIONAL = {
    (adjective, noun): code
    for adjective, code, nouns in (
        ("swiss", "chf", "franc francs"),
        ("canadian", "cad", "dollar dollars"),
        ("australian", "aud", "dollar dollars"),
        ("hong", "hkd", "kong"),
    )
    for noun in nouns.split()
}
_CODE_LENGTH = 3


def next_piece(pieces: Pieces, index: int) -> tuple[str, int]:
    """The piece at `index`, a hyphen skipped, and the index behind it."""
    if pieces.at(index) == "-":
        index += 1
    return pieces.at(index), index + 1


_LONG_TIMES = frozenset({"hour", "day", "week", "month", "year"})
_SHORTEST_UNIT = 4


def lasting(value: Value, unit: str) -> Key:
    """The key of a time of `value` units."""
    dimension, length = DURATIONS[unit]
    return ("duration", dimension, scaled(value, length))


def measuring(value: Value, unit: str) -> Key:
    """The key of a measure of `value` units."""
    dimension, size = MEASURES[unit]
    return ("measure", dimension, scaled(value, size))


def quantity_at(pieces: Pieces, rule: Rule, key: Key, *, start: int, end: int) -> Quantity:
    """A quantity, as written."""
    return Quantity(rule=rule, key=key, written=pieces.written(start, end), start=start, end=end)


def with_scale(pieces: Pieces, start: int, end: int, value: Value) -> Quantity:
    """The quantity whose number stands at `start` to `end`: scale words or "and a half" behind it, then its unit."""
    word, after = next_piece(pieces, end)
    scale = SCALES.get(word) if word not in _WRITTEN_SCALES or pieces.low[start][0].isdigit() else None
    if scale is None and _currency_before(pieces, start):
        scale = LETTER_SCALES.get(word)
    if scale is not None:
        return with_unit(pieces, start, after, scaled(value, scale))
    if pieces.low[end : end + 3] == ("and", "a", "half"):
        half_more = value if isinstance(value, str) else exact(value + Fraction(1, 2))
        return with_unit(pieces, start, end + 3, half_more)
    return with_unit(pieces, start, end, value)


def with_unit(pieces: Pieces, start: int, end: int, value: Value) -> Quantity:
    """The quantity of the number at `start` to `end`, scale included, with the unit before or behind it."""
    currency = _currency_before(pieces, start)
    if currency:
        return _amount(pieces, currency, start, end, value)
    unit, after = next_piece(pieces, end)
    if unit == "+":
        unit, after = next_piece(pieces, after)
    if unit == "s" and f"{pieces.low[end - 1]}'s" in pieces.line:
        # "Ward 6's supplies" takes no six seconds.
        unit = ""
    return (
        _measured(pieces, start, unit, after, value)
        or _long_lasting(pieces, start, unit, after, value)
        or _counted(pieces, start, end, value)
    )


def part_of(pieces: Pieces, value: Value, start: int, end: int) -> Quantity:
    """A fraction: of a unit of time it is a time, of anything else a percentage."""
    after = end
    while pieces.at(after) in {"a", "an", "-"}:
        after += 1
    unit = pieces.at(after)
    if unit in DURATIONS:
        return quantity_at(pieces, "duration", lasting(value, unit), start=start, end=after + 1)
    if unit in MEASURES and len(unit) > 1:
        return quantity_at(pieces, "number", measuring(value, unit), start=start, end=after + 1)
    return quantity_at(pieces, "percentage", ("percentage", scaled(value, _HUNDRED)), start=start, end=end)


def counts_colleagues(pieces: Pieces, start: int, end: int) -> bool:
    """Whether the number at `start` to `end` is a team's size: "4 engineers", "team of 4", "from 4" behind "team"."""
    phrase = noun_phrase(pieces, end)
    return any(word in PEOPLE for word in phrase) or _team_before(pieces, start, counts_a_thing=bool(phrase))


def noun_phrase(pieces: Pieces, end: int) -> tuple[str, ...]:
    """The words (singular) that a number stands before, up to the end of their phrase."""
    words: list[str] = []
    for word in pieces.low[end : end + 2 * _LONGEST_PHRASE]:
        if word in _GLUE:
            continue
        ends = word in _NOUN_STOPS and stem(word) not in PEOPLE
        if ends or word[0].isdigit() or len(words) == _LONGEST_PHRASE:
            break
        words.append(stem(word))
    return tuple(words)


def _amount(pieces: Pieces, currency: str, start: int, end: int, value: Value) -> Quantity:
    behind, after = next_piece(pieces, end)
    named = CURRENCIES.get(behind, "") if behind not in {"pounds", "pound"} else ""
    code = named if len(named) == _CODE_LENGTH else currency
    stop = after if named else end
    return quantity_at(pieces, "amount", ("amount", code, value), start=start - 1, end=stop)


def _measured(pieces: Pieces, start: int, unit: str, after: int, value: Value) -> Quantity | None:
    if unit == "us" and pieces.at(after) in CURRENCIES:
        # US dollars, not microseconds.
        unit, after = pieces.at(after), after + 1
    if unit in _DEGREES:
        unit, after = pieces.at(after), after + 1
    if (unit, pieces.at(after)) in _NATIONAL:
        unit, after = _NATIONAL[unit, pieces.at(after)], after + 1
    if unit in CURRENCIES:
        key: Key = ("amount", CURRENCIES[unit], value)
        return quantity_at(pieces, "amount", key, start=start, end=after)
    if unit in PERCENT or (unit == "per" and pieces.at(after) == "cent"):
        share = scaled(value, Fraction(1, 10)) if unit == "permille" else value
        end = after + (unit == "per")
        return quantity_at(pieces, "percentage", ("percentage", share), start=start, end=end)
    if unit in {"x", "times", "fold", "time"}:
        return quantity_at(pieces, "multiple", ("multiple", value), start=start, end=after)
    if pieces.at(start - 1) == "x" and unit not in DURATIONS:
        return quantity_at(pieces, "multiple", ("multiple", value), start=start, end=after - 1)
    if unit in DURATIONS:
        lasts = quantity_at(pieces, "duration", lasting(value, unit), start=start, end=after)
        # "Six-year-olds" are as well "aged 6".
        return replace(lasts, also=(("number", value),)) if "old" in next_piece(pieces, after)[0] else lasts
    if unit in MEASURES:
        return quantity_at(pieces, "number", measuring(value, unit), start=start, end=after)
    return None


def _long_lasting(pieces: Pieces, start: int, kind: str, after: int, value: Value) -> Quantity | None:
    """A unit of time behind an adjective: "2 business days"."""
    unit, end = next_piece(pieces, after)
    if kind in _DAY_KINDS and unit in DURATIONS:
        return quantity_at(pieces, "duration", lasting(value, unit), start=start, end=end)
    return None


def _counted(pieces: Pieces, start: int, end: int, value: Value) -> Quantity:
    rule: Rule = "team_size" if counts_colleagues(pieces, start, end) else "number"
    plain = quantity_at(pieces, rule, (rule, value), start=start, end=end)
    phrase = noun_phrase(pieces, end)
    return replace(plain, counted=phrase, also=(*plain.also, *_behind_adjectives(phrase, value)))


def _behind_adjectives(phrase: tuple[str, ...], value: Value) -> Iterator[Key]:
    """What a number of a unit behind other words is: "three accident-free years" are three years."""
    unit = phrase[-1] if len(phrase) > 1 else ""
    if unit in _LONG_TIMES:
        yield lasting(value, unit)
    elif unit in MEASURES and len(unit) >= _SHORTEST_UNIT:
        yield measuring(value, unit)


def _team_before(pieces: Pieces, start: int, *, counts_a_thing: bool) -> bool:
    index = start - 1
    while (
        index > 0
        and pieces.low[index] in APPROXIMATIONS
        and (pieces.low[index] != "to" or pieces.low[index - 1] == "up")
    ):
        index -= 1
    link, noun = pieces.at(index), pieces.at(index - 1)
    if link == "of" and noun in TEAM_NOUNS:
        return True
    return link in {"from", "to"} and noun in TEAM_NOUNS and not counts_a_thing


def _currency_before(pieces: Pieces, start: int) -> str:
    before = pieces.at(start - 1)
    is_sign = len(before) == 1 and not before.isalnum()
    return CURRENCIES.get(before, "") if is_sign or len(before) == _CODE_LENGTH else ""
