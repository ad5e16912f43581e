"""Whether a word of a text is one of its source's in another form: a case, a number, or an abbreviation's words."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from logic.verification.meaning.clauses import COMPOUNDING, Clause
from logic.verification.meaning.marks import Mark

_STEM, _LONG = 5, 10
_SHORT_STEM = 4
_DENYING: Final = frozenset(["ohne", "nicht", "sin", "no", "sem", "nao", "sans", "non", "not", "without", "senza"])
REPEATED: Final = frozenset({"unrealised", "assist", "junior", "negation"})
"""What is kept by the stem of its own word as well (`repeats`)."""

_PARTICIPLES: Final = ("abge", "ange", "aufge", "ausge", "einge", "zuge")
"""How German participles begin, of whatever verb."""

_SMALL_WORD, _NEAR_WORDS = 3, 16
_SHORTEST_ABBREVIATION, _LONGEST_ABBREVIATION = 3, 6
_RICHLY_INFLECTING: Final = frozenset(["cs", "da", "el", "fi", "hu", "ko", "ro", "ru", "sv", "tr"])
_INFLECTING: Final = frozenset({"de", "nl", "pl", "fr", "es", "it", "pt"})
_CASES: Final = ("s", "es", "n", "en", "e", "em", "a", "u", "y", "i", "ow", "om", "os", "as")


def is_inflected(word: str, source_words: set[str], language: str) -> bool:
    """Whether the source has a word in this or another case or number; a compound of two languages holds it too."""
    if word in source_words:
        return True
    if language in _RICHLY_INFLECTING:
        stem = word[: 2 if language == "ko" else _STEM]
        return any(other.startswith(stem) for other in source_words)
    if language not in _INFLECTING or len(word) < _STEM:
        return False
    if any(word + ending in source_words or word.removesuffix(ending) in source_words for ending in _CASES):
        return True
    return language in COMPOUNDING and len(word) >= _LONG and any(word[:_LONG] in other for other in source_words)


def writes_out(clause: Clause, start: int, source_words: set[str]) -> bool:
    """Whether the words at `start` are those of an abbreviation of the source: "frequently asked questions" of
    "FAQ".
    """
    initials = "".join(word[0] for word in clause.words[start - clause.start :][:_LONGEST_ABBREVIATION])
    whole = "".join(word[0] for word in clause.words)[: _LONGEST_ABBREVIATION + 1]
    first_near = max(start - clause.start - _NEAR_WORDS, 0)
    near = clause.words[first_near : start - clause.start + _NEAR_WORDS]
    telling = [first_near + place for place, word in enumerate(near) if len(word) > _SMALL_WORD]
    at = bisect_left(telling, start - clause.start)
    around = telling[max(at - _LONGEST_ABBREVIATION + 1, 0) : at + _LONGEST_ABBREVIATION]
    letters = "".join(clause.words[place][0] for place in around)
    if any(
        letters[first:last] in source_words
        for first in range(len(letters) - _SHORTEST_ABBREVIATION + 1)
        for last in range(first + _SHORTEST_ABBREVIATION, min(first + _LONGEST_ABBREVIATION, len(letters)) + 1)
        if first <= at - max(at - _LONGEST_ABBREVIATION + 1, 0) < last
    ):
        return True
    return any(
        initials[:length] in source_words or whole[:length] in source_words
        for length in range(_SHORTEST_ABBREVIATION, len(initials) + 1)
    )


def repeats(mark: Mark, source: Clause, text: Sequence[Clause]) -> bool:
    """Whether the text has the stem of what holds the source back: "gave a recommendation" of "recommended"."""
    held = source.words[max(mark.start - source.start, 0) : max(mark.end - source.start, 0)]
    if len(held) > 1 and held[0] in _DENYING:
        # "Ohne Abschluss": to have the thing is no word for being without it.
        return False
    stems = [word[:_STEM] for word in held if len(word) > _STEM and not word.startswith(_PARTICIPLES)]
    return any(
        word.startswith(stem) or (clause.language in COMPOUNDING and stem[:_SHORT_STEM] in word)
        for clause in text
        for word in clause.words
        for stem in stems
    )
