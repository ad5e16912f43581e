"""A part told as the whole that it is of: "cleaned the four pools" of "cleaned one of the four pools"."""

from collections.abc import Iterator, Sequence
from typing import Final

from logic.language.text_tokens import BOUNDARIES
from logic.verification.meaning.surplus import Spoken
from logic.verification.quantities.number_words import BARE

_PART_WORDS = "some part parts half several most few any one many % percent third thirds quarter quarters"
_PARTS: Final = frozenset(_PART_WORDS.split())
_OF_WORDS = "of out der des von de del dos das unserer unseren our the meiner meinen nos los las les di dei"
_OF: Final = frozenset(_OF_WORDS.split())
_REACH: Final = 2
_NEAR: Final = 8
_STEM: Final = 4

Counted = tuple[int, str]


def told_whole(text: Sequence[Spoken], source: Sequence[Spoken]) -> Iterator[str]:
    """The numbers of a text that count the whole, where its source speaks of a part of it only."""
    partial = {counted for line in source for counted, is_part in _counted(line) if is_part}
    if not partial:
        return
    partial -= {counted for line in source for counted, is_part in _counted(line) if not is_part}
    for line in text:
        told = list(_counted(line))
        if not any(is_part for _, is_part in told):
            yield from (f"{number} {noun}" for (number, noun), _ in told if (number, noun) in partial)


def _counted(line: Spoken) -> Iterator[tuple[Counted, bool]]:
    """Each number and the beginning of the word behind it, and whether a part of so many stands before."""
    for place, (word, noun) in enumerate(zip(line.low, line.low[1:], strict=False)):
        number = _number(word)
        if number > 1 and noun.isalpha():
            yield (number, noun[:_STEM]), _is_part(line.low[max(place - _NEAR, 0) : place])


def _is_part(before: Sequence[str]) -> bool:
    words = list(before)
    if words and words[-1].endswith("'s"):
        # "One of the chain's nine shops".
        while words and words[-1] not in _OF and words[-1] not in BOUNDARIES:
            words.pop()
    of = 0
    while words and words[-1] in _OF and of <= _REACH:
        words.pop()
        of += 1
    return bool(of and words) and (words[-1] in _PARTS or _number(words[-1]) > 0)


def _number(word: str) -> int:
    return int(word[:9]) if word.isdecimal() else BARE.get(word, 0)
