"""What two neighbouring numbers are of each other: the ends of a span, single years, or where a change began and ended.

A text may not make a span of single years ("from 2018 to 2020" of "the winters of 2018 and 2020"), nor the end of a
change its size ("by eight days" of "from ten to eight days").
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from logic.language.text_tokens import Pieces
from logic.verification.quantities.bounds import BETWEEN, is_change_by
from logic.verification.quantities.derivations import written_number
from logic.verification.quantities.quantity import Quantity

Years = tuple[int, int]

_TO: Final = frozenset(["to", "-", "until", "till", "through", "bis", "a", "al", "au", "hasta", "ate", "tot", "do"])
_LISTING: Final = frozenset([",", "and", "&", "und", "et", "y", "e", "en", "i", "oraz", "+", "og", "och"])


def years_listed(stated: Sequence[Quantity], pieces: Pieces) -> frozenset[Years]:
    """The first and the last of years that are told one by one, and are not one after the other."""
    found: set[Years] = set()
    listed: list[int] = []
    if not BETWEEN.isdisjoint(pieces.low):
        return frozenset()
    for first, second in pairwise(stated):
        years = _years(first, second)
        if years is None or not _is_joined(pieces, first, second, _LISTING):
            listed = []
            continue
        listed = [*listed, years[1]] if listed else [*years]
        if any(later - earlier != 1 for earlier, later in pairwise(sorted(listed))):
            found.add((min(listed), max(listed)))
    return frozenset(found)


def years_spanned(stated: Sequence[Quantity], pieces: Pieces) -> frozenset[Years]:
    """Each year and the one up to which it lasts."""
    return frozenset(
        years
        for first, second in pairwise(stated)
        if (years := _years(first, second)) is not None and _is_joined(pieces, first, second, _TO)
    )


def sizes(stated: Sequence[Quantity], pieces: Pieces) -> Iterator[object]:
    """The numbers by which something changes."""
    return (
        number
        for quantity in stated
        if quantity.rule != "percentage" and is_change_by(pieces, quantity)
        if (number := written_number(pieces, quantity)) is not None
    )


def taken_for_sizes(
    told: Iterable[object], changes: Iterable[tuple[object, object]], stated: Iterable[object]
) -> Iterator[object]:
    """The numbers of `told` that are ends of a source's changes, and the size of none."""
    pairs = [pair for pair in changes if all(isinstance(number, int) for number in pair)]
    ends = {number for pair in pairs for number in pair}
    by = {abs(int(str(first)) - int(str(second))) for first, second in pairs} | set(stated)
    return (number for number in told if number in ends and number not in by)


def _years(first: Quantity, second: Quantity) -> Years | None:
    if (first.key[0], second.key[0]) != ("date", "date"):
        return None
    begin, end = first.key[1], second.key[1]
    return (begin, end) if isinstance(begin, int) and isinstance(end, int) else None


def _is_joined(pieces: Pieces, first: Quantity, second: Quantity, joints: frozenset[str]) -> bool:
    gap = pieces.low[first.end : second.start]
    return bool(gap) and joints.issuperset(gap)
