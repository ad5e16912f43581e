"""A particular of one deed told of another: "tutored 28 pupils in maths" of "tutored 4 in maths; taught 28 in art".

Years, numbers, names and "before" or "after" are particulars. Lines are cut where they list or end a clause. A text's
piece has taken a particular from its deed where it says nothing that this deed alone speaks of (what a number counts
goes with the number), speaks of what another deed alone speaks of, and leaves out that deed's own particular of the
kind.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from logic.language.irregular_verbs import BASES
from logic.language.text_tokens import BOUNDARIES
from logic.verification.meaning.surplus import Known, Spoken
from logic.verification.quantities.number_words import figure_of

_JOINTS: Final = frozenset(
    [
        "and",
        "then",
        "who",
        "which",
        "that",
        "while",
        "whereas",
        "und",
        "et",
        "puis",
        "y",
        "e",
        "ed",
        "og",
        "och",
        "oraz",
    ]
)
"""Of all languages but Dutch, whose word is a preposition in others."""

_STEM: Final = 5
_YEAR_DIGITS: Final = 4
_FEWEST: Final = 2
_TIMES: Final = {
    word: when
    for when, written in {
        "before": "before beforehand previously vorher zuvor avant auparavant antes prima anteriormente",
        "after": "after afterwards later subsequently danach nachher apres ensuite despues luego depois dopo poi",
    }.items()
    for word in written.split()
}

Particular = tuple[str, str]
"""Its kind, and how it is written."""


class _Deed(NamedTuple):
    """What stands between two marks or joints: the stems that it speaks of, its particulars, and what is counted."""

    stems: frozenset[str]
    particulars: frozenset[Particular]
    counted: frozenset[str]


def crossed(text: Sequence[Spoken], source: Sequence[Spoken]) -> Iterator[str]:
    """The particulars of a text that its source gives to another deed than the one that the text tells them of."""
    told = [deed for line in text for deed in _deeds(line)]
    if not any(deed.particulars for deed in told) or not all(deed.stems for deed in told):
        # A list of particulars may belong to each of several deeds: "in Bath, York and Hull".
        return
    deeds = [deed for line in source for deed in _deeds(line)]
    if sum(bool(deed.particulars) for deed in deeds) < _FEWEST:
        return
    counts: dict[str, int] = {}
    for deed in deeds:
        for stem in deed.stems:
            counts[stem] = counts.get(stem, 0) + 1
    known = Known(source)
    for piece in told:
        if not all(known.has(stem) for stem in piece.stems):
            continue
        for particular in piece.particulars:
            owners = [deed for deed in deeds if particular in deed.particulars]
            if len(owners) != 1 or any(particular in deed.particulars for deed in told if deed is not piece):
                continue
            if _is_taken(piece, particular, owners[0], deeds, counts):
                yield particular[1]


def _is_taken(
    piece: _Deed, particular: Particular, owner: _Deed, deeds: Sequence[_Deed], counts: dict[str, int]
) -> bool:
    own = _own(owner, counts) - (owner.counted if particular[0] == "number" else frozenset())
    if not own or piece.stems & own:
        return False
    return any(
        piece.stems & _own(deed, counts)
        and any(kind == particular[0] for kind, _ in deed.particulars - owner.particulars)
        and piece.particulars.isdisjoint(deed.particulars)
        for deed in deeds
        if deed is not owner
    )


def _own(deed: _Deed, counts: dict[str, int]) -> frozenset[str]:
    return frozenset(stem for stem in deed.stems if counts[stem] == 1)


def _deeds(line: Spoken) -> Iterator[_Deed]:
    words = frozenset(line.words)
    stems: set[str] = set()
    particulars: set[Particular] = set()
    counted: set[str] = set()
    is_counted = False
    for word in (*line.low, "."):
        if word in BOUNDARIES or word in _JOINTS:
            if stems or particulars:
                yield _Deed(frozenset(stems), frozenset(particulars), frozenset(counted))
            stems, particulars, counted, is_counted = set(), set(), set(), False
            continue
        particular = _particular(word, line)
        base = BASES.get(word, word)
        if particular is not None:
            particulars.add(particular)
            is_counted = particular[0] == "number"
        elif base in words:
            stems.add(base[:_STEM])
            if is_counted:
                counted.add(base[:_STEM])
            is_counted = False


def _particular(word: str, line: Spoken) -> Particular | None:
    if word.isdecimal() and len(word) == _YEAR_DIGITS:
        return "year", word
    if number := figure_of(word):
        return "number", number
    if word in _TIMES:
        return "time", _TIMES[word]
    return ("name", word) if word in line.names else None
