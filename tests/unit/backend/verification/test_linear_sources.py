"""A source of four times the lines costs a text four times the operations and not sixteen: a CV may have thousands."""

import pytest

from logic.verification.flexible_text import FactCheck
from tests.unit.backend.verification.operations import operations

LINES, TIMES = 40, 4
MOST_GROWTH = 5.0
"""Four, and a little: lines are read in portions."""

WORKS = ("Taught piano to beginners", "Moved the archive from Porto", "Led the night shift", "Opened a shop in spring")
ENDINGS = ("and violin to adults", "to Ghent before the audit", "with a team of {0} people", "used by {0} customers")
HELD_BACK = (
    "Worked with a partner who recovered assets of {0} million for fund {1}",
    "Hoped to open a bakery in Leeds with oven {1}",
    "No welding of pressure vessels in hall {1}",
    "Planned to introduce a barcode system in depot {1}",
    "Managed the depot in York until 2018 from office {1}",
)


def source_of(lines: int) -> str:
    """Lines with deeds, places, numbers and times, each with words of its own."""
    return "\n".join(
        f"{WORKS[number % 4]} in hall {chr(97 + number % 26)}x{number // 26} {ENDINGS[number // 4 % 4].format(number)}"
        for number in range(lines)
    )


def held_back(line: str, lines: int) -> str:
    """Lines that tell of others, of hopes, of what was not done or has ended."""
    return "\n".join(line.format(number, f"{chr(97 + number % 26)}x{number // 26}") for number in range(lines))


def checked(text: str, lines: int) -> int:
    return operations_on(text, source_of(lines))


def operations_on(text: str, source: str) -> int:
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


@pytest.mark.parametrize(
    ("line", "text"),
    list(
        zip(
            HELD_BACK,
            (
                "Recovered assets of many million for the fund.",
                "Opened a bakery in Leeds.",
                "Welding of pressure vessels.",
                "Introduced a barcode system in depots.",
                "Manages the depot in York.",
            ),
            strict=True,
        )
    ),
)
def test_so_do_lines_that_tell_of_others_or_of_what_was_not_done(line: str, text: str) -> None:
    operations_on(text, held_back(line, 1))
    assert operations_on(text, held_back(line, TIMES * LINES)) <= MOST_GROWTH * operations_on(
        text, held_back(line, LINES)
    )
