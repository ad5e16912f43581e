"""Dates in running text: years, months of a year, days, quarters. Durations are not dates; see `units`."""

import re
from collections.abc import Iterator

from logic.language.text_tokens import BOUNDARIES, Pieces, begins_sentence
from logic.verification.quantities.number_words import DATE_PREPOSITIONS, MONTH_HOMOGRAPHS, MONTHS
from logic.verification.quantities.quantity import Key, Quantity

_YEAR = re.compile(r"(?:19|20)\d\d")
_DECADE = re.compile(r"(?:(?:19|20)?\d0|'\d0)s")
_SHORT_YEAR = re.compile(r"'\d\d")
_DOTTED = re.compile(r"(?:0[1-9]|1[0-2])\.(?:19|20)\d\d|(?:19|20)\d\d\.(?:0[1-9]|1[0-2])")
_TWO_DIGITS = re.compile(r"\d\d")
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?")
_QUARTER = re.compile(r"q[1-4]")
_QUARTER_WORDS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_LAST_MONTH = 12
_PIVOT = 50
"""Two-digit years up to here are this century's."""


def read_date(pieces: Pieces, index: int) -> Quantity | None:
    """The date that begins at `index`, or None."""
    word = pieces.at(index)
    if word in MONTHS:
        return _named(pieces, index)
    if _QUARTER.fullmatch(word):
        return _dated(pieces, [("quarter", int(word[1]))], index, index + 1)
    if word in _QUARTER_WORDS and pieces.at(index + 1) == "quarter":
        return _dated(pieces, [("quarter", _QUARTER_WORDS[word])], index, index + 2)
    if word[:1] == "'" and _SHORT_YEAR.fullmatch(word):
        return _dated(pieces, [("date", _full_year(word[1:]))], index, index + 1)
    if _DECADE.fullmatch(word) and (word[0] == "'" or len(word) > 3 or pieces.at(index - 1) == "the"):
        return _dated(pieces, [("decade", word.strip("'s")[-2:])], index, index + 1)
    return _numeric(pieces, index) if word[:1].isdigit() else None


def is_year(pieces: Pieces, quantity: Quantity) -> bool:
    """Whether a plain number is a year by its looks and its place."""
    if not _YEAR.fullmatch(quantity.written):
        return False
    before = pieces.at(quantity.start - 1)
    return not quantity.counted or before in DATE_PREPOSITIONS or before in MONTHS or bool(_QUARTER.fullmatch(before))


def _numeric(pieces: Pieces, index: int) -> Quantity | None:
    parts = list(_digit_run(pieces, index))
    end = index + 2 * len(parts) - 1
    if len(parts) == 3:
        years = [part for part in parts if _YEAR.fullmatch(part)]
        rest = sorted(int(part) for part in parts if not _YEAR.fullmatch(part))
        if len(years) == 1 and rest[-1] <= 31:
            months: list[Key] = [("date", int(years[0]), number) for number in rest if number <= _LAST_MONTH]
            return _dated(pieces, [("day", int(years[0]), *rest), *months], index, end)
    stop = index + 3
    dotted = _DOTTED.fullmatch(pieces.low[index])
    if dotted is not None:
        parts, stop = dotted[0].split("."), index + 1
    if len(parts) >= 2:
        first, second = parts[:2]
        if _YEAR.fullmatch(first) and len(second) == 2 and 1 <= int(second) <= _LAST_MONTH:
            return _dated(pieces, [("date", int(first), int(second))], index, stop)
        if _YEAR.fullmatch(second) and len(first) <= 2 and 1 <= int(first) <= _LAST_MONTH:
            return _dated(pieces, [("date", int(second), int(first))], index, stop)
    if (
        pieces.at(index - 1) in {"-", "/"}
        and _YEAR.fullmatch(pieces.at(index - 2))
        and _TWO_DIGITS.fullmatch(pieces.low[index])
    ):
        return _dated(pieces, [("date", _full_year(pieces.low[index]))], index, index + 1)
    return _day_first(pieces, index)


def _digit_run(pieces: Pieces, index: int) -> Iterator[str]:
    """Numbers joined by the same stroke, dot or hyphen: 2020-04-15, 04/2020."""
    joint = pieces.at(index + 1)
    if "." in pieces.low[index]:
        return
    for step in range(3):
        part = pieces.at(index + 2 * step)
        if not part.isdecimal() or len(part) > 4 or joint not in {"-", "/"}:
            return
        yield part
        if pieces.at(index + 2 * step + 1) != joint:
            return


def _day_first(pieces: Pieces, index: int) -> Quantity | None:
    """4 May 2020, 4th of May."""
    after = index + 2 if pieces.at(index + 1) == "of" else index + 1
    month = MONTHS.get(pieces.at(after))
    if month is None or not _DAY.fullmatch(pieces.low[index]) or not _is_month(pieces, after):
        return None
    keys: list[Key] = [("month_day", month, int(re.sub(r"\D", "", pieces.low[index])))]
    return _with_year(pieces, keys, month, index, after + 1)


def _named(pieces: Pieces, index: int) -> Quantity | None:
    """May 2020, May 4, 2020, May 4th; the month alone where it is surely one."""
    month, after = MONTHS[pieces.low[index]], index + 1
    if pieces.at(after) == ".":
        after += 1
    day = pieces.at(after)
    if _DAY.fullmatch(day) and (pieces.raw[index][0].isupper() or _is_month(pieces, index)):
        keys: list[Key] = [("month_day", month, int(re.sub(r"\D", "", day)))]
        return _with_year(pieces, keys, month, index, after + 1)
    if _YEAR.fullmatch(_behind(pieces, after)[0]):
        return _with_year(pieces, [], month, index, after)
    return _dated(pieces, [("month", month)], index, index + 1) if _is_month(pieces, index) else None


def _with_year(pieces: Pieces, keys: list[Key], month: int, start: int, end: int) -> Quantity:
    year, after = _behind(pieces, end)
    if _YEAR.fullmatch(year):
        return _dated(pieces, [("date", int(year), month), *keys], start, after)
    return _dated(pieces, keys, start, end)


def _behind(pieces: Pieces, index: int) -> tuple[str, int]:
    """What stands behind a month or day, with the comma, the full stop or the "of" that may come first."""
    if pieces.at(index) in {",", "of", ".", "'"}:
        index += 1
    if _SHORT_YEAR.fullmatch(pieces.at(index)):
        return str(_full_year(pieces.at(index)[1:])), index + 1
    return pieces.at(index), index + 1


def _is_month(pieces: Pieces, index: int) -> bool:
    word = pieces.low[index]
    if word not in MONTH_HOMOGRAPHS:
        return True
    beside = pieces.at(index - 1)
    return pieces.raw[index][0].isupper() and not begins_sentence(pieces, index) and beside not in BOUNDARIES


def _full_year(digits: str) -> int:
    return int(digits) + (2000 if int(digits) < _PIVOT else 1900)


def _dated(pieces: Pieces, keys: list[Key], start: int, end: int) -> Quantity:
    """The first key is the claim, the others what it bears out besides."""
    written = pieces.written(start, end)
    return Quantity(rule="date", key=keys[0], written=written, start=start, end=end, bears_out=tuple(keys[1:]))
