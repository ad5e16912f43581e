"""Kinds that exclude each other (`lexicons.exclusive_kinds`): "in spring" of "in autumn", "retail" of "wholesale".

A text has exchanged a kind where it has one that its source lacks and lacks one of the same group that its source has.
A text that has both says more or lists; that is for other checks.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from logic.verification.meaning.lexicons.exclusive_kinds import GROUPS
from logic.verification.violations import Rule

_HEAD: Final = 3
"""Letters by which beginnings of words are looked up; every one has more."""


class Kind(NamedTuple):
    """One of the kinds of a group, by their places in the table."""

    group: int
    place: int


class _Table(NamedTuple):
    """Phrases by their first word, beginnings of words by their first letters, and signs; each with its kind."""

    phrases: Mapping[str, list[tuple[tuple[str, ...], Kind]]]
    begun: Mapping[str, list[tuple[str, Kind]]]
    signs: Sequence[tuple[str, Kind]]


@lru_cache(maxsize=1)
def _table() -> _Table:
    phrases: dict[str, list[tuple[tuple[str, ...], Kind]]] = {}
    begun: dict[str, list[tuple[str, Kind]]] = {}
    signs: list[tuple[str, Kind]] = []
    for group, (_, lines) in enumerate(GROUPS):
        for place, line in enumerate(lines):
            kind = Kind(group, place)
            words, _, written = line.partition("|")
            signs += [(sign, kind) for sign in written.split(",") if sign]
            for phrase in words.split(","):
                if phrase.endswith("*"):
                    begun.setdefault(phrase[:_HEAD], []).append((phrase[:-1], kind))
                elif phrase:
                    phrases.setdefault(phrase.split()[0], []).append((tuple(phrase.split()), kind))
    return _Table(phrases, begun, signs)


def read_kinds(words: Sequence[str], line: str) -> Mapping[Kind, str]:
    """The kinds that a line speaks of, each with how it is written; `words` are in lower case, `line` is all of it."""
    table = _table()
    found: dict[Kind, str] = {}
    for place, word in enumerate(words):
        for phrase, kind in table.phrases.get(word, ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                found.setdefault(kind, " ".join(phrase))
        for beginning, kind in table.begun.get(word[:_HEAD], ()):
            if word.startswith(beginning):
                found.setdefault(kind, word)
    if not line.isascii():
        found.update((kind, sign) for sign, kind in table.signs if sign in line)
    return found


def exchanged(text: Mapping[Kind, str], source: Mapping[Kind, str]) -> Iterator[tuple[Rule, str]]:
    """The kinds that a text has in the place of one of its source's, each with its rule."""
    for kind, written in text.items():
        if kind in source:
            continue
        others = {other for other in source if other.group == kind.group}
        if others - text.keys():
            yield GROUPS[kind.group][0], written
