"""Numbers in running text, each as what it counts: amount, percentage, duration, team size, multiple, date or plain.

Two notations of one quantity get one key: "5k" and "five thousand", "30 percent" and "30%", "2 yrs" and "24 months".
One number in two roles gets two keys, so "40 people" never passes for "40 %". Time is linear in the text.
"""

import re
from dataclasses import replace
from fractions import Fraction

from logic.language.text_tokens import Pieces
from logic.verification.quantities.dates import is_year, read_date
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
    QUIET,
    ROMAN,
    SCALES,
    SMALL,
    TENS,
    VAGUE,
)
from logic.verification.quantities.numerals import Value, readings
from logic.verification.quantities.quantity import Key, Quantity, borne_out, scaled
from logic.verification.quantities.spelled_numbers import spelled_value
from logic.verification.quantities.units import counts_colleagues, lasting, made, next_piece, with_scale, with_unit
from logic.verification.quantities.vulgar_fractions import read_numerator, read_part, read_ratio
from logic.verification.violations import Rule


def _words(written: str) -> tuple[str, ...]:
    return tuple(written.split())


_NUMERAL = re.compile(r"(\d[\d., '_]*)(\w*)")
_IDIOMS = frozenset({("two", "way"), ("one", "way"), ("zero", "trust"), ("zero", "day"), ("two", "sided")})
_COMPOUNDED = frozenset(_words("- check checked checking click digit digits entry blind opt"))
_MEASURES = frozenset(
    _words(
        """
    gb tb mb kb pb gib mib tib kg km cm mw kw gw kwh mwh hz khz mhz ghz fps rps qps tps mbps gbps am pm bit bits
    """
    )
)
_WORDS = frozenset(
    {*SMALL, *TENS, *GLUED, *SCALES, *VAGUE, *MULTIPLES, *HALVES, *DENOMINATORS, *MONTHS}
    | {"couple", "pair", "decade", "decades", "magnitude", "first", "second", "q1", "q2", "q3", "q4"}
) - {"mn", "mio", "bn"}
_ARTICLES = frozenset({"a", "an", "one", "single", "each", "per", "every", "first", "last"})
_RANGE_WORDS = frozenset({("to",), ("-",), ("and",), ("or",), ("through",)})
_DECADES = ("between", "duration", "months", 240, 1200)


def read_quantities(pieces: Pieces) -> list[Quantity]:
    """Every quantity that a line states, in order."""
    found: list[Quantity] = []
    done = 0
    for index, piece in enumerate(pieces.low):
        if index < done or not (piece in _WORDS or "'" <= piece[0] <= "9" or pieces.raw[index] in ROMAN):
            continue
        quantity = read_date(pieces, index) or _at(pieces, index)
        if quantity is not None:
            found.append(quantity)
            done = quantity.end
    return _in_context(found, pieces)


def granted_keys(pieces: Pieces, stated: list[Quantity]) -> set[Key]:
    """All quantities that a line bears out: what it states, what follows, and what it says without a number."""
    keys: set[Key] = set()
    for quantity in stated:
        for key in (quantity.key, *quantity.also, *quantity.bears_out):
            keys.add(key)
            keys.update(borne_out(key))
    return keys | _quiet_keys(pieces)


def _quiet_keys(pieces: Pieces) -> set[Key]:
    """Quantities that a line bears out without stating them: "no outage" is zero outages, "a week" is one week."""
    words = set(pieces.low)
    found: set[Key] = {("number", QUIET[word]) for word in words & QUIET.keys()}
    found |= {("ordinal", key[1]) for key in found}
    if any(word.endswith("n't") for word in words):
        found.add(("number", 0))
    if "clock" in words and "round" in words | {word.removeprefix("a") for word in words}:
        found.add(("number", "24/7"))
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


def _at(pieces: Pieces, index: int) -> Quantity | None:
    piece = pieces.low[index]
    if piece[0].isdigit():
        return read_ratio(pieces, index) or _digits(pieces, index)
    if pieces.raw[index] in ROMAN:
        return made(pieces, "number", ("number", ROMAN[pieces.raw[index]]), start=index, end=index + 1)
    if piece in MULTIPLES:
        compound = piece in {"double", "triple", "treble"} and pieces.at(index + 1) in _COMPOUNDED
        key: Key = ("multiple", MULTIPLES[piece])
        return None if compound else made(pieces, "multiple", key, start=index, end=index + 1)
    if piece in VAGUE:
        return _vague(pieces, index)
    if piece in {"decade", "decades", "magnitude"}:
        return _long_word(pieces, index)
    return read_part(pieces, index) or _spelled(pieces, index)


