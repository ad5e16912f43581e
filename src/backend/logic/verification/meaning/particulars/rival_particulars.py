"""A name or number of one statement told of another, whose own one the text leaves out.

"Ran a team at Birch House" of who ran it at Alder College and bought paint for Birch House. Looked at is each piece of a
text: it has something of a statement's own, and a name or number of another one, while the first one's own names or
numbers are nowhere in the text.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from logic.language.text_tokens import BOUNDARIES
from logic.verification.meaning.particulars.statements import (
    JOINTS,
    SENTENCE_ENDS,
    Statement,
    own_words,
    statements,
)
from logic.verification.meaning.surplus import Spoken, key_of

_FEWEST: Final = 2
_PIECE_ENDS: Final = BOUNDARIES | JOINTS


def taken_from_rivals(text: Sequence[Spoken], source: Sequence[Spoken]) -> Iterator[str]:
    """The names and numbers of a text that its source gives to another statement than the one that it tells."""
    stated = [statement for line in source for statement in statements(line, SENTENCE_ENDS)]
    if len(stated) < _FEWEST:
        return
    told = [piece for line in text for piece in statements(line, _PIECE_ENDS)]
    words = {word for piece in told for word in piece.words}
    numbers = {number for piece in told for number in piece.numbers}
    short = {key_of(word.casefold()) for line in text for word in line.short}
    own = own_words(stated)
    owners = {word: place for place, words_ in enumerate(own) for word in words_}
    counts: dict[str, list[int]] = {}
    for place, statement in enumerate(stated):
        for number in statement.numbers:
            counts.setdefault(number, []).append(place)
    for piece in [*told, *(sentence for line in text for sentence in statements(line, BOUNDARIES))]:
        speakers = {owners[word] for word in piece.words if word in owners}
        if len(speakers) < (1 if piece.numbers else _FEWEST):
            continue
        for speaker in speakers:
            mine = own[speaker].intersection(piece.words)
            rivals = own[speaker] & _named(stated[speaker])
            if rivals and rivals.isdisjoint(words):
                for other in speakers - {speaker}:
                    taken = own[other] & _named(stated[other]) & piece.names - short
                    if taken:
                        yield min(taken)
            if stated[speaker].numbers and stated[speaker].numbers.isdisjoint(numbers) and mine:
                yield from _numbers(piece, speaker, stated, own, counts)


def _named(statement: Statement) -> frozenset[str]:
    return statement.names


def _numbers(
    piece: Statement,
    speaker: int,
    stated: Sequence[Statement],
    own: Sequence[frozenset[str]],
    counts: dict[str, list[int]],
) -> Iterator[str]:
    for number in piece.numbers:
        places = counts.get(number, [])
        if len(places) != 1 or places[0] == speaker:
            continue
        other = places[0]
        if (own[other] - stated[other].counted).isdisjoint(piece.words):
            yield number
