"""The lines of a source, in the order in which they are worth reading, and what of a text is theirs word for word.

A source may be a CV of hundreds of kilobytes and a text one sentence about it, so most of a source is never read: what
a text repeats word for word needs no reading, and reading stops once all that it says otherwise is borne out.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from logic.language.lookalikes import fold_characters
from logic.language.text_tokens import Pieces

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_CUT_SHORT = re.compile(
    r"\b(?:stv|stellv|asst|dep|jr|sr|dr|dra|prof|univ|mr|mrs|ms|st|ing|sra|eng|abt|afd|adj|ass|aux|[a-z])\.$",
    re.IGNORECASE,
)
_LINE_MARKS = " \t.;,*-"
_JOINT = "; "
_FIRST_PORTION = 64
"""Lines that are always read together: more than most CVs have."""

_GROWTH = 4
_TELLING_LENGTH = 4


class SourceStatements:
    """One source, split into lines."""

    def __init__(self, source: str) -> None:
        self._lines = lines_of(source)

    def reworded(self, text: str) -> list[str]:
        """The sentences of `text` that are not a whole line or sentence of the source."""
        return [part for line in lines_of(text) for part in sentences_of(line) if not self._has(part)]

    def in_portions(self, texts: Sequence[Pieces]) -> Iterator[list[str]]:
        """All lines in growing portions; where there are many, those that share a telling word with `texts` first."""
        lines = self._lines
        if len(lines) > _FIRST_PORTION:
            telling = {word for pieces in texts for word in pieces.low if _is_telling(word)}
            lines = sorted(lines, key=lambda line: telling.isdisjoint(line.casefold().split()))
        start, size = 0, _FIRST_PORTION
        while True:
            yield lines[start : start + size]
            start, size = start + size, size * _GROWTH
            if start >= len(lines):
                return

    def _has(self, sentence: str) -> bool:
        plain = _plain(sentence)
        if not plain or plain in self._statements:
            return True
        return _JOINT in plain and all(_plain(part) in self._statements for part in plain.split(_JOINT))

    @cached_property
    def _statements(self) -> frozenset[str]:
        found = {_plain(line) for line in self._lines}
        found.update(_plain(part) for line in self._lines for part in sentences_of(line))
        return frozenset(found)


def lines_of(text: str) -> list[str]:
    """The lines of a text, characters made plain, empty ones left out."""
    return [line for line in fold_characters(text).split("\n") if line.strip()]


def sentences_of(line: str) -> list[str]:
    """The sentences of a line; none ends behind a word cut short ("stv. Leiterin", "approx. 6 hours")."""
    found: list[str] = []
    for part in _SENTENCE_END.split(line):
        if found and (part[:1].islower() or part[:1].isdigit() or _CUT_SHORT.search(found[-1])):
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return found


def _plain(sentence: str) -> str:
    """A sentence without list marks, full stop and the capital of its first letter."""
    bare = " ".join(sentence.strip(_LINE_MARKS).split())
    return f"{bare[:1].lower()}{bare[1:]}"


def _is_telling(word: str) -> bool:
    return len(word) >= _TELLING_LENGTH or word[0].isdigit()
