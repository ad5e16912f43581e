"""Numbers in running text, each as what it counts: amount, percentage, duration, team size, multiple, date or plain.

Two notations of one quantity get one key: "5k" and "five thousand", "30 percent" and "30%", "2 yrs" and "24 months".
One number in two roles gets two keys, so "40 people" never passes for "40 %". Time is linear in the text.
"""

import re
from dataclasses import replace
from fractions import Fraction

from logic.language.text_tokens import Pieces
from logic.verification.quantities.bounds import with_sides
from logic.verification.quantities.clock_times import read_clock
from logic.verification.quantities.dates import read_date
from logic.verification.quantities.measures import MEASURES
from logic.verification.quantities.number_words import (
    CURRENCIES,
    DENOMINATORS,
    DURATIONS,
    GLUED,
    GLUED_DURATIONS,
    HALVES,
    LETTER_SCALES,
    MONTHS,
    MULTIPLES,
    PERCENT,
    ROMAN,
    SCALES,
    SMALL,
    TENS,
    VAGUE,
)
from logic.verification.quantities.numerals import Value, worth
from logic.verification.quantities.quantity import Key, Quantity, scaled
from logic.verification.quantities.ranges import in_context
from logic.verification.quantities.rates import RATE_WORDS, read_rate
from logic.verification.quantities.spelled_numbers import spelled_value
from logic.verification.quantities.units import (
    counts_colleagues,
    lasting,
    measuring,
    next_piece,
    quantity_at,
    with_scale,
    with_unit,
)
from logic.verification.quantities.vulgar_fractions import read_numerator, read_one_in, read_part, read_ratio
from logic.verification.violations import Rule


def _words(written: str) -> tuple[str, ...]:
    return tuple(written.split())


_NUMERAL = re.compile(r"(\d[\d., '_]*)(\w*)")
_ORDINAL_ENDINGS = _words("st nd rd th e er re eme ieme ste de")
_RUN = frozenset(_words("run runs race races walk walks fun charity"))
_IDIOMS = frozenset({("two", "way"), ("one", "way"), ("zero", "trust"), ("zero", "day"), ("two", "sided")})
_COMPOUNDED = frozenset(_words("- check checked checking click digit digits entry blind opt"))
_RATES = frozenset(_words("rps fps qps tps bit bits"))
_MEASURED = PERCENT | MEASURES.keys() | SCALES.keys()
_GROUPS = {"couple": 2, "pair": 2, "score": 20}
_WORDS = frozenset(
    {*SMALL, *TENS, *GLUED, *SCALES, *VAGUE, *MULTIPLES, *HALVES, *DENOMINATORS, *MONTHS}
    | RATE_WORDS
    | _GROUPS.keys()
    | {"decade", "decades", "magnitude", "first", "second", "q1", "q2", "q3", "q4"}
) - {"mn", "mio", "mln", "bn"}
_LONG_UNITS = frozenset({"week", "month", "year"})
_DECADES = ("between", "duration", "months", 240, 1200)


def read_quantities(pieces: Pieces) -> list[Quantity]:
    """Every quantity that a line states, in order."""
    found: list[Quantity] = []
    done = 0
    for index, piece in enumerate(pieces.low):
        if index < done or not (piece in _WORDS or "'" <= piece[0] <= "9" or pieces.raw[index] in ROMAN):
            continue
        quantity = (
            read_clock(pieces, index) or read_rate(pieces, index) or read_date(pieces, index) or _at(pieces, index)
        )
        if quantity is not None:
            found.append(quantity)
            done = quantity.end
    if not found:
        return found
    found = with_sides(in_context(found, pieces), pieces)
    return found if pieces.language == "en" else [_of_any_people(quantity) for quantity in found]


def _of_any_people(quantity: Quantity) -> Quantity:
    """Who is a colleague is known in English only: elsewhere a team's size is a number."""
    if quantity.rule != "team_size":
        return quantity
    key = ("number", quantity.key[1]) if quantity.key[0] == "team_size" else ("between", "number", *quantity.key[2:])
    return replace(quantity, rule="number", key=key)


def _at(pieces: Pieces, index: int) -> Quantity | None:
    piece = pieces.low[index]
    if piece in {"a", "an"}:
        lasts = pieces.at(index - 1) in {"spent", "for", "over", "within"} and pieces.at(index + 1) in _LONG_UNITS
        if lasts and pieces.low[index + 2 : index + 5] == ("and", "a", "half"):
            longer = lasting(Fraction(3, 2), pieces.at(index + 1))
            return quantity_at(pieces, "duration", longer, start=index + 1, end=index + 5)
        key_of_one = lasting(1, pieces.at(index + 1)) if lasts else None
        return quantity_at(pieces, "duration", key_of_one, start=index, end=index + 2) if key_of_one else None
    if piece[0].isdigit():
        return read_ratio(pieces, index) or _one_in(pieces, index) or _digits(pieces, index)
    if pieces.raw[index] in ROMAN:
        return quantity_at(pieces, "number", ("number", ROMAN[pieces.raw[index]]), start=index, end=index + 1)
    if piece in MULTIPLES:
        compound = piece in {"double", "triple", "treble"} and pieces.at(index + 1) in _COMPOUNDED
        key: Key = ("multiple", MULTIPLES[piece])
        return None if compound else quantity_at(pieces, "multiple", key, start=index, end=index + 1)
    if piece in VAGUE:
        return _vague(pieces, index)
    if piece in {"decade", "decades", "magnitude"}:
        return _long_word(pieces, index)
    return read_part(pieces, index) or _spelled(pieces, index)


