"""An award that the source gives to a firm, a place or somebody else: "the agency I worked for won a design award".

The clause tells of an award and has something else before it, with an article or "that". A text that tells of an award
and does not name this thing takes it.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from logic.verification.meaning.clauses import Clause

_WON: Final = frozenset({"won", "win", "wins", "voted", "awarded", "received", "earned", "named"})
_AWARD: Final = ("award", "prize", "medal", "trophy", "voted", "best", "distinct", "rating", "accredit")
_LATER: Final = frozenset({"later", "then", "since", "subsequently"})
_OPENING: Final = frozenset({"the", "my", "our", "a", "an", "that", "which", "whose"})
_MINE: Final = frozenset({"i", "me"})
_REACH: Final = 8
_STEM: Final = 5


def others_awards(text: Sequence[Clause], source: Sequence[Clause]) -> Iterator[str]:
    """The clauses of a text that take an award which the source gives to something that they do not name."""
    told = [clause for clause in text if _awards(clause)]
    if not told:
        return
    awarded = [clause for clause in source if _awards(clause)]
    winners = [_winner(clause) for clause in awarded]
    if not winners or not all(winners):
        return
    named = {word[:_STEM] for clause in text for word in clause.words}
    if all(winner.isdisjoint(named) for winner in winners):
        yield from (" ".join(clause.words) for clause in told)


def _awards(clause: Clause) -> bool:
    return any(word.startswith(_AWARD) for word in clause.words)


def _winner(clause: Clause) -> frozenset[str]:
    """The stems before the deed of winning, where they are somebody else; empty where it is the person's own."""
    place = next((at for at, word in enumerate(clause.words[:_REACH]) if word in _WON), 0)
    before = clause.words[:place]
    if not place or (before[0] not in _OPENING and _LATER.isdisjoint(before)):
        return frozenset()
    return frozenset(stem for stem, at in clause.subject.items() if at < clause.start + place)
