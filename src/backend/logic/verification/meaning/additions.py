"""Whole clauses that a text adds to its source: "and designed irrigation systems", "et formé le personnel".

A clause that shares no word with its source may be a paraphrase, so only one that is joined on by "and" and a verb is
looked at, and only one that names two things of its own; what any line may say of work in general is no thing.
In other languages verbs are not told from nouns: there what is joined on is new where the rest of the text says all
that the source says, so that nothing is left which it could paraphrase.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from logic.verification.meaning.clauses import Clause

_GENERAL_WORDS = """
work works working worked daily part team teams role roles tasks task duties duty experience experienced skills
skill strong
focus focused responsible responsibility including various years year background practical professional hands people
others company business knowledge known good great well dedicated passionate motivated reliable detail orientated
oriented
calm care careful thorough quality results result result end ends time times basis
"""
_GENERAL: Final = frozenset(word[:5] for word in _GENERAL_WORDS.split())
_PREFIX = 4
_FEWEST = 2
_AND: Final = frozenset(["and", "und", "et", "y", "e", "ed", "en", "i", "oraz", "och", "og", "ja", "si"])
"""Of all languages: one that is a preposition in another ("en", "i") joins nothing on that is new."""


def added(text: Sequence[Clause], source: Sequence[Clause]) -> Iterator[str]:
    """The clauses of a text that speak of nothing that its source speaks of."""
    known = {stem[:_PREFIX] for clause in source for stem in clause.subject}
    yield from _beyond_all(text, known)
    for clause in text:
        own = [stem for stem in clause.subject if stem not in _GENERAL]
        if not clause.is_joined_on or len(own) < _FEWEST or any(stem[:_PREFIX] in known for stem in clause.subject):
            continue
        yield " ".join(clause.words)


def _beyond_all(text: Sequence[Clause], known: set[str]) -> Iterator[str]:
    """What is joined on behind all that the source says: the last "and" of a text and nothing known behind it."""
    if not text or len(known) < _FEWEST:
        return
    last = text[-1]
    joint = max((place for place, word in enumerate(last.words) if word in _AND), default=None)
    if joint is None:
        return
    before, behind = set[str](), list[str]()
    for clause in text:
        for stem, place in clause.subject.items():
            if clause is last and place > last.start + joint:
                behind.append(stem)
            else:
                before.add(stem[:_PREFIX])
    own = [stem for stem in behind if stem not in _GENERAL]
    if len(own) >= _FEWEST and known <= before and known.isdisjoint(stem[:_PREFIX] for stem in behind):
        yield " ".join(last.words[joint + 1 :])
