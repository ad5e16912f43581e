"""A name or number of one statement told of another, whose own one the text leaves out.

"Ran a team at Birch House" of who ran it at Alder College and bought paint for Birch House. Looked at is each piece of
a text: it has something of a statement's own, and a name or number of another one, while the first one's own names or
numbers are nowhere in the text.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from logic.language.text_tokens import BOUNDARIES
from logic.verification.meaning.particulars.statements import (
    JOINTS,
    Statement,
    own_words,
    statements,
)
from logic.verification.meaning.surplus import Spoken, key_of

_FEWEST: Final = 2
_PIECE_ENDS: Final = BOUNDARIES | JOINTS


class _Source:
    """The statements of a source, what each has alone, and where each number stands."""

    def __init__(self, stated: Sequence[Statement]) -> None:
        self.stated = stated
        self.own = own_words(stated)
        self.owners = {word: place for place, words in enumerate(self.own) for word in words}
        self.numbers: dict[str, list[int]] = {}
        for place, statement in enumerate(stated):
            for number in statement.numbers:
                self.numbers.setdefault(number, []).append(place)

    def names(self, place: int) -> frozenset[str]:
        """The names that one statement has alone."""
        return self.own[place] & self.stated[place].names


def taken_from_rivals(text: Sequence[Spoken], stated: Sequence[Statement], language: str) -> Iterator[str]:
    """The names and numbers of a text that its source gives to another statement than the one that it tells.

    Args:
        stated: the source's statements.
    """
    if len(stated) < _FEWEST:
        return
    read = _Source(stated)
    pieces = [
        piece for line in text for ends in (_PIECE_ENDS, BOUNDARIES) for piece in statements(line, ends, language)
    ]
    words = {word for piece in pieces for word in piece.words}
    numbers = {number for piece in pieces for number in piece.numbers}
    short = frozenset(key_of(word.casefold()) for line in text for word in line.short)
    for piece in pieces:
        speakers = {read.owners[word] for word in piece.words if word in read.owners}
        taken = {
            place: names for place in speakers if (names := read.names(place) & piece.names & piece.placed - short)
        }
        for speaker in speakers:
            rivals = read.names(speaker) - short
            if rivals and rivals.isdisjoint(words):
                yield from (min(names) for place, names in taken.items() if place != speaker)
            if stated[speaker].numbers and stated[speaker].numbers.isdisjoint(numbers):
                yield from _numbers(piece, speaker, read)


def _numbers(piece: Statement, speaker: int, source: _Source) -> Iterator[str]:
    """The numbers of a piece that stand once in a source, in a statement of which the piece says no more."""
    for number in piece.numbers:
        places = source.numbers.get(number, [])
        if len(places) != 1 or places[0] == speaker:
            continue
        other = places[0]
        if (source.own[other] - source.stated[other].counted).isdisjoint(piece.words):
            yield number
