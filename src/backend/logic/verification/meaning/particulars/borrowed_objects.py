"""A deed told of another deed's things: "nursed Farsi-speaking patients" of who nursed, and translated into Farsi.

The first word of a statement is its deed. A piece of a text that begins with one statement's deed and speaks of what
another one alone speaks of, whose own deed the text leaves out, has borrowed it. Only statements that begin with a verb
are deeds: a line with an office and an employer may be told together with any.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from logic.language.irregular_verbs import BASES
from logic.language.text_tokens import BOUNDARIES
from logic.language.verbs import VERBS
from logic.verification.meaning.particulars.statements import JOINTS, Statement, own_words, statements
from logic.verification.meaning.surplus import Spoken

_FEWEST: Final = 2
_OF_ANY_WORK: Final = frozenset({"work", "use", "used", "was", "had", "have", "keep", "take", "serv", "cove"})
"""What begins a line about the manner of another line's work, by the first letters."""

_JOINTS: Final = frozenset(["then", "while", "whereas", "who", "which", "that", "with", "by", "puis"])
_PIECE_ENDS: Final = BOUNDARIES | _JOINTS
_UNCHANGED: Final = frozenset({"put", "cut", "set", "did", "hit", "shut", "split", "bid"})
_VERBS: Final[Mapping[str, re.Pattern[str]]] = {
    "en": re.compile(r".{2,}ed"),
    "pt": re.compile(r".{2,}(?:ei|i|ava)"),
    "pl": re.compile(r".{2,}l[ea]m"),
}
"""How a verb that tells what oneself did may end, where no other word that begins a line ends so."""


def borrowed_objects(text: Sequence[Spoken], source: Sequence[Statement], language: str) -> Iterator[str]:
    """The words of a text's pieces that its source speaks of with another deed.

    Args:
        source: its statements.
    """
    stated = [each for each in source if _is_deed(each, language)]
    if len(stated) < _FEWEST:
        return
    heads = {each.head: place for place, each in enumerate(stated)}
    own = own_words(stated)
    owners = {word: place for place, words in enumerate(own) for word in words}
    told = [
        each
        for line in text
        for sentence in _verbs_apart(line, language)
        for each in statements(sentence, _PIECE_ENDS, language)
    ]
    words = {word for each in told for word in each.words}
    for piece in told:
        speaker = heads.get(piece.head)
        if speaker is None or stated[speaker].refers or not _is_verb(piece.first, language):
            continue
        for word in piece.words[1:]:
            other = owners.get(word, speaker)
            if other != speaker and stated[other].head not in words | _OF_ANY_WORK:
                yield word


def _verbs_apart(line: Spoken, language: str) -> Iterator[Spoken]:
    """The line, with a mark for each "and" before a verb, which begins a deed of its own."""
    low = line.low
    joints = [place for place, word in enumerate(low[:-1]) if word in JOINTS and _is_verb(low[place + 1], language)]
    yield (
        line._replace(low=tuple("," if place in joints else word for place, word in enumerate(low))) if joints else line
    )


def _is_deed(statement: Statement, language: str) -> bool:
    return bool(statement.head) and _is_verb(statement.first, language)


def _is_verb(word: str, language: str) -> bool:
    if language == "en" and (word in VERBS or word in BASES or word in _UNCHANGED):
        return True
    verbs = _VERBS.get(language)
    return verbs is not None and verbs.fullmatch(word) is not None
