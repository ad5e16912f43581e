"""What a text claims by one word or phrase, in any language: praise, rank, doing alone, a wide scope, several of one.

The words are those of one table (`lexicons.plain_claims`). Each line is read once; each claim must be borne out by a
word of its kind in the source. "Several" is claimed of what the source has one of, and a deed that the source gives to
"we" or "with a colleague" stays shared.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from logic.language.detection import ENGLISH
from logic.language.lookalikes import fold_characters
from logic.verification.meaning.lexicons import plain_claims as table
from logic.verification.meaning.surplus import Known, Spoken
from logic.verification.violations import Rule

_HEAD = 2
"""Letters by which beginnings of words are looked up; every one has so many."""

_NEAR, _BEFORE = 4, 3
_PLURAL_ENDINGS: Final = {
    "en": ("s", "men", "ren", "people"),
    "de": ("n", "er", "e", "s"),
    "fr": ("s", "x"),
    "es": ("s",),
    "it": ("i", "e"),
    "pt": ("s",),
    "nl": ("n", "s"),
}
"""How a plural may end, in the languages whose nouns show by it alone that they are one."""

_DUE_TO: Final = ("due", "to")
_DUE: Final = frozenset(
    ["take", "start", "begin", "become", "join", "move", "open", "complete", "finish", "sit", "end"]
)
_SHARE_OF_DEED, _FEWEST, _COMPANIONS = 0.6, 2, 1


class Phrases:
    """Phrases of words, some of them beginnings, and signs that are looked for anywhere."""

    def __init__(self, written: str, signs: str = "") -> None:
        self._whole: dict[str, list[tuple[str, ...]]] = {}
        begun: dict[str, set[str]] = {}
        for phrase in _plain(written).replace("\n", ",").split(","):
            words = tuple(phrase.split())
            if words and words[-1].endswith("*") and len(words) == 1:
                begun.setdefault(words[0][:_HEAD], set()).add(words[0][:-1])
            elif words:
                self._whole.setdefault(words[0], []).append(words)
        self._begun = {head: tuple(beginnings) for head, beginnings in begun.items()}
        self._signs = tuple(_plain(signs).replace("\n", ",").replace(",", " ").split())
        self._ascii_signs = tuple(filter(str.isascii, self._signs))

    def places(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Where a phrase begins and ends."""
        whole, begun = self._whole, self._begun
        for place, word in enumerate(words):
            if word in whole:
                for phrase in whole[word]:
                    if all(_is_word(wanted, words, place + at) for at, wanted in enumerate(phrase)):
                        yield place, place + len(phrase)
            if begun and word.startswith(begun.get(word[:_HEAD], ())):
                yield place, place + 1

    def sign(self, line: str) -> str:
        """The first of the signs that stand in a line."""
        return next((sign for sign in (self._ascii_signs if line.isascii() else self._signs) if sign in line), "")

    def holds(self, words: Sequence[str], line: str) -> bool:
        """Whether any of them stands in a line."""
        return bool(self.sign(line)) or next(self.places(words), None) is not None


def _is_word(wanted: str, words: Sequence[str], place: int) -> bool:
    if place >= len(words):
        return False
    return words[place] == wanted or (wanted.endswith("*") and words[place].startswith(wanted[:-1]))


def _plain(written: str) -> str:
    return fold_characters(written).casefold()


class _Tables(NamedTuple):
    claims: Mapping[Rule, tuple[Phrases, Phrases]]
    several: Phrases
    one: Phrases
    together: Phrases
    companions: Phrases
    shared: Phrases


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    """The phrases, read when the first text is checked."""
    return _Tables(
        claims={
            rule: (Phrases(words, signs), Phrases(stated, stated_signs))
            for rule, (words, signs, stated, stated_signs) in table.CLAIMS.items()
        },
        several=Phrases(table.SEVERAL, table.SEVERAL_SIGNS),
        one=Phrases(table.ONE, table.ONE_SIGNS),
        together=Phrases(table.TOGETHER, table.TOGETHER_SIGNS),
        companions=Phrases(table.COMPANION),
        shared=Phrases(
            f"{table.SHARED},{table.TOGETHER},{table.COMPANION}", f"{table.SHARED_SIGNS},{table.TOGETHER_SIGNS}"
        ),
    )


