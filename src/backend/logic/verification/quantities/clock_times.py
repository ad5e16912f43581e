"""Times of day: "22:00", "10 pm", "22h00" and "half past ten" are one, and no number of hours."""

import re

from logic.language.text_tokens import Pieces
from logic.verification.quantities.number_words import SMALL
from logic.verification.quantities.quantity import Key, Quantity

_GLUED = re.compile(r"(\d{1,2})(?:h([0-5]\d)|([ap]m))")
_DOTTED = re.compile(r"(\d{1,2})\.([0-5]\d)")
_HOUR, _MINUTE = re.compile(r"[01]?\d|2[0-4]"), re.compile(r"[0-5]\d")
_HALVES = frozenset({"am", "pm"})
_UNTIL = frozenset({"to", "-", "until", "till"})
_NOON, _DAY = 12, 24 * 60
_PARTS = {"half": 30, "quarter": 15}
_SIDES = {"past": 1, "to": -1}
_TIMES_OF_DAY = {"morning": "am", "afternoon": "pm", "evening": "pm"}


def read_clock(pieces: Pieces, index: int) -> Quantity | None:
    """The time of day that begins at `index`, or None."""
    word = pieces.low[index]
    if word in _PARTS:
        return _spoken(pieces, index)
    glued = _GLUED.fullmatch(word)
    if glued is not None:
        return _timed(pieces, int(glued[1]), int(glued[2] or 0), glued[3] or "", index, index + 1)
    dotted = _DOTTED.fullmatch(word)
    if dotted is not None and pieces.at(index + 1) in _HALVES:
        return _timed(pieces, int(dotted[1]), int(dotted[2]), pieces.at(index + 1), index, index + 2)
    if dotted is not None and pieces.at(index + 1) in _UNTIL and pieces.at(index + 3) in _HALVES:
        return _timed(pieces, int(dotted[1]), int(dotted[2]), pieces.at(index + 3), index, index + 1)
    if not _HOUR.fullmatch(word):
        return None
    if pieces.at(index + 1) == ":" and _MINUTE.fullmatch(pieces.at(index + 2)):
        half = pieces.at(index + 3) if pieces.at(index + 3) in _HALVES else ""
        return _timed(pieces, int(word), int(pieces.at(index + 2)), half, index, index + 3 + bool(half))
    if pieces.at(index + 1) in _HALVES:
        return _timed(pieces, int(word), 0, pieces.at(index + 1), index, index + 2)
    return None


def _spoken(pieces: Pieces, index: int) -> Quantity | None:
    """ "Half past five" and "quarter to six", of whichever half of the day unless one is named behind."""
    side, written = _SIDES.get(pieces.at(index + 1), 0), pieces.at(index + 2)
    hour = int(written) if _HOUR.fullmatch(written) else SMALL.get(written, 0)
    if not side or not 0 < hour <= _NOON or (side < 0 and pieces.low[index] == "half"):
        return None
    at = (hour % _NOON) * 60 + side * _PARTS[pieces.low[index]]
    named = next((_TIMES_OF_DAY[word] for word in pieces.low[index + 3 : index + 6] if word in _TIMES_OF_DAY), "")
    halves = [at] if named == "am" else [at + _DAY // 2] if named == "pm" else [at, at + _DAY // 2]
    first, *other = (("clock", minutes % _DAY) for minutes in halves)
    end = index + 3
    return Quantity(
        rule="number", key=first, written=pieces.written(index, end), start=index, end=end, also=tuple(other)
    )


def _timed(pieces: Pieces, hour: int, minute: int, half: str, start: int, end: int) -> Quantity:
    if half:
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    keys: tuple[Key, ...] = (("clock", (hour % 24) * 60 + minute),)
    return Quantity(rule="number", key=keys[0], written=pieces.written(start, end), start=start, end=end)
