"""Words that change places between two pieces of a line: "mornings at the bar, evenings at the bakery", turned round.

No table says what belongs to what. Lines are cut where they list or end a clause. Two pieces of a text are crossed
where each has words that of two pieces of the source only the one has, and words that only the other has. A text that
sums up, shortens or tells in another order leaves the words of at least one piece together, so only a text of as many
pieces is looked at, and pieces that say it in the source's words. Of "cleaned rooms and halls in hotels" the things in
the middle may change places, for what stands before and behind them is said of both: then what ended the one piece and
what began the next come apart.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations
from typing import Final

from logic.language.irregular_verbs import BASES
from logic.language.text_tokens import BOUNDARIES
from logic.verification.meaning.surplus import Spoken

_JOINTS: Final = frozenset(["and", "but", "while", "whereas", "und", "et", "puis", "y", "e", "ed", "og", "och", "oraz"])
_SIGN_JOINTS: Final = frozenset("，、。；,;.")  # noqa: RUF001 - both scripts' marks
_STEM: Final = 5
_SHORTEST: Final = 3
_FIRST_SIGN: Final = "\u3040"
_FEWEST: Final = 2
_MOST_PIECES: Final = 40
_SMALL = """
the with for from into over under his her our their its was were had has have been being are you who that this also
der die das them they theirs these those den dem des ein eine einen einem einer mit von vom zum zur bei als auf aus
fur nach
les des une pour avec dans par sur aux est las los una con por para del como uma com dos das nos nas pela pelo
"""
_FUNCTIONS: Final = frozenset(_SMALL.split())

Piece = tuple[str, ...]
"""Its words, cut short, in order."""


def swapped_words(text: Sequence[Spoken], source: Sequence[Spoken]) -> Iterator[str]:
    """The words of a text's piece that its source has in another piece, where the other's have come into this one's."""
    pieces = [piece for line in text for piece in _pieces(line)][:_MOST_PIECES]
    told = [frozenset(piece) for piece in pieces]
    if len(told) < _FEWEST:
        return
    for line in source:
        stated = list(_pieces(line))[:_MOST_PIECES]
        if len(stated) != len(told):
            continue
        for one, other in combinations(told, 2):
            touched = [piece for piece in stated if not one.isdisjoint(piece) and not other.isdisjoint(piece)]
            yield from filter(None, (_crossed(one, other, *pair) for pair in combinations(touched, 2)))


def borrowed_ends(text: Sequence[Spoken], source: Sequence[Spoken]) -> Iterator[str]:
    """The last words of a text's pieces that its source says of another deed: "in winter" of what was so in summer.

    The rest of the piece is the source's own telling of a deed that ends with another word, and the text tells no more
    of either deed. Neighbouring lines of a source are looked at together.
    """
    told = [piece for line in text for piece in _pieces(line) if len(piece) > _FEWEST]
    if not told:
        return
    words = {word for piece in told for word in piece}
    by_line = [list(_pieces(line))[:_MOST_PIECES] for line in source]
    stated = [piece for pieces in by_line for piece in pieces]
    ended = {piece[-1]: piece for piece in stated if len(piece) >= _FEWEST}
    for piece in told:
        *deed, end = piece
        if any(_has_taken_in(piece, *pair, words) for pieces in by_line for pair in permutations(pieces, 2)):
            yield end
            continue
        other = ended.get(end)
        if other is None or sum(end in each for each in stated) != 1 or not words.isdisjoint(other[:-1]):
            continue
        if any(each[-1] not in words and each is not other and set(deed) <= set(each[:-1]) for each in stated):
            yield end


def _has_taken_in(piece: Piece, deed: Piece, other: Piece, words: set[str]) -> bool:
    """Whether a piece is a deed with its end, in which a word of another deed stands for one that the text leaves out:
    "violin to beginners" of "piano to beginners and violin to adults".
    """
    if piece[-1] != deed[-1] or other[-1] in words:
        return False
    own = [word for word in deed if word not in other]
    others = [word for word in other if word not in deed]
    if len(own) < _FEWEST + 1 or len(others) < _FEWEST or piece[-1] != own[-1] or others[-1] in words:
        return False
    taken = [word for word in piece if word in others]
    left = [word for word in own if word not in words]
    return len(taken) == 1 and len(left) == 1 and set(piece) <= {*own, *others} and left[0] != own[0]


def _crossed(one: frozenset[str], other: frozenset[str], first: Piece, second: Piece) -> str:
    """What has changed places; "" where a piece of the text keeps to one of the source's."""
    if len((one | other).difference(first, second)) >= _FEWEST:
        return ""
    one, other = one - other, other - one
    own = [word for word in first if word not in second]
    others = [word for word in second if word not in first]
    if any(piece.isdisjoint(words) for piece in (one, other) for words in (own, others)):
        return ""
    stay_together = any(own[-1] in piece and others[0] in piece for piece in (one, other))
    return min(one.intersection(others)) if stay_together else ""


def _pieces(line: Spoken) -> Iterator[Piece]:
    found: list[str] = []
    for word in (*line.low, "."):
        if word[0] >= _FIRST_SIGN:
            yield from _of_signs(word, found)
        elif word in BOUNDARIES or word in _JOINTS:
            if found:
                yield tuple(found)
            found.clear()
        elif (len(word) >= _SHORTEST and word not in _FUNCTIONS) or word[0].isdecimal():
            found.append(BASES.get(word, word)[:_STEM])


def _of_signs(word: str, found: list[str]) -> Iterator[Piece]:
    """Chinese and Japanese: each two neighbouring signs are a word."""
    for sign, following in zip(word, (*word[1:], ""), strict=True):
        if sign in _SIGN_JOINTS:
            if found:
                yield tuple(found)
            found.clear()
        elif following and following not in _SIGN_JOINTS:
            found.append(sign + following)
