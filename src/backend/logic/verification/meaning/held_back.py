"""Things of which a source says only that they were planned, or not done, told beside things that were done.

`comparison` holds a text's clause against the source's clause that it is most like. A text that adds what another
clause denies or plans ("TIG" of "MIG welding; no TIG") is most like the first, so here it is asked of each such clause
whether the text has most of what it alone speaks of, and no word that holds anything back.
"""

from collections.abc import Iterator, Sequence, Set
from typing import Final

from logic.language.stop_words import STOP_WORDS
from logic.verification.meaning.borne_words import repeats
from logic.verification.meaning.clauses import Clause
from logic.verification.meaning.marks import Mark
from logic.verification.meaning.undone import denies_a_failure

_HELD: Final = {
    "negation": frozenset({"negation", "negation+", "averted", "averted+", "unrealised", "excepted", "without"}),
    "unrealised": frozenset({"unrealised", "unrealised+", "negation"}),
    "former": frozenset({"former", "former+", "negation"}),
}
_PRECISE: Final = frozenset({"en", "de", "fr", "es", "it", "pt", "nl", "pl", "zh", "ja"})
"""Languages whose words for plans are not also those for preparing a thing, which then exists."""

_SHARE: Final = 0.5


def held_back(text: Sequence[Clause], source: Sequence[Clause]) -> Iterator[tuple[str, str]]:
    """The category that holds back, and the stems, of each such thing that the text tells as done."""
    said = {category for clause in text for category in clause.categories}
    told = {stem: clause for clause in text for stem in clause.subject}
    done = {
        category: {stem for other in source if category not in other.categories for stem in other.subject}
        for category in _HELD
    }
    for other in source:
        for category in other.categories & _HELD.keys():
            if _HELD[category] & said:
                continue
            mark = next(mark for mark in other.marks if mark.category == category)
            if category == "negation" and any(denies_a_failure(mark, other, clause) for clause in text):
                continue
            own = _own(other, mark.end, category, done[category])
            found = [stem for stem in own if stem in told]
            if category == "negation" and not own:
                found = own = _short(other, mark.end - other.start, text, source)
            if category == "unrealised" and (other.language not in _PRECISE or repeats(mark, other, text)):
                continue
            if found and len(found) >= _SHARE * len(own):
                yield category, " ".join(found)


def _own(clause: Clause, start: int, category: str, done: Set[str]) -> list[str]:
    """What stands behind the mark, or all where nothing does, and in no clause that does not hold it back (`done`)."""
    behind = [stem for stem, place in clause.subject.items() if place >= start and category != "former"]
    before = {stem for stem, place in clause.subject.items() if place < start} if behind else set()
    return [stem for stem in behind or clause.subject if stem not in done and stem not in before]


def _short(clause: Clause, start: int, text: Sequence[Clause], source: Sequence[Clause]) -> list[str]:
    """The word behind the mark, too short for a stem, where the source has it once and the text too: "no HV work"."""
    following = clause.words[start : start + 1]
    return [
        word
        for word in following
        if word.isalpha()
        and word not in STOP_WORDS
        and sum(other.words.count(word) for other in source) == 1
        and any(word in each.words for each in text)
    ]


def planned(source: Sequence[Clause]) -> Iterator[Clause]:
    """The clauses of the lines in which anything is left undone."""
    line: list[Clause] = []
    for clause in [*source, None]:
        if clause is None or not clause.start:
            if any("unrealised" in other.categories for other in line):
                yield from line
            line = []
        if clause is not None:
            line.append(clause)


def is_planned(mark: Mark, clause: Clause) -> bool:
    """Whether a plan stands before a mark in its clause: "plans to help"; who "helped draft" has helped."""
    return any(other.category == "unrealised" and other.start < mark.start for other in clause.marks)
