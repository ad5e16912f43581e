"""What a text says beyond a source that it has said in full: "..., which brought visitors back", "Invite her soon."

Where all that a source speaks of stands in a text, the text's further words can be no paraphrase of it: they are added.
So no table of results, praise or requests is needed, and the same holds in every language. A few words in a row that
the source does not know count, once what the text leaves unsaid is taken off; a word is known by its first letters,
and inside a compound. Numbers, small words and what any line says of work in general count for nothing. A source
with abbreviations that the text lacks is not judged: they may have been written out.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from logic.language.detection import ENGLISH, small_words
from logic.language.irregular_verbs import BASES
from logic.language.lookalikes import fold_characters
from logic.language.stop_words import STOP_WORDS
from logic.language.text_tokens import Pieces, begins_sentence
from logic.verification.meaning.aims import aimed_at
from logic.verification.meaning.lexicons.general_words import EMPTY_WORDS, GENERAL_SIGNS, GENERAL_WORDS
from logic.verification.meaning.lexicons.soft_skills import SOFT_SKILLS
from logic.verification.meaning.lexicons.synonyms import SYNONYMS
from logic.verification.quantities.measures import MEASURES
from logic.verification.quantities.quantity import Quantity
from logic.verification.quantities.side_words import ABOUT, LEAST, MOST

NOUNS_IN_CAPITALS = frozenset({"de"})
"""Languages that write every noun with a capital, where it is no evidence of a name."""

_KEY, _HANGUL_KEY, _GRAM, _SHORTEST, _LONGEST, _LONGEST_RUN = 4, 2, 5, 3, 40, 200
_FEWEST, _FEWEST_BEFORE = 2, 3
"""Words in a row that are an addition at the end of a sentence, where results stand, and before it."""

_SIGNS_OF_A_WORD = 2
_SHORT = range(2, 7)
_UNRELATED = 8
"""Words of lines that a text does not touch: with more of them, a new word may be a paraphrase of one."""

_LISTING = frozenset(
    {",", "and", "&", "und", "et", "y", "e", "i", "och", "og", "ja", "ve", "es", "si", "и", "та", "και"}
)
_LISTING_OF_A_LANGUAGE = {"nl": "en", "cs": "a"}
"""Words for "and" that say something else in other languages."""

_ABBREVIATIONS = re.compile(
    r"""
    (?<![A-Za-z])[A-Z]{2,6}s?(?![a-z])
    | \b[^\W\d_]{1,6}\.(?=\s*[^\sA-Z]|\s+[A-Z]\w*\s[a-z])
    | \b[^\W\d_]{1,4}/[^\W\d_]{1,4}\b
    | [→><~½¾]
    """,
    re.VERBOSE,
)
_WRITTEN = re.compile(r"[^\W\d_]+")
_EXPLAINED = re.compile(r"[(（]\s*[A-Z]{2,6}s?\s*[)）]|[A-Z]{2,6}s?\s*[(（]")  # noqa: RUF001 - both scripts' brackets
"""An abbreviation in brackets behind its words, or before them."""


class Spoken(NamedTuple):
    """What a line speaks of: its content words in order, and all words; its abbreviations, and whether it explains one.

    `low` are its pieces and `plain` the line, both in lower case; `counts`: it has a number, or lists things.
    `names` are its words with a capital inside a sentence, in lower case.
    """

    words: tuple[str, ...]
    every: tuple[str, ...]
    short: frozenset[str]
    explains: bool
    low: tuple[str, ...]
    plain: str
    counts: bool
    names: frozenset[str] = frozenset()

    def places_of(self, word: str) -> list[int]:
        """Where a word stands in the line, in whatever form: it begins alike."""
        key = key_of(word)
        return [place for place, other in enumerate(self.low) if len(word) >= _SHORTEST and key_of(other) == key]


def read_spoken(pieces: Pieces, stated: Sequence[Quantity]) -> Spoken:
    """The words of a line; those of its quantities are no content."""
    counted = {place for quantity in stated for place in range(quantity.start, quantity.end)}
    words: list[str] = []
    every: list[str] = []
    aims, small = aimed_at(pieces.low), _small()
    for place, piece in enumerate(pieces.low):
        if piece[0].isalpha():
            read = _words(piece)
            every += read
            if place not in counted and place not in aims and piece not in small:
                words += read
    plain = (pieces.line if pieces.line.isascii() else fold_characters(pieces.line)).casefold()
    if pieces.language != ENGLISH:
        # What has become English figures is still a word of the line: "rocne".
        every += [word for piece in _WRITTEN.findall(plain) for word in _words(piece)]
    return Spoken(
        words=tuple(words),
        every=tuple(every),
        short=frozenset(_abbreviations(pieces)),
        explains=_EXPLAINED.search(pieces.line) is not None,
        low=tuple(piece for piece in pieces.low if piece != "-"),
        plain=plain,
        names=_names(pieces),
        counts=any(quantity.key[0] == "number" for quantity in stated) or _lists(pieces),
    )


def _names(pieces: Pieces) -> frozenset[str]:
    if pieces.language in NOUNS_IN_CAPITALS:
        return frozenset()
    return frozenset(
        low
        for place, (raw, low) in enumerate(zip(pieces.raw, pieces.low, strict=True))
        if raw[0].isupper() and len(raw) >= _SHORTEST and not begins_sentence(pieces, place)
    )


def _abbreviations(pieces: Pieces) -> Iterator[str]:
    yield from _ABBREVIATIONS.findall(pieces.line)
    yield from (word for word in pieces.raw if not word.isascii() and word.isupper() and len(word) in _SHORT)


def _lists(pieces: Pieces) -> bool:
    return not _LISTING.isdisjoint(pieces.low) or _LISTING_OF_A_LANGUAGE.get(pieces.language) in pieces.low


def surplus(sentences: Iterable[Spoken], text: Sequence[Spoken], source: Sequence[Spoken]) -> Iterator[str]:
    """What those sentences of a text add to a source which the whole text says in full."""
    said = sum(len(line.words) for line in text)
    if sum(len(line.words) for line in source) > 2 * said + _UNRELATED:
        return
    written = {mark for line in text for mark in line.short}
    explains = any(line.explains for line in text) and any(line.short for line in source)
    if explains or any(not line.short <= written for line in source):
        return
    known = Known(source)
    unsaid = _unsaid(Known(text), source)
    for sentence in sentences:
        for run in _unknown_runs(sentence, known):
            length = len(run.words) // (_SIGNS_OF_A_WORD if _is_sign(run.words[0]) else 1)
            if length - unsaid >= (_FEWEST if run.is_last else _FEWEST_BEFORE):
                yield " ".join(run.words)


def _unsaid(text: "Known", source: Sequence[Spoken]) -> int:
    """How many words of the source the text leaves out."""
    unsaid = unrelated = 0
    for line in source:
        missing = sum(not text.has(word) for word in line.words)
        if missing < len(line.words):
            unsaid += missing // (_SIGNS_OF_A_WORD if missing and _is_sign(line.words[-1]) else 1)
        else:
            unrelated += missing
    return unsaid if unrelated <= _UNRELATED else unsaid + unrelated


def _unknown_runs(sentence: Spoken, known: "Known") -> Iterator["_Run"]:
    """The neighbouring words of a sentence that the source does not know, general ones left out."""
    run: list[str] = []
    for word in sentence.words:
        if key_of(word) in GENERAL_WORDS or word in GENERAL_SIGNS:
            continue
        if not known.has(word):
            run.append(word)
        elif run:
            yield _Run(run, is_last=False)
            run = []
    if run:
        yield _Run(run, is_last=True)


class _Run(NamedTuple):
    words: list[str]
    is_last: bool


class Known:
    """The words of some lines and what else they are called, by how they begin and by what stands in compounds."""

    def __init__(self, lines: Sequence[Spoken]) -> None:
        words = {word for line in lines for word in line.every}
        words |= {other for word in words for other in SYNONYMS.get(word[:_KEY], ())}
        self._keys = {key_of(word) for word in words}
        self._heads = {word[:_GRAM] for word in words if len(word) >= _GRAM}
        self._grams = {gram for word in words for gram in _grams(word)}

    def has(self, word: str) -> bool:
        """Whether a word, another form of it or a compound with it is among them."""
        if key_of(word) in self._keys or word[:_GRAM] in self._grams:
            return True
        return not self._heads.isdisjoint(_grams(word))


def _grams(word: str) -> Iterator[str]:
    return (word[at : at + _GRAM] for at in range(len(word) - _GRAM + 1))


def _words(piece: str) -> Sequence[str]:
    if "\u3040" <= piece[0] <= "\u9fff":
        return [*filter(_is_sign, piece[:_LONGEST_RUN])]
    # Reading took the syllables of Korean apart.
    is_korean = _is_hangul(piece)
    word = (unicodedata.normalize("NFC", piece) if is_korean else BASES.get(piece, piece))[:_LONGEST]
    return (word,) if len(word) >= (_HANGUL_KEY if is_korean else _SHORTEST) else ()


def key_of(word: str) -> str:
    """The first letters of a word, by which its forms are one."""
    return word[: _HANGUL_KEY if _is_hangul(word) else _KEY]


def _is_hangul(word: str) -> bool:
    """Whether a word is Korean, in syllables or in the letters that they are made of."""
    return "\u1100" <= word[0] <= "\u11ff" or "\uac00" <= word[0] <= "\ud7af"


def _is_sign(word: str) -> bool:
    """Whether a word is a sign of Chinese or Japanese that has a meaning of its own; hiragana have none."""
    return "\u3400" <= word[0] <= "\u9fff" or "\u30a1" <= word[0] <= "\u30fc"


@lru_cache(maxsize=1)
def _small() -> frozenset[str]:
    bounds = {word for phrase in LEAST | MOST | ABOUT for word in phrase}
    return STOP_WORDS | small_words() | bounds | MEASURES.keys() | EMPTY_WORDS | SOFT_SKILLS
