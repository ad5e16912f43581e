"""A deed of one position told of another: "bought flour at Holt Council" of who filed permits there.

A line with an office and, behind a comma, a name opens a position, and the lines behind it are its deeds. A piece of a
text that tells two things of one position's deeds and none of its opening line, and beside them a word of another
position's opening line, none of whose deeds it tells, has moved the deed.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from logic.language.irregular_verbs import BASES
from logic.language.text_tokens import BOUNDARIES
from logic.language.verbs import VERBS
from logic.verification.meaning.particulars.statements import JOINTS
from logic.verification.meaning.surplus import Spoken, key_of

_FEWEST: Final = 2
_LONGEST_OFFICE: Final = 4
_COMMA: Final = ","
_PIECE_ENDS: Final = (
    BOUNDARIES | JOINTS | {"with", "who", "also", "after", "before", "mit", "avec", "con", "com", "met"}
)


class _Place(NamedTuple):
    """Which position has a word, and whether in the line that opens it."""

    position: int
    opens: bool


def moved_deeds(text: Sequence[Spoken], source: Sequence[Spoken]) -> Iterator[str]:
    """The words of a text that name another position than the one whose deed stands beside them."""
    places = _places(source)
    if not places:
        return
    named = {
        place.position
        for line in text
        for word in line.words
        if (place := places.get(_key(word))) is not None and place.opens
    }
    for line in text:
        for piece in _pieces(line):
            found = [(word, place) for word in piece if (place := places.get(_key(word))) is not None]
            told = Counter(place.position for _, place in found if not place.opens)
            if any(count >= _FEWEST and position not in named for position, count in told.items()):
                yield from (word for word, place in found if place.opens and place.position not in told)


def _places(source: Sequence[Spoken]) -> dict[str, _Place]:
    """Where each word stands that one position alone has; none where there are not several positions."""
    opening = [_opens(line) for line in source]
    if sum(opening) < _FEWEST:
        return {}
    position, found, shared = 0, dict[str, _Place](), set[str]()
    for line, opens in zip(source, opening, strict=True):
        position += opens
        if not position:
            continue
        for word in line.words:
            key = _key(word)
            place = found.setdefault(key, _Place(position, opens))
            if place.position != position:
                shared.add(key)
    return {key: place for key, place in found.items() if key not in shared}


def _opens(line: Spoken) -> bool:
    """Whether a line has an office, a comma and a name."""
    low = line.low
    if not line.names or _COMMA not in low[: _LONGEST_OFFICE + 1] or low[0] in VERBS or low[0] in BASES:
        return False
    comma = low.index(_COMMA)
    return comma > 0 and not low[0].endswith("ed") and not line.names.isdisjoint(low[comma + 1 : comma + 2])


def _pieces(line: Spoken) -> Iterator[list[str]]:
    content, piece = frozenset(line.words), list[str]()
    for word in (*line.low, "."):
        if word in _PIECE_ENDS:
            yield piece
            piece = []
        elif BASES.get(word, word) in content:
            piece.append(word)


def _key(word: str) -> str:
    return key_of(BASES.get(word, word))
