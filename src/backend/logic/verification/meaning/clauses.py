"""A line as its clauses: what each speaks of, and the marks that stand in it."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from logic.language.detection import ENGLISH
from logic.language.irregular_verbs import BASES as _BASES
from logic.language.stop_words import STOP_WORDS
from logic.language.verbs import VERBS
from logic.verification.meaning.marks import BY_SIGN, Lexicon, Mark, lexicon, words_of

_ENDS: Final = frozenset(".,;:!?()|\n。、，；")  # noqa: RUF001 - both scripts' marks
_SHORTEST, _STEM = 4, 5
_STEMS: Final = {"ko": 2, "tr": 4, "hu": 4}
"""How much of a word is its stem where it is not five letters: Korean is written in syllables, and endings of the two
others begin early.
"""

_ENDINGS: Final = {_SHORTEST + len(ending): ending for ending in ("s", "ed", "ing")}
"""By the length that a word of `_SHORTEST` letters has with one."""

_KANA = re.compile("[\u3040-\u309f]")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_NEAR = 5
_AS: Final = frozenset({"as", "als", "como", "comme", "come", "jako"})
_CHANGES: Final = frozenset({"up", "down"})
_BY_OR_FROM: Final = frozenset({"by", "from"})
_DID: Final = frozenset(
    ["won", "received", "had", "has", "gewann", "erhielt", "hat", "hatte", "obtint", "gano", "obtuvo", "ganhou"]
)
"""What somebody named without an article did: "Department won the prize"."""

_MY: Final = frozenset({"my", "our", "mein", "meine", "mon", "ma", "mi", "meu", "minha"})
_KIN_WORDS = """
brother sister father mother uncle aunt cousin wife husband parents partner friend neighbour neighbor predecessor
successor tutor teacher coach trainer landlord bruder schwester vater mutter onkel tante freund freundin frere soeur
pere mere oncle ami amie hermano hermana padre madre tio tia amigo amiga irmao irma pai mae
"""
_KIN: Final = frozenset(_KIN_WORDS.split())
_WHEN: Final = frozenset({"when", "where"})
_INHERITED: Final = frozenset({"unrealised", "assist", "condition"})
_OPENING = 6


@dataclass(frozen=True)
class Clause:
    """One clause: `subject` are the stems that it speaks of, each with its first place; `marks` stand in it.

    Places are those of the line; the clause begins at `start`. `is_joined_on`: by "and" and a past tense.
    """

    words: tuple[str, ...]
    subject: dict[str, int]
    marks: tuple[Mark, ...]
    language: str
    start: int
    is_joined_on: bool = False

    @cached_property
    def categories(self) -> frozenset[str]:
        """The categories of its marks."""
        return frozenset(mark.category for mark in self.marks)

    def overlap(self, other: "Clause") -> int:
        """How many of the things that it speaks of the other speaks of too."""
        if other.language not in COMPOUNDING:
            return len(self.subject.keys() & other.subject.keys())
        return sum(1 for stem in self.subject if stem in other.subject or other.holds(stem))

    def holds(self, stem: str) -> bool:
        """Whether a longer word of this clause contains `stem`: "Rohstoffeinkauf" speaks of "Einkauf"."""
        return self.language in COMPOUNDING and len(stem) >= _STEM and any(stem in word for word in self.words)


COMPOUNDING: Final = frozenset({"de", "nl"})


def read_clauses(line: str, language: str) -> list[Clause]:
    """The clauses of a line."""
    table = lexicon(language)
    words = words_of(line, language)
    marks = table.marks(words)
    places = [mark.start for mark in marks]
    clauses = [
        _clause(words, start, end, marks[bisect_left(places, opening) : bisect_left(places, end)], table, language)
        for start, end in _spans(words, table)
        # "Which cut the costs": the phrase begins with the word that begins the clause.
        for opening in (start - (start > 0 and words[start - 1] in table.conjunctions),)
    ]
    return _with_inherited(clauses, words)


def _with_inherited(clauses: list[Clause], words: tuple[str, ...]) -> list[Clause]:
    """A clause behind a bracket goes on with the one before it: "drafted (not yet published) a paper"."""
    if ")" not in words:
        return clauses
    opened = 0
    openings: dict[int, int] = {}
    for place, word in enumerate(words):
        if word == "(":
            opened = place
        elif word == ")":
            openings[place + 1] = opened
    by_end = {clause.start + len(clause.words): clause for clause in clauses}
    found: list[Clause] = []
    for clause in clauses:
        before = by_end.get(openings.get(clause.start, 0))
        inherited = [mark for mark in before.marks if mark.category in _INHERITED] if before else []
        found.append(replace(clause, marks=(*clause.marks, *inherited)) if inherited else clause)
    return found


def _spans(words: tuple[str, ...], table: Lexicon) -> Iterator[tuple[int, int]]:
    start = 0
    for index, word in enumerate(words):
        is_joint = word in table.conjunctions and words[max(index - 1, 0)] != "not" and not _is_still(words, index)
        if word in _ENDS or is_joint or _begins_another(words, index):
            if index > start:
                yield start, index
            start = index + 1
    if len(words) > start:
        yield start, len(words)


def _is_still(words: tuple[str, ...], index: int) -> bool:
    """Whether "yet" is no conjunction: at the end, and in "yet to"."""
    return words[index] == "yet" and (index + 1 == len(words) or words[index + 1] in _ENDS or words[index + 1] == "to")


def _begins_another(words: tuple[str, ...], index: int) -> bool:
    """Whether the "and" at `index` begins a clause of its own: a past tense follows."""
    if words[index] != "and" or index + 1 == len(words):
        return False
    following = words[index + 1]
    return following in VERBS or (following.endswith("ed") and len(following) > _SHORTEST)


def _clause(words: tuple[str, ...], start: int, end: int, marks: list[Mark], table: Lexicon, language: str) -> Clause:
    marks = [*marks, *_other_subject(words, start, end, table), *_support(words, start, end, table)]
    if language == ENGLISH:
        marks += _changes(words, start, end)
    opening = marks[0].start if marks and marks[0].end >= start else start
    inside = tuple(
        mark for mark in marks if min(opening, start) <= mark.start < end and _counts(mark, words, start, table)
    )
    subject: dict[str, int] = {}
    for stem, place in _stems(words[start:end], language):
        subject.setdefault(stem, start + place)
    return Clause(words[start:end], subject, inside, language, start, start > 0 and _begins_another(words, start - 1))


def _other_subject(words: tuple[str, ...], start: int, end: int, table: Lexicon) -> Iterator[Mark]:
    """Somebody else at the beginning of a clause: "My supervisor presented", "The team won"."""
    if start and words[start - 1] in _WHEN:
        # When somebody else was away is no deed of theirs.
        return
    if table.by_sign:
        opening = "".join(words[start:end])[:_OPENING]
        for noun in table.subjects:
            if opening.startswith(noun) or (noun in opening and opening.startswith(tuple(table.articles))):
                yield Mark("subject", start, start + 1)
                return
    elif start + 2 < end and words[start] in table.subjects and words[start + 1] in _DID:
        yield Mark("subject", start, start + 1)
    elif (start + 2 < end and words[start] in _MY and words[start + 1] in _KIN) or (
        start + 2 < end
        and words[start] in table.articles
        and not table.subjects.isdisjoint(words[start + 1 : start + 3])
    ):
        yield Mark("subject", start, start + 2)


def _support(words: tuple[str, ...], start: int, end: int, table: Lexicon) -> Iterator[Mark]:
    """Support is a lesser part where somebody is supported, and work of one's own where a thing is."""
    for index, word in enumerate(words[start:end], start):
        if word.startswith("support") and not table.superiors.isdisjoint(words[index : index + _NEAR]):
            yield Mark("assist", index, index + 1)


