"""A deed that a source tells as going on or to come, told as done: "is writing a book" made "wrote a book".

What goes on for years may be told either way ("teaches", "taught"), so only what is done once counts: a work that has
an end, a verb of time to come, a thing planned of which the text has the verb, an award of which the source says that
it is pending. A text that keeps a word of time or of plans is no such text.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from logic.language.detection import ENGLISH
from logic.language.irregular_verbs import BASES
from logic.language.stop_words import STOP_WORDS
from logic.language.text_tokens import BOUNDARIES
from logic.verification.meaning import kept_words as kept_by
from logic.verification.meaning.lexicons import kept_words
from logic.verification.meaning.lexicons import tenses as table
from logic.verification.meaning.plain_claims import Phrases
from logic.verification.meaning.surplus import Known, Spoken, key_of

_ING: Final = "ing"
_BEING: Final = frozenset({"is", "am", "are", "i'm", "been"})
_ONE: Final = frozenset({"a", "an", "the", "my", "his", "her", "our", "its"})
_ENDING_WORDS = """
build convert restor renovat refurbish writ rewrit translat compil creat install migrat digiti construct rebuil redesign
edit transcrib develop design mak paint catalogu carv sew knit record film complet
"""
_WITH_AN_END: Final = tuple(_ENDING_WORDS.split())
"""How English verbs begin that tell of something which is done once it is there."""

_COMPLETING_WORDS = """
complet finish termin abschli schlies acab conclu voltooi afrond koncz konc slutfor afslut fullfor
"""
_COMPLETING: Final = tuple(_COMPLETING_WORDS.split())
_STAY: Final = frozenset(["sto", "sta", "estoy", "esta", "estou"])
_NDO: Final = "ndo"
_PREFIX, _SHORTEST, _REACH = 2, 4, 4
_VERB_LAST: Final = frozenset({"de", "nl"})
_PREFIXED: Final = re.compile(r"^(ein|auf|aus|ab|an|um|zu|vor|durch|in|op|af|uit)ge(?=\w{3})")
"""German and Dutch participles: "eingeführt" is of "einführen"."""

_KEPT: Final = "ongoing,progress,unfinished,started,began,begun,worked on,working on,wrote on,continu*,partly,part of"


class _Tables(NamedTuple):
    now: Phrases
    kept: Phrases
    works: Phrases
    pending: Phrases
    obtained: Phrases
    planning: Phrases
    planned_kept: Phrases


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    """The phrases, read when the first text is checked."""
    return _Tables(
        now=Phrases(table.NOW, table.NOW_SIGNS),
        kept=Phrases(f"{table.NOW},{kept_words.HOPES},{kept_words.HOPES_KEPT},{_KEPT}", table.NOW_SIGNS),
        works=Phrases(table.WORKS, table.WORK_SIGNS),
        pending=Phrases(table.PENDING, table.PENDING_SIGNS),
        obtained=Phrases(table.OBTAINED, table.OBTAINED_SIGNS),
        planning=Phrases(table.PLANNING),
        planned_kept=Phrases(table.PLANNED_KEPT),
    )


def told_as_done(text: Sequence[Spoken], source: Sequence[Spoken], language: str) -> Iterator[str]:
    """The words of a text that tell as done what its source tells as going on, planned, pending or to come."""
    tables = _tables()
    going = [line for line in source if _goes_on(line)]
    pending = any(tables.pending.holds(line.low, line.plain) for line in source)
    planned = _planned(source, language)
    to_come = _to_come(source, language)
    if not (going or pending or planned or to_come) or any(_goes_on(line) for line in text):
        # The source is asked first, for few sources tell of anything but what is done.
        return
    words = {word for line in source for word in line.low}
    if pending:
        yield from _obtained(text, source)
    if planned and not any(tables.planned_kept.holds(line.low, line.plain) for line in text):
        yield from _carried_out(text, planned, words, language)
    if not (going or to_come) or any(tables.kept.holds(kept_by.without_may(line), line.plain) for line in text):
        return
    if going:
        yield from _finished(text, going, language)
    if to_come:
        yield from _come(text, source, to_come, words, language)


def _goes_on(line: Spoken) -> bool:
    """Whether a line tells of something that goes on: "currently", "is writing", "sta scrivendo"."""
    if _tables().now.holds(line.low, line.plain):
        return True
    return any(
        (one in _BEING and other.endswith(_ING)) or (one in _STAY and (other.endswith(_NDO) or other == "a"))
        for one, other in pairwise(line.low)
    )


def _finished(text: Sequence[Spoken], going: Sequence[Spoken], language: str) -> Iterator[str]:
    """What a text has made of a work that goes on: a book, or in English any one thing behind the verb."""
    works, known = _tables().works, Known(going)
    stated = "".join(line.plain for line in going)
    words = {word for line in going for word in line.low}
    verbs = {
        key_of(word)
        for line in going
        for word, following in pairwise(line.low)
        if word.endswith(_ING) and following in _ONE and word.startswith(_WITH_AN_END)
    }
    completing = {key_of(word) for word in words if word.startswith(_COMPLETING)}
    for told in text:
        work = next((told.low[start] for start, _ in works.places(told.low)), "")
        sign = works.sign(told.plain)
        completed = next((word for word in told.low if key_of(word) in completing and word not in words), "")
        if completed and _is_done(told, stated, words, language):
            yield completed
        elif ((work and known.has(work)) or (sign and sign in stated)) and _is_done(told, stated, words, language):
            yield work or sign
        elif language == ENGLISH and verbs:
            yield from _done_to_one(told, verbs, known)


def _done_to_one(told: Spoken, verbs: set[str], known: Known) -> Iterator[str]:
    """The past of an English verb that the source has in "-ing" before one thing: "restored" of "restoring a boat"."""
    for place, (word, following) in enumerate(pairwise(told.low)):
        is_past = word.endswith("ed") or word in BASES
        if is_past and following in _ONE and key_of(BASES.get(word, word)) in verbs:
            things = [each for each in told.low[place + 2 : place + 2 + _REACH] if each not in STOP_WORDS]
            if any(map(known.has, things)):
                yield " ".join((word, *things))


def _is_done(told: Spoken, stated: str, words: set[str], language: str) -> bool:
    """Whether a text's line has a verb that tells a deed as done, which its source does not have."""
    signs = table.DONE_SIGNS.get(language)
    if signs is not None:
        return any(sign in told.plain and sign not in stated for sign in signs)
    done = table.DONE.get(language)
    return done is not None and any(done.fullmatch(word) and word not in words for word in told.low)


