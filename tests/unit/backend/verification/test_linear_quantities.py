"""A line of twice the length costs twice the operations and not four times: counted, because time depends on the day.

An operation is a bytecode of Python, or a comparison of a piece of the line, which C code makes without any bytecode.
"""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logic.language.text_tokens import Pieces, read_pieces
from logic.verification.quantities.bounds import ending_at, part_of_whole
from logic.verification.quantities.reader import read_quantities
from tests.unit.backend.verification.operations import operations

FRAGMENTS = (
    "12 and",
    "between 1 and 2",
    "two of the nine",
    "3 to 5 weeks",
    "by 5% to",
    "$5k",
    "up to 40 people",
    "at least 9 h",
    "nearly a",
    "led teams",
    "since May 2019",
    "a third of the",
    "nine",
    "€ $",
)
TIMES = 30
MOST_GROWTH = 2.2
"""Two, and a little for what a line costs whatever its length."""


class _Counted(str):
    """A piece that counts what it is compared with."""

    __slots__ = ()
    comparisons = 0

    def __eq__(self, other: object) -> bool:
        _Counted.comparisons += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def read_operations(line: str, read: Callable[[Pieces], object] = read_quantities) -> int:
    """How many it takes to read a line."""
    plain = read_pieces(line)
    pieces = Pieces(tuple(map(_Counted, plain.raw)), tuple(map(_Counted, plain.low)), "en", line)
    _Counted.comparisons = 0
    return operations(lambda: read(pieces)) + _Counted.comparisons


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=3))
def test_twice_the_line_costs_twice_the_read_operations(fragments: list[str]) -> None:
    line = f"{' '.join(fragments)} " * TIMES
    assert read_operations(line * 2) <= MOST_GROWTH * read_operations(line)


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_no_fragment_alone_costs_more(fragment: str) -> None:
    line = f"{fragment} " * TIMES
    assert read_operations(line * 2) <= MOST_GROWTH * read_operations(line)


def test_looking_through_all_quantities_for_each_would_be_seen() -> None:
    def quadratic(pieces: Pieces) -> None:
        found = read_quantities(pieces)
        for quantity in found:
            part_of_whole(pieces, quantity, ending_at(found))

    # Long enough for what is squared to outweigh what each quantity costs to read.
    line = "two of the nine " * (4 * TIMES)
    assert read_operations(line * 2, quadratic) > MOST_GROWTH * read_operations(line, quadratic)