def plain_claims(
    new: Sequence[Spoken], text: Sequence[Spoken], source: Sequence[Spoken], language: str
) -> Iterator[tuple[Rule, str]]:
    """What the `new` lines of a `text` claim and no line of the source bears out, each with its rule."""
    for rule, (claims, stated) in _tables().claims.items():
        found = [written for line in new for written in _claimed(claims, line)]
        of_all = (
            [word for line in new for word in _of_all(line)] if rule == "superlative" and language == ENGLISH else []
        )
        if of_all and not any(map(_ranks, source)):
            found += of_all
        if found and not any(phrases.holds(line.low, line.plain) for line in source for phrases in (claims, stated)):
            yield from ((rule, written) for written in found)
    yield from (("scope", written) for line in new for written in _several_of_one(line, source, language))
    if any(map(_is_shared, source)) and not any(_tables().shared.holds(line.low, line.plain) for line in text):
        yield from (("role", written) for written in _deeds_of_many(text, source))


def _claimed(phrases: Phrases, line: Spoken) -> Iterator[str]:
    sign = phrases.sign(line.plain)
    if sign:
        yield sign
    for start, end in phrases.places(line.low):
        if line.low[start:end] == _DUE_TO and not _DUE.isdisjoint(line.low[end : end + 1]):
            # "Due to take the course" is a time to come.
            continue
        yield " ".join(line.low[start:end])


def _of_all(line: Spoken) -> Iterator[str]:
    """English superlatives: "the tastiest", "Truro's oldest"."""
    for before, word in pairwise(line.low):
        if (before == "the" or before.endswith("'s")) and word.endswith("est") and word not in table.NO_SUPERLATIVES:
            yield word


def _ranks(line: Spoken) -> bool:
    return any(word.endswith("est") and word not in table.NO_SUPERLATIVES for word in line.low) or any(
        word in line.low for word in table.RANKS
    )


def _several_of_one(line: Spoken, source: Sequence[Spoken], language: str) -> Iterator[str]:
    """ "Several" of what the source has one of: with "one" before it there, or in the singular."""
    for start, end in _tables().several.places(line.low):
        for word in line.low[end : end + _NEAR]:
            stated = [(other, place) for other in source for place in other.places_of(word)]
            if stated:
                if all(_is_one(other, place, word, language) for other, place in stated):
                    yield " ".join(line.low[start:end])
                break
    sign = _tables().several.sign(line.plain)
    if sign and any(_tables().one.sign(other.plain) for other in source):
        yield sign


def _is_one(line: Spoken, place: int, word: str, language: str) -> bool:
    if line.counts:
        return False
    endings = _PLURAL_ENDINGS.get(language, ())
    if endings and line.low[place] == word and word.endswith(endings):
        return False
    before = line.low[max(place - _BEFORE, 0) : place]
    if _tables().one.holds(before, ""):
        return True
    stated = line.low[place]
    return bool(endings) and stated != word and not stated.endswith(endings)


def _is_shared(line: Spoken) -> bool:
    """Whether a line says that others took part: "we", "together", "with two colleagues"."""
    if _tables().together.holds(line.low, line.plain):
        # "We ran a cafe and I kept the accounts" has a deed of one's own.
        return not {"we", "i"} <= {*line.low}
    for start, _ in _tables().companions.places(line.low):
        before = line.low[max(start - _BEFORE - 1, 0) : start]
        if not table.WITH.isdisjoint(before[-_BEFORE:]) and table.MEETING.isdisjoint(before):
            return True
    return False


def _deeds_of_many(text: Sequence[Spoken], source: Sequence[Spoken]) -> Iterator[str]:
    """What the source says that several did, where most of it stands in a text that speaks of nobody else."""
    known = Known(text)
    for line in filter(_is_shared, source):
        said = [word for word in line.words if known.has(word)]
        if len(said) >= max(_FEWEST, _SHARE_OF_DEED * (len(line.words) - _COMPANIONS)):
            yield " ".join(said[:_NEAR])