def _digits(pieces: Pieces, index: int) -> Quantity | None:
    match = _NUMERAL.fullmatch(pieces.low[index])
    if match is None:
        return None
    written, suffix = match.group(1).rstrip(".,"), match.group(2)
    if suffix and not suffix.strip("o"):
        # The letter O in the place of a zero.
        written, suffix = written + "0" * len(suffix), ""
    values = readings(written, decimal=next_piece(pieces, index + 1)[0] in PERCENT)
    return _with_suffix(pieces, index, values, suffix) if suffix else with_scale(pieces, index, index + 1, values)


def _with_suffix(pieces: Pieces, index: int, values: tuple[Value, ...], suffix: str) -> Quantity | None:
    """A number with letters glued to it; None where together they are a name (3d, 2fa)."""
    value, end = values[0], index + 1
    if suffix in LETTER_SCALES:
        scale = LETTER_SCALES[suffix]
        return with_unit(pieces, index, end, tuple(scaled(value, scale) for value in values))
    if suffix in GLUED_DURATIONS:
        lasts = made(pieces, "duration", lasting(value, suffix), start=index, end=end)
        # A lone s may be a plural's as well: "the under-12s".
        return replace(lasts, also=(("number", value),)) if suffix == "s" else lasts
    rules: dict[str, tuple[Rule, Key]] = {
        **dict.fromkeys(("x", "fold"), ("multiple", ("multiple", value))),
        **dict.fromkeys(("st", "nd", "rd", "th"), ("number", ("ordinal", value))),
        **dict.fromkeys(_MEASURES, ("number", ("number", value))),
        "pct": ("percentage", ("percentage", value)),
        "x7": ("number", ("number", "24/7")),
    }
    if suffix in CURRENCIES:
        rules[suffix] = ("amount", ("amount", CURRENCIES[suffix], value))
    if suffix not in rules:
        return None
    rule, key = rules[suffix]
    return made(pieces, rule, key, start=index, end=end)


def _spelled(pieces: Pieces, index: int) -> Quantity | None:
    if (pieces.low[index], next_piece(pieces, index + 1)[0]) in _IDIOMS:
        return None
    if pieces.low[index] in {"couple", "pair"}:
        counts = pieces.at(index + 1) == "of" and pieces.at(index - 1) in {"a", "another", "every"}
        return with_unit(pieces, index, index + 2, (2,)) if counts else None
    value, end = spelled_value(pieces, index)
    if value is None:
        return None
    part = read_numerator(pieces, index, end, value)
    if part is not None or value != 1 or pieces.low[end : end + 3] == ("and", "a", "half"):
        return part or with_scale(pieces, index, end, (value,))
    if pieces.at(index - 1) == "number":
        return made(pieces, "number", ("ordinal", 1), start=index - 1, end=end)
    # "One of", "one day": the word alone claims nothing; with a longer unit of time it does.
    unit, after = next_piece(pieces, end)
    lasts = unit in DURATIONS and unit not in {"second", "s", "h", "day"}
    return made(pieces, "duration", lasting(1, unit), start=index, end=after) if lasts else None


def _vague(pieces: Pieces, index: int) -> Quantity:
    size = VAGUE[pieces.low[index]]
    end = index + 2 if pieces.at(index + 1) == "of" else index + 1
    rule: Rule = "team_size" if counts_colleagues(pieces, index, end) else "number"
    return made(pieces, rule, ("between", rule, size * 2, size * 10_000), start=index, end=end)


def _long_word(pieces: Pieces, index: int) -> Quantity | None:
    word = pieces.low[index]
    if word == "decade":
        return made(pieces, "duration", lasting(1, word), start=index, end=index + 1)
    if word == "decades":
        return made(pieces, "duration", _DECADES, start=index, end=index + 1)
    is_order = pieces.at(index - 1) == "of" and pieces.at(index - 2) in {"order", "orders"}
    return made(pieces, "multiple", ("multiple", 10), start=index - 2, end=index + 1) if is_order else None


def _in_context(found: list[Quantity], pieces: Pieces) -> list[Quantity]:
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
    if kind not in {"amount", "percentage", "team_size"}:
        return plain
    return replace(plain, rule=other.rule, key=(*other.key[:-1], value), also=())
