"""Years that a sentence of a posting asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logic.posting.required_years import MOST_YEARS, largest, required_years


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("5+ years of experience with Python", 5),
        ("5 or more years' experience", 5),
        ("at least three years in a similar role", 3),
        ("3-5 years of experience", 3),
        ("3 – 5 yrs warehouse exp", 3),  # noqa: RUF001 - a typed dash is the case
        ("three to five years of professional experience", 3),
        ("minimum of five (5) years of teaching", 5),
        ("over 5 years experience", 5),
        ("2.5 years of experience", 2.5),
        ("18 months' experience", 1.5),
        ("a year of experience", 1),
        ("5 years of experience, 2 years of them with Kafka", 5),
        ("5 years of experience, or 3 years with a master's degree", 3),
        ("You'll have spent four years in a busy garage", 4),
        ("经验要求:3-5年", 3),
        ("3 bis 5 Jahre Erfahrung", 3),
        ("eine mindestens dreijährige Berufserfahrung", 3),
        ("de 3 à 5 ans d'expérience", 3),
        ("entre 3 y 5 años de experiencia", 3),
        ("drie tot vijf jaar ervaring", 3),
        ("minst två års erfarenhet", 2),
        ("minimum 2 lata doświadczenia", 2),
        ("99 years of experience", MOST_YEARS),
    ],
)
def test_lower_bound_is_what_is_asked_for(sentence: str, years: float) -> None:
    assert required_years(sentence, is_requirement=False) == years


@pytest.mark.parametrize(
    "sentence",
    [
        "a ten-year-old company with experience in settlement",
        "founded 20 years ago by experienced people",
        "be at least 18 years of age, no experience needed",
        "over the last 5 years we have worked with many shops",
        "a 2 year contract, experience or not",
        "experience with 24/7 operations",
        "our experience since 2015",
        "0 years of experience",
        "",
    ],
)
def test_other_durations_are_not_experience(sentence: str) -> None:
    assert required_years(sentence, is_requirement=False) is None


def test_stated_requirement_need_not_speak_of_experience() -> None:
    assert required_years("5+ years with Kubernetes", is_requirement=True) == 5
    assert required_years("5+ years with Kubernetes", is_requirement=False) is None


def test_largest_of_several_sentences_counts() -> None:
    assert largest([None, 2.0, 5.0]) == 5.0
    assert largest([None]) == 0.0


@given(st.text(alphabet="0123456789 -+years.,()orto", max_size=80), st.booleans())
def test_years_stay_in_their_range(sentence: str, is_requirement: bool) -> None:
    years = required_years(sentence, is_requirement=is_requirement)
    assert years is None or 0 < years <= MOST_YEARS
