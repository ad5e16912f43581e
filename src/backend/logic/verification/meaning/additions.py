"""Whole clauses that a text adds to its source: "and designed irrigation systems", in English.

A clause that shares no word with its source may be a paraphrase, so only one that is joined on by "and" and a verb is
looked at, and only one that names two things of its own; what any line may say of work in general is no thing.
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


def added(text: Sequence[Clause], source: Sequence[Clause]) -> Iterator[str]:
    """The clauses of a text that speak of nothing that its source speaks of."""
    known = {stem[:_PREFIX] for clause in source for stem in clause.subject}
    for clause in text:
        own = [stem for stem in clause.subject if stem not in _GENERAL]
        if not clause.is_joined_on or len(own) < _FEWEST or any(stem[:_PREFIX] in known for stem in clause.subject):
            continue
        yield " ".join(clause.words)
