"""A number that a text takes from one line of its source and gives to what another line speaks of.

"Catalogued 400 maps" and "repaired globes" made "repaired 400 globes": the one line that has the number says what it
counts, says nothing of what the text counts by it, and another line does. Words that no line has may be other names for
what was counted, and move nothing.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from logic.language.text_tokens import Pieces
from logic.verification.meaning.marks import BY_SIGN
from logic.verification.meaning.surplus import Known, Spoken
from logic.verification.quantities.quantity import Quantity
from logic.verification.swapped_counts import Labels

_PLAIN: Final = frozenset({"number", "team_size"})
_SHORTEST: Final = 4
_FEWEST: Final = 2
_GENERAL: Final = frozenset({"people", "person", "staff", "time", "year", "member", "colleague", "employee"})


def moved_counts(
    pieces: Pieces, quantities: Sequence[Quantity], labels: Sequence[Labels], spoken: Sequence[Spoken]
) -> Iterator[str]:
    """The numbers of a text's line that count what another line of its source than theirs speaks of."""
    if len(labels) < _FEWEST or pieces.language in BY_SIGN:
        return
    known: list[Known] = []
    for quantity in quantities:
        counted = [word for word in quantity.counted if len(word) >= _SHORTEST and word.isalpha()]
        if quantity.key[0] not in _PLAIN or not counted or not _GENERAL.isdisjoint(counted):
            continue
        own = [place for place, line in enumerate(labels) if quantity.key[-1] in line]
        if len(own) != 1 or not labels[own[0]][quantity.key[-1]]:
            continue
        known = known or [Known([line]) for line in spoken]
        if any(known[own[0]].has(word) for word in counted):
            continue
        if all(any(line.has(word) for line in known) for word in counted):
            yield quantity.written
