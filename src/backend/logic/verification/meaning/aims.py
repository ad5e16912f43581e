"""What a summary says that the person wants next: "keen to apply this to corporate events", "seeking a role in".

An aim names the posting's field and claims nothing done, so it adds nothing to a source. Names, numbers and ranks in it
are still checked as everywhere else.
"""

from collections.abc import Collection, Sequence
from typing import Final

from logic.language.text_tokens import BOUNDARIES

_WISHED = """
keen eager ready hoping wishing motivated aiming happy excited placed looking aims seeking seeks wants interested
"""
_WISHES: Final = frozenset(_WISHED.split())
_DIRECT: Final = frozenset({"seeking", "seeks"})
_TO: Final = frozenset({"to", "for"})
_AIMED = """
apply bring use contribute put offer transfer carry continue support join serve help take build work grow do a an the
new roles similar public
"""
_NEXT: Final = frozenset(_AIMED.split())
_OTHERS = """
souhaitant souhaite desireux desireuse deseoso deseosa desideroso desiderosa mochte desejando buscando pragnacy
pragnaca chetny chetna
"""
_OF_OTHERS: Final = frozenset(_OTHERS.split())
"""Words of other languages that begin an aim."""

_IN_SEARCH: Final = ("a", "la", "recherche")
_OPENINGS: Final = _WISHES | _OF_OTHERS | {_IN_SEARCH[-1]}


def aimed_at(words: Sequence[str]) -> Collection[int]:
    """The places, up to the end of the clause, of the words that tell an aim."""
    found: set[int] = set()
    for place, word in enumerate(words):
        if word not in _OPENINGS or place in found:
            continue
        sought = tuple(words[max(place - 2, 0) : place + 1]) == _IN_SEARCH
        if not (sought or _begins_an_aim(word, words[place + 1 : place + 3])):
            continue
        end = place
        while end < len(words) and (words[end] not in BOUNDARIES):
            end += 1
        found.update(range(place, end))
    return found


def _begins_an_aim(word: str, following: Sequence[str]) -> bool:
    if word in _OF_OTHERS:
        return True
    if word not in _WISHES or not following:
        return False
    if word in _DIRECT:
        return True
    return following[0] in _TO and len(following) > 1 and following[1] in _NEXT
