"""Numbers in English words: "forty-two", "a hundred and twenty", "two dozen", "one and a half million"."""

from logic.language.text_tokens import Pieces
from logic.verification.quantities.number_words import GLUED, SCALES, SMALL, TENS

_HUNDRED = 100
_OPENING_SCALES = frozenset({"hundred", "thousand", "million", "billion", "trillion", "dozen"})
_SMALL_NUMBERS = {**SMALL, **TENS, **GLUED}


def spelled_value(pieces: Pieces, index: int) -> tuple[int | None, int]:
    """The number in words at `index`, and the index behind it; None where there is none."""
    total, part, end, seen = 0, 0, index, False
    while end < len(pieces.low):
        word = pieces.low[end]
        small = _SMALL_NUMBERS.get(word)
        if small is not None:
            if seen and not _continues(part, small):
                break
            part += small
        elif word in SCALES and (seen or word in _OPENING_SCALES):
            total, part = _scale_up(total, part if seen else 1, SCALES[word])
        elif not (seen and word in {"-", "and"} and _goes_on(pieces, end, total=total, part=part)):
            break
        seen, end = True, end + 1
    return (total + part, end) if seen else (None, end)


def _continues(part: int, value: int) -> bool:
    """Whether a small number extends what was read: "forty" by "two", "a hundred" by "twenty"."""
    if part == 0:
        return True
    if part % _HUNDRED == 0:
        return value < _HUNDRED
    return part % 10 == 0 and part % _HUNDRED >= 20 and 0 < value < 10


def _scale_up(total: int, part: int, scale: int) -> tuple[int, int]:
    if scale <= _HUNDRED:
        return total, (part or 1) * scale
    return total + (part or 1) * scale, 0


def _goes_on(pieces: Pieces, index: int, *, total: int, part: int) -> bool:
    """Whether the hyphen or "and" at `index` stands inside the number."""
    word = pieces.at(index + 1)
    value = _SMALL_NUMBERS.get(word)
    if pieces.low[index] == "-":
        return word in SCALES or (value is not None and part > 0 and _continues(part, value))
    round_so_far = part % _HUNDRED == 0 and (total + part) >= _HUNDRED
    return round_so_far and value is not None and 0 < value < _HUNDRED
