"""Words cut short in a text and written out in its source, or the other way round."""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import Final

from logic.verification.meaning.clauses import Clause
from logic.verification.proper_names import SHORTEST_ABBREVIATION

_WORDS: Final = re.compile(r"[^\W\d_]+")
_SHORTHAND: Final = re.compile(r"[a-z]&[a-z]")
"""P&L, R&D: initials that an "and" joins."""

_PLURAL: Final = "s"
_AND: Final = "and"
_LONGEST_EXPLANATION: Final = 60
_LONGEST: Final = 6
_SMALL_WORD: Final = 3
_LONGEST_OF_PARTS, _SHORTEST_COMPOUND = 3, 14


def is_abbreviated(
    written: str,
    *,
    words: Collection[str],
    short: Iterable[str],
    clauses: Sequence[Clause],
    lines: Sequence[Sequence[str]],
) -> bool:
    """Whether `written`, in lower case, stands in a source that has these words, words cut short, clauses and lines.

    It does as the initials of neighbouring words, small ones left out; as letters of the parts of a compound ("QS" of
    "Qualitätssicherung"); as "U15" of "under-15"; or written out ("University" of "Univ.").
    """
    if all(word in words or _shortens(short, word) for word in written.split()):
        return True
    if len(written) > SHORTEST_ABBREVIATION and written.endswith(_PLURAL):
        # "NQTs" of "newly qualified teachers".
        written = written.removesuffix(_PLURAL)
    if written[-1].isdecimal() and written[0].isalpha():
        return any(
            written == f"{word[0]}{number}"
            for clause in clauses
            for word, number in pairwise(clause.words)
            if number.isdecimal()
        )
    if _SHORTHAND.fullmatch(written):
        initials = written.replace("&", "")
        return any(initials in "".join(word[0] for word in line if word != _AND) for line in lines) or any(
            initials in "".join(word[0] for word in clause.words if word != _AND) for clause in clauses
        )
    if len(written) <= _LONGEST_OF_PARTS and any(_is_of_parts(written, word) for line in lines for word in line):
        return True
    if not SHORTEST_ABBREVIATION <= len(written) <= _LONGEST or not written.isalpha():
        return False
    return any(written in "".join(word[0] for word in line) for line in lines) or any(
        written in "".join(word[0] for word in clause.words)
        or written in "".join(word[0] for word in clause.words if len(word) > _SMALL_WORD)
        for clause in clauses
    )


def is_explained(written: str, line: str) -> bool:
    """Whether a line itself says what its abbreviation stands for: "AP (accounts payable)", "accounts payable (AP)"."""
    low = line.casefold()
    place = low.find(f"{written} (")
    if place >= 0:
        words = _WORDS.findall(
            low[place + len(written) : place + len(written) + _LONGEST_EXPLANATION].partition(")")[0]
        )
        return "".join(word[0] for word in words) == written
    place = low.find(f"({written})")
    words = _WORDS.findall(low[max(place - _LONGEST_EXPLANATION, 0) : max(place, 0)])
    return "".join(word[0] for word in words[-len(written) :]) == written


def _is_of_parts(written: str, word: str) -> bool:
    return word[0] == written[0] and len(word) >= _SHORTEST_COMPOUND and _in_order(written, word)


def _shortens(short: Iterable[str], word: str) -> bool:
    """Whether a cut word with a full stop stands there whose letters are those of `word`, in order: "dept."."""
    return any(word[0] == cut[0] and len(cut) < len(word) and _in_order(cut, word) for cut in short)


def _in_order(letters: str, word: str) -> bool:
    rest = iter(word)
    return all(letter in rest for letter in letters)
