"""Style preferences: each changes how a line sounds, and none what it says."""

import pytest

from logic.writing.wording import CONTRACTIONS, finish, inside_sentence, tidy, word_line
from models.request import FormalityLevel, StylePreferences, Tone


def line(
    *parts: str, tone: Tone = "professional", formality: FormalityLevel = "medium", technologies: tuple[str, ...] = ()
) -> str:
    preferences = StylePreferences(tone=tone, formality_level=formality)
    return word_line(parts, preferences=preferences, technologies=technologies)


@pytest.mark.parametrize(
    ("source", "tone", "expected"),
    [
        ("Led a team of 4", "professional", "Led a team of 4."),
        ("I led a team of 4", "professional", "Led a team of 4."),
        ("Led a team of 4", "conversational", "I led a team of 4."),
        ("I led a team of 4", "conversational", "I led a team of 4."),
        ("Larkspur's first hire", "conversational", "Larkspur's first hire."),
        ("Led a team of 4", "technical", "Python: Led a team of 4."),
    ],
)
def test_tone(source: str, tone: Tone, expected: str) -> None:
    assert line(source, tone=tone, technologies=("Python",)) == expected


@pytest.mark.parametrize(
    ("source", "formality", "expected"),
    [
        ("Didn't stop; I'm proud", "high", "Did not stop; I am proud."),
        ("Didn’t stop", "high", "Did not stop."),  # noqa: RUF001 - the typographic apostrophe is the case
        ("Didn't stop", "medium", "Didn't stop."),
        ("Did not stop.", "low", "Didn't stop"),
        ("Cannot stop", "low", "Can't stop"),
        ("Really?", "high", "Really?"),
        ("", "high", ""),
    ],
)
def test_formality(source: str, formality: FormalityLevel, expected: str) -> None:
    assert finish(source, formality=formality) == expected


def test_contractions_are_undone_by_the_opposite_formality() -> None:
    for short, long in CONTRACTIONS:
        assert finish(f"We {short} x", formality="high") == f"We {long} x."
        assert finish(f"We {long} x.", formality="low") == f"We {short} x"


def test_two_lines_become_one_sentence() -> None:
    assert line("Cut costs by 5%.", " • Built the API") == "Cut costs by 5%; built the API."
    assert line("Cut costs", "Larkspur Award winner") == "Cut costs; Larkspur Award winner."


@pytest.mark.parametrize("marker", ["- ", "* ", "• ", "– "])  # noqa: RUF001 - people type dashes as list markers
def test_list_markers_are_dropped(marker: str) -> None:
    assert line(f"{marker}Built the API") == "Built the API."


@pytest.mark.parametrize(
    ("source", "tidied"),
    [
        ("hard working , reliable,  own car", "Hard working, reliable, own car"),
        ("pytest suites", "pytest suites"),
        ("npm packages", "npm packages"),
        ("iOS apps", "iOS apps"),
        ("forklift driving", "Forklift driving"),
        (".NET services", ".NET services"),
        ("-25 C in the freezer", "-25 C in the freezer"),
        ("", ""),
    ],
)
def test_text_is_tidied_without_touching_names(source: str, tidied: str) -> None:
    assert tidy(source) == tidied


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Wound care", "wound care"),
        ("Triage", "triage"),
        ("Stock Control", "stock control"),
        ("VAT returns", "VAT returns"),
        ("MIG Welding", "MIG welding"),
        ("Python", "Python"),
        ("AWS Lambda", "AWS Lambda"),
        ("HACCP", "HACCP"),
    ],
)
def test_common_nouns_lose_the_capital_of_their_list_inside_a_sentence(name: str, inside: str) -> None:
    assert inside_sentence(name) == inside
