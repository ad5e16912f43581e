"""Sentences as what they state: the words that they speak of, their names and numbers, and their first word.

What only one statement of a source has is its own: of such words a text shows which statement it tells.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from logic.language.irregular_verbs import BASES
from logic.language.text_tokens import BOUNDARIES
from logic.verification.meaning.surplus import Spoken, key_of
from logic.verification.quantities.number_words import BARE

SENTENCE_ENDS: Final = frozenset(".;!?\n")
JOINTS: Final = frozenset(
    ["and", "then", "while", "whereas", "und", "sowie", "et", "puis", "y", "e", "ed", "og", "och", "oraz", "и", "та"]
)
"""Words for "and" and "then" of all languages but those that are prepositions in others."""

PLACE_PREPOSITIONS: Final = frozenset(
    """
    at in for bei beim im am für in chez à au aux en dans pour para presso per a nel nella nell al alla allo em no na
    nos nas bij te voor op w we na dla på hos v ve u
    """.split()
)
_ARTICLES: Final = frozenset(
    "the a an der die das dem den einem einer le la les un une l el los las una il lo o os as um uma het de een".split()
)
_REFERRING: Final = frozenset(["it", "them", "they", "these", "those", "this", "both"])
_FIRST_SIGN: Final = "\u3040"


class Statement(NamedTuple):
    """What stands between two ends: content words and names by their keys, in order; numbers; its first word, as
    written and by its key.

    `counted` are the words behind a number, `placed` those behind a preposition of place; `refers`: it says "it" or "them" of what another one names.
    """

    words: tuple[str, ...]
    names: frozenset[str]
    numbers: frozenset[str]
    counted: frozenset[str]
    placed: frozenset[str]
    first: str
    refers: bool

    @property
    def content(self) -> frozenset[str]:
        """Its words that are no names."""
        return frozenset(self.words) - self.names

    @property
    def head(self) -> str:
        """The first of its words, where nothing stands before it."""
        return self.words[0] if self.words and self.first and key_of(BASES.get(self.first, self.first)) == self.words[0] else ""


def statements(line: Spoken, ends: Collection[str]) -> Iterator[Statement]:
    """The statements of a line, cut at `ends`; a comma or bracket besides ends no more than a number's noun."""
    content = frozenset(line.words)
    words: list[str] = []
    names, numbers, counted, placed = set[str](), set[str](), set[str](), set[str]()
    first = ""
    refers = is_counted = is_placed = False
    for word in (*line.low, "."):
        if word == "." or word in ends:
            if words or numbers:
                yield Statement(
                    tuple(words), *map(frozenset, (names, numbers, counted, placed)), first, refers
                )
            words, names, numbers, counted, placed, first = [], set(), set(), set(), set(), ""
            refers = is_counted = is_placed = False
            continue
        if word in BOUNDARIES:
            is_counted = is_placed = False
            continue
        first = first or word
        refers = refers or word in _REFERRING
        if word[0].isdecimal() or word in BARE:
            numbers.add(str(BARE.get(word, word)))
            is_counted = True
            continue
        if word in PLACE_PREPOSITIONS:
            is_placed = True
            continue
        keys = list(_keys(word, content))
        is_placed = is_placed and (bool(keys) or word in _ARTICLES)
        for key in keys:
            words.append(key)
            if is_placed:
                placed.add(key)
            if word in line.names:
                names.add(key)
            if is_counted:
                counted.add(key)
            is_counted = False


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
        yield from (
            one + other for one, other in zip(word, word[1:], strict=False) if one in content and other in content
        )
    elif BASES.get(word, word) in content or word in content:
        yield key_of(BASES.get(word, word))
