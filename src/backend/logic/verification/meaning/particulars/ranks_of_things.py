"""The rank of a thing, exchanged: "the second employee" of who was the sixth one."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from logic.verification.meaning.surplus import Spoken
from logic.verification.quantities.number_words import ORDINALS

_RANKS: Final = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "3rd": 3, **ORDINALS}
_STEM: Final = 5
_SHORTEST: Final = 4


def exchanged_ranks(text: Sequence[Spoken], source: Sequence[Spoken]) -> Iterator[str]:
    """The ranks that a text gives to what its source ranks otherwise."""
    told = {ranked: word for line in text for ranked, word in _ranked(line)}
    if not told:
        return
    stated = {ranked for line in source for ranked, _ in _ranked(line)}
    for (rank, noun), word in told.items():
        if (rank, noun) not in stated and any(other == noun for _, other in stated):
            yield word


def _ranked(line: Spoken) -> Iterator[tuple[tuple[int, str], str]]:
    """Each rank and the beginning of the word behind it, with the rank as written."""
    for word, noun in pairwise(line.low):
        if word in _RANKS and noun.isalpha() and len(noun) >= _SHORTEST:
            yield (_RANKS[word], noun[:_STEM]), word
