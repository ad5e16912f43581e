"""A source of four times the lines costs a text four times the operations and not sixteen: a CV may have thousands."""

import pytest

from logic.verification.flexible_text import FactCheck
from tests.unit.backend.verification.operations import operations

LINES, TIMES = 40, 4
MOST_GROWTH = 5.0
"""Four, and a little: lines are read in portions."""

WORKS = ("Taught piano to beginners", "Moved the archive from Porto", "Led the night shift", "Opened a shop in spring")
ENDINGS = ("and violin to adults", "to Ghent before the audit", "with a team of {0} people", "used by {0} customers")


def source_of(lines: int) -> str:
    """Lines with deeds, places, numbers and times, each with words of its own."""
    return "\n".join(
        f"{WORKS[number % 4]} in hall {chr(97 + number % 26)}x{number // 26} {ENDINGS[number // 4 % 4].format(number)}"
        for number in range(lines)
    )


def checked(text: str, lines: int) -> int:
    source = source_of(lines)
    return operations(lambda: FactCheck(tools=[], employers=[]).violations(text, source=source, field="summary"))


@pytest.mark.parametrize(
    "text",
    [
        "Taught violin to beginners and led the night shift with a team of 7,411 people.",
        "Opened a shop in autumn, then moved the archive from Ghent to Porto.",
        "Led the night shift and taught piano to beginners.",
    ],
)
def test_four_times_the_source_costs_four_times_the_operations(text: str) -> None:
    checked(text, 1)  # what is made once for all texts
    assert checked(text, TIMES * LINES) <= MOST_GROWTH * checked(text, LINES)
