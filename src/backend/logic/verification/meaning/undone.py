"""A text that says all that its source denies, averts or leaves undone: "renewed the contract" of "failed to renew it".

What stands behind the denying word is denied. A text that has each of these things and no word that denies or averts
turns the source round. A word of the text that is itself among what is denied ("missed" of "never missed") denies
nothing.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from logic.verification.meaning.clauses import Clause
from logic.verification.meaning.marks import BY_SIGN, Mark

_NEAR: Final = 5
_DENYING: Final = {"negation": ("negation", "negation+"), "averted": ("averted", "averted+")}
"""By what a source does, what a text must have one of to keep it."""

_PREFIX: Final = 4
"""So that "close" and "closed" are one."""

_FAILURES: Final = (
    "miss",
    "fail",
    "lost",
    "lose",
    "lack",
    "neglect",
    "late",
    "delay",
    "absent",
    "over",
    "exceed",
    "cancel",
)
_AUXILIARIES: Final = frozenset(
    ["a", "any", "be", "been", "being", "ever", "going", "had", "have", "having", "once", "to"]
)
_FREE: Final = ("frei", "los", "vrij", "loos", "less", "fritt", "fria", "fri")
_UN: Final = "un"
_FREE_OF: Final = "free"
_WITHOUT: Final = frozenset({"negation", "negation+", "without", "without+", "averted"})
_SHORTEST: Final = 5
_NOT_HAVING: Final = re.compile("[無无][\u3400-\u9fff]{2}")
_DENYING_ENDINGS: Final = ("ない", "なし", "なく", "せず")
_DENYING_SIGNS: Final = frozenset("無无不未非没沒零免防避ゼ")
_LESSER: Final = frozenset({"negation", "negation+", "averted", "averted+", "unrealised", "unrealised+", "junior"})


def undone(text: Sequence[Clause], source: Sequence[Clause]) -> Iterator[str]:
    """The beginning of each clause of a text that says what its source denies."""
    for category, kept in _DENYING.items():
        said = [(clause, _stems(clause)) for clause in text]
        plain = [clause for clause in source if category not in clause.categories]
        for other in source:
            if category not in other.categories:
                continue
            denied = _denied(other, category)
            told = [clause for clause, stems in said if denied and denied <= stems]
            if not told or any(denied <= _stems(clause) for clause in plain):
                continue
            if not any(_denies(clause, kept, denied) for clause in text):
                yield from (" ".join(clause.words[:_NEAR]) for clause in told)
    yield from _repeated(text, source)
    yield from _without_un(text, source)
    yield from _without_sign(text, source)
    yield from _free_of(text, source)


def denies_a_failure(mark: Mark, source: Clause, text: Clause) -> bool:
    """Whether a failure is denied which the text does not speak of: "never missed a target" is "met each target"."""
    behind = source.words[mark.end - source.start : mark.end - source.start + _NEAR]
    following = [word for word in behind if word not in _AUXILIARIES][:1]
    failure = next((stem for word in following for stem in _FAILURES if word.startswith(stem)), "")
    return bool(failure) and not any(word.startswith(failure) for word in text.words)


def _repeated(text: Sequence[Clause], source: Sequence[Clause]) -> Iterator[str]:
    """Clauses that say in its own words what is denied: "responsible for hiring" of "not responsible for hiring"."""
    denied = {
        clause.words[mark.end - clause.start :]
        for clause in source
        for mark in clause.marks
        if mark.category == "negation"
    }
    if not any({"negation", "negation+"} & clause.categories for clause in text):
        yield from (" ".join(clause.words) for clause in text if len(clause.words) > 1 and clause.words in denied)


def _denied(clause: Clause, category: str) -> set[str]:
    start = next((mark.end for mark in clause.marks if mark.category == category), None)
    return {stem[:_PREFIX] for stem, place in clause.subject.items() if start is not None and place >= start}


def _stems(clause: Clause) -> set[str]:
    return {stem[:_PREFIX] for stem in clause.subject}


def _denies(clause: Clause, kept: Sequence[str], denied: set[str]) -> bool:
    own = {place for stem, place in clause.subject.items() if stem[:_PREFIX] in denied}
    return any(
        mark.category in kept and (mark.start not in own or _says_free(clause, mark.start)) for mark in clause.marks
    )


def _says_free(clause: Clause, place: int) -> bool:
    """Whether the word at a place of the line denies by its end what it begins with: "unfallfrei", "klachtenvrij"."""
    return clause.words[place - clause.start].endswith(_FREE)


def _without_un(text: Sequence[Clause], source: Sequence[Clause]) -> Iterator[str]:
    """Words of a text that the source has with "un" before them only: "certified" of "uncertified"."""
    words = {word for clause in source for word in clause.words}
    turned = {word[2:] for word in words if word.startswith(_UN) and len(word) >= _SHORTEST + 2} - words
    if not turned or any(_LESSER & clause.categories for clause in text):
        return
    if any(word.startswith(_UN) and word in words for clause in text for word in clause.words):
        return
    yield from (word for clause in text for word in clause.words if word in turned)


def _free_of(text: Sequence[Clause], source: Sequence[Clause]) -> Iterator[str]:
    """What a text is free of and its source has: "a collision-free record" of "one minor collision"."""
    told = {
        word[:_SHORTEST]: f"{word} {_FREE_OF}"
        for clause in text
        for word, following in pairwise(clause.words)
        if following == _FREE_OF and len(word) >= _SHORTEST
    }
    if not told or any(_WITHOUT & clause.categories for clause in source):
        return
    words = {word[:_SHORTEST] for clause in source for word in clause.words}
    yield from (written for stem, written in told.items() if stem in words)


def _without_sign(text: Sequence[Clause], source: Sequence[Clause]) -> Iterator[str]:
    """The same in Chinese and Japanese: what the source is without, in a text that denies nothing."""
    if not text or text[0].language not in BY_SIGN:
        return
    told = "".join(sign for clause in text for sign in clause.words)
    if not _DENYING_SIGNS.isdisjoint(told) or any(denial in told for denial in _DENYING_ENDINGS):
        return
    stated = "".join(sign for clause in source for sign in clause.words)
    yield from (found[1:] for found in _NOT_HAVING.findall(stated) if found[1:] in told)
