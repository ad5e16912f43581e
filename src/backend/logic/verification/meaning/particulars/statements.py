"""Sentences as what they state: the words that they speak of, their names and numbers, and their first word.

What only one statement of a source has is its own: of such words a text shows which statement it tells.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from logic.language.detection import ENGLISH
from logic.language.irregular_verbs import BASES
from logic.language.text_tokens import BOUNDARIES
from logic.verification.meaning.surplus import NOUNS_IN_CAPITALS, Spoken, key_of
from logic.verification.quantities.number_words import figure_of

SENTENCE_ENDS: Final = frozenset(".;!?\n")
JOINTS: Final = frozenset(
    ["and", "then", "while", "whereas", "und", "sowie", "et", "puis", "y", "e", "ed", "og", "och", "oraz", "и", "та"]
)
"""Words for "and" and "then" of all languages but those that are prepositions in others."""

_PREPOSITIONS = """
at in for im bei beim am chez à a au aux en dans pour sur presso per nel nella nell al alla allo em no na nos nas bij te
voor op w we dla på pa hos v b ve bo u
"""
_OF_PLACE: Final = frozenset(_PREPOSITIONS.split())
"""What stands before a place; Cyrillic ones in the Latin letters that they look like, as lines are compared."""

_ARTICLE: Final = "a"
"""An article in English, a preposition elsewhere."""

_WITHOUT_PREPOSITIONS: Final = frozenset({"hu", "tr", "fi", "ja", "ko", "zh"})
_ARTICLE_WORDS = """
the a an der die das dem den einem einer le la les l un une el los las una il lo o os as um uma het de een site
"""
_ARTICLES: Final = frozenset(_ARTICLE_WORDS.split())
_REFERRING: Final = frozenset(["it", "them", "they", "these", "those", "this", "both"])
_SHORTEST: Final = 3
_AT: Final = "で"
"""Stands in Japanese behind a place."""

_FIRST_SIGN: Final = "\u3040"


class Statement(NamedTuple):
    """What stands between two ends: its words by their keys, in order; those that are names, its numbers, the words
    that they count, those behind a preposition of place, and its first word as written.

    `refers`: it says "it" or "them" of what another one names.
    """

    words: tuple[str, ...]
    names: frozenset[str]
    numbers: frozenset[str]
    counted: frozenset[str]
    placed: frozenset[str]
    first: str
    refers: bool

    @property
    def head(self) -> str:
        """The key of its first word; "" where that is a small word or a number."""
        head = self.words[0] if self.words else ""
        return head if self.first and key_of(BASES.get(self.first, self.first)) == head else ""


class _Reader:
    """Gathers one statement, word by word."""

    def __init__(self, line: Spoken, language: str) -> None:
        self._line = line
        self._content = frozenset(line.words)
        self._by_place = language in NOUNS_IN_CAPITALS
        self._has_no_article = language != ENGLISH
        self._unmarked = language in _WITHOUT_PREPOSITIONS
        self._words: list[str] = []
        self._names, self._numbers, self._counted, self._placed = set[str](), set[str](), set[str](), set[str]()
        self._first = ""
        self._refers = self._is_counted = self._is_placed = False

    def read(self, word: str) -> None:
        if word in BOUNDARIES:
            self._is_counted = self._is_placed = False
            return
        self._first = self._first or word
        self._refers = self._refers or word in _REFERRING
        if number := figure_of(word):
            self._numbers.add(number)
            self._is_counted = True
            return
        if word in _OF_PLACE and (word != _ARTICLE or self._has_no_article):
            self._is_placed = True
            return
        keys = list(_keys(word, self._content))
        self._is_placed = self._is_placed and (bool(keys) or word in _ARTICLES)
        self._words += keys
        if self._is_placed or self._unmarked:
            self._placed.update(keys)
        if word in self._line.names or (self._by_place and self._is_placed):
            self._names.update(keys)
        elif _AT in word[1:]:
            self._names.update(_keys(word.partition(_AT)[0], self._content))
        if self._is_counted:
            self._counted.update(keys[:1])
        self._is_counted = self._is_counted and not keys

    def statement(self) -> Statement | None:
        """What has been gathered; None where nothing has."""
        if not self._words and not self._numbers:
            return None
        sets = (self._names, self._numbers, self._counted, self._placed)
        names, numbers, counted, placed = map(frozenset, sets)
        return Statement(tuple(self._words), names, numbers, counted, placed, self._first, self._refers)


def statements(line: Spoken, ends: Collection[str], language: str) -> Iterator[Statement]:
    """The statements of a line, cut at `ends`; where nouns have capitals, what follows "in" or "bei" is a name."""
    reader = _Reader(line, language)
    for place, word in enumerate((*line.low, ".")):
        if (word not in ends and place < len(line.low)) or (word == "." and _is_cut_short(line.low, place)):
            reader.read(word)
            continue
        statement = reader.statement()
        if statement is not None:
            yield statement
        reader = _Reader(line, language)


def _is_cut_short(words: Sequence[str], place: int) -> bool:
    """Whether the full stop at a place stands behind a word cut short, inside the line: "B.Sc. in", "approx. 6"."""
    if not 0 < place < len(words) - 1:
        return False
    before = words[place - 1]
    return words[place + 1] in _OF_PLACE or (len(before) < _SHORTEST and before.isalpha())


def own_words(stated: Sequence[Statement]) -> list[frozenset[str]]:
    """Of each statement, the words and names that no other one has."""
    counts: dict[str, int] = {}
    for statement in stated:
        for word in frozenset(statement.words):
            counts[word] = counts.get(word, 0) + 1
    return [frozenset(word for word in statement.words if counts[word] == 1) for statement in stated]


def _keys(word: str, content: frozenset[str]) -> Iterator[str]:
    """A word by its first letters; Chinese and Japanese by each two neighbouring signs that have a meaning."""
    if word[0] >= _FIRST_SIGN and not "\uac00" <= word[0] <= "\ud7af":
        yield from (one + other for one, other in pairwise(word) if one in content and other in content)
    elif BASES.get(word, word) in content or word in content:
        yield key_of(BASES.get(word, word))
