"""A change that a source tells of a thing, and a text of a person: "complaints fell" made "cut complaints with a rota".

Such a source links nothing: it has one thing that changed, and beside it what was done. A text that makes the change
(`change_words`) and speaks in the same part of a clause of what was done tells the one as the other's effect.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from logic.language.detection import ENGLISH
from logic.language.lookalikes import fold_characters
from logic.verification.meaning.causes import change_words as table
from logic.verification.meaning.causes.joined_causes import link_of, links_otherwise
from logic.verification.meaning.clauses import Clause
from logic.verification.meaning.marks import BY_SIGN
from logic.verification.meaning.merged_lines import JOINTS

_PREFIX: Final = 4
_NEAR: Final = 5
_UP_OR_DOWN: Final = frozenset({"up", "down"})
_MEASURING: Final = frozenset({"by", "from"})
_COMPARED: Final = frozenset({"lower", "higher", "less", "fewer", "shorter", "faster", "better", "greater"})
_BEING: Final = frozenset({"was", "were", "went", "came", "is", "are"})
_BY_SIGN: Final = BY_SIGN | {"ko"}


class _Words(NamedTuple):
    whole: frozenset[str]
    begun: tuple[str, ...]

    def hold(self, word: str) -> bool:
        return word in self.whole or (bool(self.begun) and word.startswith(self.begun))


class _Tables(NamedTuple):
    happened: _Words
    made: _Words
    either: _Words


@lru_cache(maxsize=32)
def _tables(language: str) -> _Tables:
    """The words of a language, read when it is first met."""
    return _Tables(*(_read(words.get(language, "")) for words in (table.HAPPENED, table.MADE, table.EITHER)))


def _read(written: str) -> _Words:
    words = fold_characters(written).casefold().split()
    return _Words(
        frozenset(word for word in words if not word.endswith("*")),
        tuple(word[:-1] for word in words if word.endswith("*")),
    )


def made_changes(text: Sequence[Clause], source: Sequence[Clause]) -> Iterator[str]:
    """The words of each part of a text that makes a change which its source only sets beside what was done."""
    by_kind: dict[bool, set[str]] = {True: set(), False: set()}
    for clause in source:
        by_kind[_happened(clause)].update(stem[:_PREFIX] for stem in clause.subject)
    changed, done = by_kind[True], by_kind[False] - by_kind[True]
    if not changed or not done:
        return
    if any(_makes(clause) or link_of(clause) or "cause" in clause.categories for clause in source):
        return
    if any(links_otherwise(clause) for clause in source):
        return
    for words, stems in _parts(text):
        if not stems.isdisjoint(changed) and not stems.isdisjoint(done):
            yield words


def _parts(text: Sequence[Clause]) -> Iterator[tuple[str, frozenset[str]]]:
    """Each part of a clause, up to an "and", that makes a change, with its stems and those of the means before it."""
    means = frozenset[str]()
    for clause in text:
        stems = frozenset(stem[:_PREFIX] for stem in clause.subject)
        if not _makes(clause):
            means = stems if _tells_means(clause.words[0], clause.language) else frozenset()
            continue
        joints = JOINTS.get(clause.language, frozenset())
        bounds = [-1, *(place for place, word in enumerate(clause.words) if word in joints), len(clause.words)]
        for start, end in pairwise(bounds):
            words = clause.words[start + 1 : end]
            part = frozenset(stem[:_PREFIX] for stem, at in clause.subject.items() if start < at - clause.start < end)
            if words and _makes(clause, words):
                yield " ".join(words), part | means
        means = frozenset()


def _tells_means(word: str, language: str) -> bool:
    gerunds = table.GERUNDS.get(language, ())
    return word in table.WITH.get(language, ()) or (bool(gerunds) and word.endswith(gerunds))


def _happened(clause: Clause) -> bool:
    tables, words = _tables(clause.language), clause.words
    if clause.language in _BY_SIGN:
        line = "".join(words)
        return any(sign in line for sign in tables.happened.whole) and not _makes(clause)
    if any(map(tables.happened.hold, words)) or _is_up_or_down(words):
        return True
    if _is_reflexive(clause, words):
        return any(tables.made.hold(word) or tables.either.hold(word) for word in words)
    return any(tables.either.hold(word) for word in _telling(clause, words)[1:])


def _telling(clause: Clause, words: Sequence[str]) -> list[str]:
    """Those of some words of a clause that it speaks of, in order."""
    spoken = {clause.words[place - clause.start] for place in clause.subject.values()}
    return [word for word in words if word in spoken]


def _makes(clause: Clause, words: Sequence[str] = ()) -> bool:
    """Whether a clause, or these words of it, make a change."""
    words = words or clause.words
    tables = _tables(clause.language)
    if clause.language in _BY_SIGN:
        line = "".join(words)
        return any(sign in line for sign in tables.made.whole)
    if _is_reflexive(clause, words):
        return False
    endings = table.REFLEXIVE_ENDINGS.get(clause.language, ())
    if any(tables.made.hold(word) and not (endings and word.endswith(endings)) for word in words):
        return True
    if clause.language == ENGLISH and _moves_away(words):
        return True
    # A thing before a change goes through it; a verb that opens is a deed.
    opening = next(iter(_telling(clause, words)), "")
    return tables.either.hold(opening)


def _is_up_or_down(words: Sequence[str]) -> bool:
    """Whether a change is told as "up 8 %", "down by a tenth", "were up" or "was lower"."""
    if not _COMPARED.isdisjoint(words) and not _BEING.isdisjoint(words):
        return True
    around = zip(("", *words), words, (*words[1:], ""), strict=False)
    return any(
        word in _UP_OR_DOWN and (following[:1].isdecimal() or following in _MEASURING or before in _BEING)
        for before, word, following in around
    )


def _moves_away(words: Sequence[str]) -> bool:
    return any(
        word in table.MOVED and not table.AWAY.isdisjoint(words[place + 1 : place + 1 + _NEAR])
        for place, word in enumerate(words)
    )


def _is_reflexive(clause: Clause, words: Sequence[str]) -> bool:
    if any(word in table.REFLEXIVE.get(clause.language, ()) for word in words):
        return True
    endings = table.REFLEXIVE_ENDINGS.get(clause.language, ())
    made = _tables(clause.language).made
    return bool(endings) and any(word.endswith(endings) and made.hold(word) for word in words)
