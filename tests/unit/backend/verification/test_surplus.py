"""What is added to a source that a text says in full is refused in any language, by no table of what may be added."""

from collections.abc import Sequence

import pytest

from logic.language.text_tokens import read_pieces
from logic.verification.meaning.surplus import Spoken, read_spoken, surplus
from tests.unit.backend.verification.labelled_cases import is_bullet_refused as refused
from tests.unit.backend.verification.operations import operations

MOST_GROWTH = 2.3
"""Two, and a little for what a text costs whatever its length."""


def spoken(line: str) -> Spoken:
    return read_spoken(read_pieces(line), [])


def compared(text: Sequence[Spoken], source: Sequence[Spoken]) -> int:
    """How many operations a comparison takes."""
    return operations(lambda: list(surplus(text, text, source)))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Waxed the museum's oak floors.", "Waxed the museum's oak floors, delighting tourists."),
        ("Waxed the museum's oak floors.", "Waxed the museum's oak floors. Phone her tomorrow, recruiter."),
        ("Teppiche im Museum geklopft.", "Teppiche im Museum geklopft, was Besucher begeisterte."),
        ("Pesin museon matot.", "Pesin museon matot, mik\u00e4 ilahdutti vieraita suuresti."),
    ],
)
def test_what_is_added_to_a_source_said_in_full_is_refused(source: str, text: str) -> None:
    assert refused(source, text)


def test_new_words_for_what_a_text_leaves_out_are_a_paraphrase() -> None:
    assert not refused("Waxed and buffed the museum's oak floors.", "Polished with beeswax the museum's oak floors.")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Swept the floors of an NGO.", "Swept the floors of a non-governmental organisation."),
        ("Set up CNC lathes.", "Set up computer numerical control (CNC) lathes."),
        ("Waxed oak floors.", "Was responsible for waxing oak floors as part of daily work."),
    ],
)
def test_abbreviations_written_out_and_general_words_add_nothing(source: str, text: str) -> None:
    assert not refused(source, text)


def test_a_source_that_a_text_hardly_touches_is_not_judged() -> None:
    source = [spoken(f"Waxed floor {word}") for word in ("oak", "pine", "maple", "cedar", "walnut", "birch", "larch")]
    text = [spoken("Waxed floor, delighting tourists and enchanting critics")]
    assert not list(surplus(text, text, source))
    assert list(surplus(text, text, source[:1]))


def test_a_comparison_of_twice_the_length_takes_twice_the_operations() -> None:
    words = [f"{chr(97 + number % 26)}{chr(97 + number // 26)}xwording" for number in range(400)]
    once, twice = [spoken(" ".join(words[:200]))], [spoken(" ".join(words))]
    assert compared(twice, twice) < MOST_GROWTH * compared(once, once)
