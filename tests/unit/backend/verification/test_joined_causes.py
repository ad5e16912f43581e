"""A text may not make an effect of what its source tells of something else, in a sentence of its own."""

import pytest

from logic.verification.meaning.causes.joined_causes import joined
from logic.verification.meaning.clauses import read_clauses


@pytest.mark.parametrize(
    ("language", "source", "text", "link"),
    [
        ("en", "Waxed the floors. Slips fell.", "Made slips fall by waxing the floors", "by"),
        ("en", "Waxed the floors. Slips fell.", "Through waxed floors, slips fell", "through"),
        ("en", "Waxed the floors. Slips fell.", "Waxed the floors, reduced slips", "reduced"),
        ("pt", "Encerei o soalho. As quedas diminuíram.", "Diminuí as quedas ao encerar o soalho", "ao"),
        ("en", "Repainted the ward. Mood improved.", "Nurse whose repainted ward lifted mood", "lifted"),
        ("en", "Gave talks, set up by me. Visits up 9 %", "Gave talks, which pushed visits up 9 %", "pushed"),
        ("en", "Moved to steel trays. Waste 14 6", "Cut waste from 14 to 6 by moving to steel trays", "by"),
        ("en", "Wrote menus. Covers rose.", "Wrote menus, doubling covers", "doubling"),
        ("en", "Wrote a rota. Two juniors stayed.", "Kept two juniors by writing a rota", "by"),
    ],
)
def test_two_things_side_by_side_are_not_joined_as_cause_and_effect(
    language: str, source: str, text: str, link: str
) -> None:
    assert joined(read_clauses(text, language), read_clauses(source, language)) == link


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Cut slips by waxing the floors. Slips fell.", "Made slips fall by waxing the floors"),
        ("Waxed the floors. Reduced slips.", "Reduced slips by waxing the floors"),
        ("Waxed the floors. Slips fell.", "Waxed the floors while slips fell"),
        ("Waxed the floors. Slips fell.", "Floors shone by waxing"),
        ("Wrote a rota to keep juniors. Two juniors stayed.", "Kept two juniors by writing a rota"),
        ("Wrote a rota, kept two juniors.", "Kept two juniors by writing a rota"),
        ("Gave talks. Visits up 9 %", "Gave talks, and visits went up 9 %"),
    ],
)
def test_what_a_source_joins_or_the_person_did_and_other_joints_are_no_claim(source: str, text: str) -> None:
    assert joined(read_clauses(text, "en"), read_clauses(source, "en")) == ""
