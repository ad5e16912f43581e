"""Moves that a text turns round: "from Confluence to SharePoint" of a source that moved the other way.

Words like "from" are many things besides, so a move counts as turned only where both of its ends changed places.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from logic.verification.meaning.clauses import Clause

_FROM: Final = {
    "en": {"from"},
    "de": {"von", "vom", "aus"},
    "es": {"de", "del", "desde"},
    "fr": {"de", "du", "depuis"},
    "it": {"dal", "dalla", "da", "dallo"},
    "nl": {"van"},
    "pl": {"z", "ze"},
    "pt": {"de", "do", "da"},
}
_TO: Final = {
    "en": {"to", "into"},
    "de": {"nach", "auf", "ins", "zu", "zum", "zur"},
    "es": {"a", "al", "hacia"},
    "fr": {"a", "au", "vers", "en"},
    "it": {"a", "al", "alla", "in", "allo"},
    "nl": {"naar"},
    "pl": {"na", "do"},
    "pt": {"para", "ao"},
}
_ARTICLES: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "der",
        "die",
        "das",
        "dem",
        "den",
        "el",
        "la",
        "los",
        "las",
        "le",
        "les",
        "il",
        "lo",
        "de",
        "het",
    ]
)
_SHORTEST: Final = 3


def turned_moves(text: Sequence[Clause], source: Sequence[Clause]) -> Iterator[str]:
    """The two ends of each move that goes the other way in the source."""
    said_from, said_to = _ends(text)
    if not said_from or not said_to:
        return
    stated_from, stated_to = _ends(source)
    starts = (said_from & stated_to) - stated_from
    ends = (said_to & stated_from) - stated_to
    if starts and ends:
        yield f"{min(starts)} to {min(ends)}"


def _ends(clauses: Sequence[Clause]) -> tuple[set[str], set[str]]:
    """The words behind "from", and those behind "to"."""
    found: tuple[set[str], set[str]] = (set(), set())
    for clause in clauses:
        for words, table in zip(found, (_FROM, _TO), strict=True):
            words.update(_behind(clause, table.get(clause.language, frozenset())))
    return found


def _behind(clause: Clause, markers: set[str] | frozenset[str]) -> Iterator[str]:
    for place, word in enumerate(clause.words):
        if word not in markers:
            continue
        following = [each for each in clause.words[place + 1 : place + 3] if each not in _ARTICLES][:1]
        yield from (each for each in following if len(each) >= _SHORTEST and each.isalpha())
