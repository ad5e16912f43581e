"""Two deeds of a source told as one: "guitar lessons for children" of guitar for adults, and painting for children.

A piece of a text, cut where it lists or joins, that speaks of what only one statement of the source has and of what
only another one has, tells of one deed. It is two deeds' where the text leaves out the end of the one that it begins
with, and something that the other alone has: whoever tells both in full may tell them in one piece.
"""

from collections.abc import Iterator, Sequence, Set
from typing import Final

from logic.language.text_tokens import BOUNDARIES
from logic.verification.meaning.particulars.statements import JOINTS, Statement, own_words, statements
from logic.verification.meaning.surplus import Spoken, key_of

_FEWEST: Final = 2
_STOP: Final = "."
_APART_WORDS = """
who which that where while also besides plus both as with by during used
experience experienced skilled skills background
alongside including after before mit sowie als erfahrung dabei davon neben bei avec ainsi experience con com como come
met med z ze s se kanssa ve en mellett cu s c som qui dont che cui que experiencia esperienza esperienca
ervaring doswiadczeniem erfarenhet vana
"""
_APART: Final = frozenset(_APART_WORDS.split())
_JOINTS: Final = {"nl": "en", "pl": "i", "cs": "a", "fi": "ja", "tr": "ve", "hu": "es", "ro": "si", "el": "kai"}


def fused(
    text: Sequence[Spoken], source: Sequence[Spoken], stated: Sequence[Statement], language: str
) -> Iterator[str]:
    """The words of each piece of a text that makes one deed of two statements of its source.

    Args:
        stated: the source's statements; they are not told apart where a full stop may cut a word short.
    """
    if len(stated) < _FEWEST or any(mark.endswith(_STOP) for line in source for mark in line.short):
        return
    own = own_words(stated)
    owners = {word: place for place, words in enumerate(own) for word in words}
    ends = BOUNDARIES | JOINTS | _APART | {_JOINTS.get(language, ",")}
    pieces = [piece for line in text for piece in statements(line, ends, language)]
    said = {word for piece in pieces for word in piece.words}
    said.update(key_of(word) for line in text for word in line.every)
    for piece in pieces:
        of = [owners[word] for word in piece.words if word in owners]
        if len(set(of)) != _FEWEST or len(piece.words) <= _FEWEST:
            continue
        first, last = of[0], of[-1]
        other = next(place for place in of if place != first)
        if first == last:
            is_fused = _stands_between(stated[other], said) and not own[first] <= said
        else:
            ends_otherwise = stated[first].words[-1] not in said and not own[last] <= said
            is_fused = ends_otherwise or _lends_its_end(stated[last], own[last], piece, said)
        if is_fused:
            yield " ".join(piece.words)


def _stands_between(other: Statement, said: Set[str]) -> bool:
    """Whether of a statement, whose things stand inside another one's, neither the beginning nor the end is told."""
    return other.words[0] not in said and other.words[-1] not in said


def _lends_its_end(other: Statement, own: Set[str], piece: Statement, said: Set[str]) -> bool:
    """Whether only the last word of a statement is told, as the end of another one's: "pruned trees in Ely"."""
    return piece.words[-1] == other.words[-1] and own & said == {other.words[-1]} and len(own) > _FEWEST