def _changes(words: tuple[str, ...], start: int, end: int) -> Iterator[Mark]:
    """A change told as "up 20 %" or "down from 9 to 6"; "up to 20" is a bound and none."""
    if _CHANGES.isdisjoint(words[start:end]):
        return
    for index in range(start, end - 1):
        following = words[index + 1]
        if words[index] in _CHANGES and (following[0].isdecimal() or following in _BY_OR_FROM):
            yield Mark(words[index], index, index + 1)


def _counts(mark: Mark, words: tuple[str, ...], start: int, table: Lexicon) -> bool:
    """Helping those whom one serves is no lesser part; a trainee is a role only where the line begins with one."""
    if mark.category == "assist":
        return table.recipients.isdisjoint(words[mark.end : mark.end + _NEAR])
    if mark.category == "unrealised" and words[mark.start] == "could":
        # "A list, so that others could use it" was made.
        return "so" not in words[max(mark.start - _NEAR, start) : mark.start]
    if mark.category == "junior":
        return mark.start - start <= 1 or not _AS.isdisjoint(words[max(mark.start - 2, start) : mark.start])
    return True


def _base(word: str) -> str:
    """A short English word without its ending: "weld" of "welds", "welded" and "welding"."""
    ending = _ENDINGS.get(len(word))
    return word[:_SHORTEST] if ending and word.endswith(ending) else word


def _stems(words: tuple[str, ...], language: str) -> Iterator[tuple[str, int]]:
    if language in BY_SIGN:
        for place in range(len(words) - 1):
            pair = words[place] + words[place + 1]
            if all(_WIDE.match(sign) for sign in pair) and not all(_KANA.match(sign) for sign in pair):
                yield pair, place
        return
    stem = _STEMS.get(language, _STEM)
    for place, word in enumerate(words):
        if len(word) >= min(stem, _SHORTEST) and word.isalpha() and word not in STOP_WORDS:
            base = _base(word) if language == ENGLISH else word
            yield _BASES.get(word, base)[:stem], place
        elif word in _BASES:
            yield _BASES[word], place
