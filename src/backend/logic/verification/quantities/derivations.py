"""What two neighbouring numbers of a source bear out together: a sum, a difference, a change, a shift's hours.

"From 9 h to 6 h" is also "3 hours less" and "by a third"; "27 + 29 pupils" are 56. Only neighbours that a word of
change or a plus joins are reckoned with, so the work is linear and two numbers that have nothing in common derive
no third.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from logic.language.text_tokens import Pieces
from logic.verification.quantities.numerals import LONGEST, worth
from logic.verification.quantities.quantity import Key, Quantity, exact
from logic.verification.quantities.spelled_numbers import spelled_value

_TO = """
to down up auf bis a al alla au na do para ate naar tot op 到 至 降至 增至 降到 增到 から - >
"""
_INSTEAD = """
instead of rather than previously formerly statt anstatt au lieu de en vez em invece di anziche zamiast in plaats van
plutot que
"""
_TO_WORDS: Final = frozenset(_TO.split())
_INSTEAD_WORDS: Final = frozenset(_INSTEAD.split()) - {"a"}
_SPAN: Final = frozenset({"to", "until", "till", "-", "and", "bis", "a", "al", "hasta", "ate", "tot", "do"})
_MONTHS_OF_A_YEAR: Final = 12
_EACH: Final = frozenset({"each", "je", "chacun", "chacune", "cadauno", "apiece"})
_DASH: Final = ("-",)
_LONGEST_GAP: Final = 4
_DAY: Final = 24 * 60
_RECKONED: Final = frozenset({"number", "team_size", "percentage", "amount", "duration", "measure"})


def derived(pieces: Pieces, stated: Sequence[Quantity]) -> set[Key]:
    """The keys that pairs of neighbouring quantities bear out."""
    found: set[Key] = set()
    for first, second in pairwise(stated):
        gap = pieces.low[first.end : second.start]
        if (first.key[0], second.key[0]) == ("date", "date") and _SPAN.issuperset(gap) and gap:
            found |= _span(first.key, second.key)
        elif (first.key[0], second.key[0]) == ("clock", "clock"):
            minutes = (int(str(second.key[1])) - int(str(first.key[1]))) % _DAY
            found.add(("duration", "seconds", minutes * 60))
        elif second.key[0] == "duration" and _is_repeated(pieces, first, second, gap):
            found |= {(*second.key[:-1], product) for product in _products(first, second)}
        elif gap == ("+",):
            found |= {(*second.key[:-1], total) for total in _sums(first, second)}
        elif gap != _DASH and _is_change(gap):
            found |= set(_changed(first, second))
    return found


def _span(first: Key, last: Key) -> set[Key]:
    """How long it is from one year to another: five years of "2014 to 2019". Months are counted out to whole years:
    three of "May 2016 to May 2019", and of "January 2016 to December 2018".
    """
    begin, end = first[1], last[1]
    if len(first) == len(last) > 2:
        begun, ended = first[2], last[2]
        if all(isinstance(number, int) for number in (begin, end, begun, ended)):
            months = (int(str(end)) - int(str(begin))) * _MONTHS_OF_A_YEAR + int(str(ended)) - int(str(begun))
            return {
                ("duration", "months", whole)
                for whole in (months, months + 1)
                if whole > 0 and not whole % _MONTHS_OF_A_YEAR
            }
        return set()
    if len(first) > 2 or len(last) > 2 or not isinstance(begin, int) or not isinstance(end, int) or begin >= end:
        return set()
    return {("duration", "months", (end - begin) * _MONTHS_OF_A_YEAR)}


def changes(pieces: Pieces, stated: Sequence[Quantity]) -> frozenset[tuple[object, object]]:
    """Each "from A to B" and "B instead of A" as its two numbers, in order of time."""
    found: set[tuple[object, object]] = set()
    for first, second in pairwise(stated):
        gap = pieces.low[first.end : second.start]
        if gap == _DASH or not _is_change(gap):
            continue
        before, after = written_number(pieces, first), written_number(pieces, second)
        if before is not None and after is not None and before != after:
            found.add((after, before) if _INSTEAD_WORDS.issuperset(gap) else (before, after))
    return frozenset(found)


def written_number(pieces: Pieces, quantity: Quantity) -> object | None:
    """The number of a quantity without its unit; None where none is written."""
    for index in range(quantity.start, quantity.end):
        digits = pieces.low[index].rstrip("abcdefghijklmnopqrstuvwxyz")
        if digits[:1].isdigit() and len(digits) <= LONGEST:
            return worth(digits.rstrip(".,"), decimal=True)
        spelled, _ = spelled_value(pieces, index)
        if spelled is not None:
            return spelled
    return None


def _is_change(gap: Sequence[str]) -> bool:
    return 0 < len(gap) <= _LONGEST_GAP and (_TO_WORDS.issuperset(gap) or _INSTEAD_WORDS.issuperset(gap))


def _is_repeated(pieces: Pieces, first: Quantity, second: Quantity, gap: Sequence[str]) -> bool:
    """Whether a time is taken so many times: "2 x 6 months", "2 terms (2 years each)"."""
    if first.key[0] not in {"number", "multiple"}:
        return False
    return gap == ("x",) or first.key[0] == "multiple" or pieces.at(second.end) in _EACH


def _products(first: Quantity, second: Quantity) -> Iterator[object]:
    times, length = first.key[-1], second.key[-1]
    if isinstance(times, int | Fraction) and isinstance(length, int | Fraction):
        yield exact(Fraction(times) * Fraction(length))


def _values(first: Quantity, second: Quantity) -> tuple[Fraction, Fraction] | None:
    kinds = first.key[:-1], second.key[:-1]
    if kinds[0] != kinds[1] or first.key[0] not in _RECKONED:
        return None
    low, high = first.key[-1], second.key[-1]
    if not isinstance(low, int | Fraction) or not isinstance(high, int | Fraction):
        return None
    return Fraction(low), Fraction(high)


def _sums(first: Quantity, second: Quantity) -> Iterator[object]:
    low, high = first.key[-1], second.key[-1]
    if isinstance(low, int | Fraction) and isinstance(high, int | Fraction):
        yield exact(Fraction(low) + Fraction(high))


def _changed(first: Quantity, second: Quantity) -> Iterator[Key]:
    """The difference, the change in percent (whole and to one decimal) and the multiple."""
    values = _values(first, second)
    if values is None:
        return
    before, after = values
    yield (*second.key[:-1], exact(abs(before - after)))
    if second.key[0] == "percentage":
        yield ("number", exact(abs(before - after)))
    if before > 0 and after > 0:
        percent = abs(before - after) / before * 100
        yield ("percentage", round(percent))
        yield ("percentage", exact(Fraction(round(percent * 10), 10)))
        yield ("multiple", exact(max(before, after) / min(before, after)))