def _to_come(source: Sequence[Spoken], language: str) -> dict[str, set[str]]:
    """The verbs of time to come in a source, by how they begin."""
    future = table.FUTURE.get(language)
    found: dict[str, set[str]] = {}
    if future is not None:
        for word in {word for line in source for word in line.low}:
            if future.fullmatch(word):
                found.setdefault(word[:_PREFIX], set()).add(word)
    return found


def _come(
    text: Sequence[Spoken], source: Sequence[Spoken], to_come: dict[str, set[str]], words: set[str], language: str
) -> Iterator[str]:
    """The verbs of a text that tell as done what a source's verb tells of time to come."""
    done = table.DONE.get(language)
    if done is None:
        return
    verbs = set[str]().union(*to_come.values())
    behind: list[Spoken] = []
    for line in source:
        first = next((place for place, word in enumerate(line.low) if word in verbs), None)
        if first is not None:
            behind.append(line._replace(every=line.low[first + 1 :]))
    known = Known(behind)
    for told in text:
        if not any(known.has(word) for word in told.low if len(word) >= _SHORTEST):
            continue
        yield from (
            word
            for word in told.low
            if word[:_PREFIX] in to_come
            and word not in words
            and done.fullmatch(word)
            and to_come[word[:_PREFIX]].isdisjoint(told.low)
        )


def _planned(source: Sequence[Spoken], language: str) -> set[str]:
    """The keys of the things near a word of planning: of "planning the migration", that of "migrat"."""
    keys = set[str]()
    for line in source:
        for start, end in _tables().planning.places(line.low):
            around = [line.low[end : end + _REACH]]
            if language in _VERB_LAST:
                around.append(line.low[max(start - _REACH, 0) : start][::-1])
            for words_near in around:
                for word in words_near:
                    if word in BOUNDARIES:
                        break
                    if len(word) >= _SHORTEST and word not in STOP_WORDS:
                        keys.add(key_of(word))
    return keys


def _carried_out(text: Sequence[Spoken], planned: set[str], words: set[str], language: str) -> Iterator[str]:
    """The verbs of a text for things that its source only plans: "migrated" of "planning the migration"."""
    done = table.DONE.get(language)
    if done is None:
        return
    yield from (
        word
        for told in text
        for word in told.low
        if key_of(_PREFIXED.sub(r"\1", BASES.get(word, word))) in planned and word not in words and done.fullmatch(word)
    )


def _obtained(text: Sequence[Spoken], source: Sequence[Spoken]) -> Iterator[str]:
    """The words of a text for getting something, where its source only awaits something and tells of no getting."""
    tables = _tables()
    if any(tables.obtained.holds(line.low, line.plain) for line in source):
        return
    if any(tables.pending.holds(line.low, line.plain) for line in text):
        return
    for line in text:
        yield from (line.low[start] for start, _ in tables.obtained.places(line.low))
        yield from filter(None, [tables.obtained.sign(line.plain)])
