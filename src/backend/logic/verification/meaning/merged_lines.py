"""One claim drawn over two lines: "led the choir and the accounts" of who led the choir and helped with the accounts.

A clause is read by the parts that "and" joins. A part whose things stand in one clause of the source only is held
against that clause, which its own clause as a whole may be too much like another one to be. Where the source holds it
back (helped, planned, never), the text must as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from logic.verification.meaning.borne_words import REPEATED, repeats
from logic.verification.meaning.clauses import Clause

JOINTS: Final[Mapping[str, frozenset[str]]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "and",
        "de": "und sowie",
        "fr": "et",
        "es": "y e",
        "it": "e ed",
        "pt": "e",
        "nl": "en",
        "pl": "i oraz",
        "zh": "和 与 及 并",
        "ja": "と 及",
        "sv": "och samt",
        "da": "og samt",
        "fi": "ja",
        "cs": "a",
        "ru": "и ta i",
        "tr": "ve",
        "hu": "es",
        "ro": "si",
        "el": "kai",
    }.items()
}
"""As lines are compared: without accents, letters that look Latin as Latin ones."""

_HELD: Final = frozenset({"assist", "unrealised", "negation", "subject"})
_FEWEST: Final = 2


def carried_over(text: Sequence[Clause], source: Sequence[Clause]) -> Iterator[tuple[str, str]]:
    """The category that is not kept, and the part's words, of each part of a text that a stronger word reaches."""
    if len(source) < _FEWEST:
        return
    for clause in text:
        for part in _parts(clause):
            speaker = _speaker(part, source)
            if speaker is None or any(stem in speaker.subject for stem in clause.subject if stem not in part):
                # What the rest of the clause speaks of as well is looked at by `comparison`.
                continue
            for category in speaker.categories & _HELD:
                if not _is_kept(category, text, speaker):
                    yield category, " ".join(clause.words)


def _is_kept(category: str, text: Sequence[Clause], speaker: Clause) -> bool:
    """Whether a text has a word of the category, or one that bears it out and is no other word of the source's own."""
    held = {
        word
        for mark in speaker.marks
        if mark.category == category
        for word in speaker.words[max(mark.start - speaker.start, 0) : max(mark.end - speaker.start, 0)]
    }
    others = set(speaker.words) - held
    return any(
        category in REPEATED and mark.category == category and repeats(mark, speaker, text) for mark in speaker.marks
    ) or any(
        mark.category == category
        or (mark.category == f"{category}+" and clause.words[mark.start - clause.start] not in others)
        for clause in text
        for mark in clause.marks
    )


def _parts(clause: Clause) -> Iterator[frozenset[str]]:
    """The things that each part of a clause speaks of, where there are several."""
    joints = JOINTS.get(clause.language, frozenset())
    ends = [place for place, word in enumerate(clause.words) if word in joints]
    if not ends:
        return
    bounds = [-1, *ends, len(clause.words)]
    for start, end in pairwise(bounds):
        yield frozenset(stem for stem, at in clause.subject.items() if start < at - clause.start < end)


def _speaker(part: frozenset[str], source: Sequence[Clause]) -> Clause | None:
    """The clause of the source that alone speaks of a part, or of more of it than any other."""
    shared = sorted(((len(part & clause.subject.keys()), place) for place, clause in enumerate(source)), reverse=True)
    (most, best), (second, _) = shared[:2]
    return source[best] if most > second and (most >= _FEWEST or not second) else None