def _one_in(pieces: Pieces, index: int) -> Quantity | None:
    """ "1 in 4": other shares are written so only in words, and "3 in 2 shops" is none."""
    is_share = pieces.low[index] == "1" and pieces.at(index + 2).isdecimal()
    return read_one_in(pieces, index, index + 1, 1) if is_share else None


def _digits(pieces: Pieces, index: int) -> Quantity | None:
    match = _NUMERAL.fullmatch(pieces.low[index])
    if match is None:
        return None
    written, suffix = match.group(1).rstrip(".,"), match.group(2)
    if suffix and not suffix.strip("o"):
        # The letter O in the place of a zero.
        written, suffix = written + "0" * len(suffix), ""
    following = suffix or next_piece(pieces, index + 1)[0]
    value = worth(written, decimal=following in _MEASURED or following in LETTER_SCALES)
    return _with_suffix(pieces, index, value, suffix) if suffix else with_scale(pieces, index, index + 1, value)


def _with_suffix(pieces: Pieces, index: int, value: Value, suffix: str) -> Quantity | None:
    """A number with letters glued to it; None where together they are a name (3d, 2fa)."""
    end = index + 1
    if suffix in LETTER_SCALES:
        quantity = with_unit(pieces, index, end, scaled(value, LETTER_SCALES[suffix]))
        # A 10K run is ten kilometres long.
        is_run = suffix == "k" and not _RUN.isdisjoint(pieces.low[end : end + 3])
        return replace(quantity, also=(*quantity.also, measuring(value, "km"))) if is_run else quantity
    if suffix in GLUED_DURATIONS:
        lasts = quantity_at(pieces, "duration", lasting(value, suffix), start=index, end=end)
        # A lone s may be a plural's as well: "the under-12s".
        return replace(lasts, also=(("number", value),)) if suffix == "s" else lasts
    rules: dict[str, tuple[Rule, Key]] = {
        **dict.fromkeys(("x", "fold"), ("multiple", ("multiple", value))),
        **dict.fromkeys(_ORDINAL_ENDINGS, ("number", ("ordinal", value))),
        **dict.fromkeys(_RATES, ("number", ("number", value))),
        "pct": ("percentage", ("percentage", value)),
        "x7": ("number", ("number", "24/7")),
    }
    if suffix in MEASURES:
        rules[suffix] = ("number", measuring(value, suffix))
    if suffix in CURRENCIES:
        rules[suffix] = ("amount", ("amount", CURRENCIES[suffix], value))
    if suffix not in rules:
        return None
    rule, key = rules[suffix]
    return quantity_at(pieces, rule, key, start=index, end=end)


def _spelled(pieces: Pieces, index: int) -> Quantity | None:
    if (pieces.low[index], next_piece(pieces, index + 1)[0]) in _IDIOMS:
        return None
    if pieces.low[index] in _GROUPS:
        counts = pieces.at(index + 1) == "of" and pieces.at(index - 1) in {"a", "another", "every"}
        return with_unit(pieces, index, index + 2, _GROUPS[pieces.low[index]]) if counts else None
    value, end = spelled_value(pieces, index)
    if value is None:
        return None
    part = read_numerator(pieces, index, end, value) or read_one_in(pieces, index, end, value)
    if part is not None or value != 1 or pieces.low[end : end + 3] == ("and", "a", "half"):
        return part or with_scale(pieces, index, end, value)
    if pieces.at(index - 1) == "number":
        return quantity_at(pieces, "number", ("ordinal", 1), start=index - 1, end=end)
    # "One of", "one day": the word alone claims nothing; with a longer unit of time it does.
    unit, after = next_piece(pieces, end)
    lasts = unit in DURATIONS and unit not in {"second", "s", "h", "day"}
    return quantity_at(pieces, "duration", lasting(1, unit), start=index, end=after) if lasts else None


def _vague(pieces: Pieces, index: int) -> Quantity:
    size = VAGUE[pieces.low[index]]
    end = index + 2 if pieces.at(index + 1) == "of" else index + 1
    rule: Rule = "team_size" if counts_colleagues(pieces, index, end) else "number"
    return quantity_at(pieces, rule, ("between", rule, size * 2, size * 10_000), start=index, end=end)


def _long_word(pieces: Pieces, index: int) -> Quantity | None:
    word = pieces.low[index]
    if word == "decade":
        return quantity_at(pieces, "duration", lasting(1, word), start=index, end=index + 1)
    if word == "decades":
        return quantity_at(pieces, "duration", _DECADES, start=index, end=index + 1)
    is_order = pieces.at(index - 1) == "of" and pieces.at(index - 2) in {"order", "orders"}
    return quantity_at(pieces, "multiple", ("multiple", 10), start=index - 2, end=index + 1) if is_order else None
