"""Years of experience, from dates as people write them."""

from datetime import date

import pytest

from logic.scoring.experience_years import latest_position, total_years
from models.master_cv import WorkExperience

TODAY = date(2026, 11, 20)


def position(start: str, end: str | None, title: str = "Clerk") -> WorkExperience:
    return WorkExperience(company_name="Larkspur", job_title=title, start_date=start, end_date=end)


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2020-01", "2020-12", 1.0),
        ("2018", "2020", 2.0),
        ("March 2019", "Feb 2020", 1.0),
        ("2025-12", None, 1.0),
        ("2025-12", "Present", 1.0),
        ("03/2019", "2020", 10 / 12),
        ("2020-01", "2031-01", 6 + 11 / 12),
        ("2021", "2019", 0.0),
        ("some time ago", "2020", 0.0),
        ("", None, 0.0),
    ],
)
def test_length_of_one_position(start: str, end: str | None, years: float) -> None:
    assert total_years([position(start, end)], today=TODAY) == pytest.approx(years)


def test_overlapping_positions_count_once() -> None:
    held = [position("2018-01", "2019-12"), position("2019-01", "2020-12"), position("2019-03", "2019-04")]
    assert total_years(held, today=TODAY) == 3.0


def test_nothing_is_no_experience() -> None:
    assert total_years([], today=TODAY) == 0
    assert latest_position([]) is None


def test_latest_position_is_the_one_still_held_wherever_it_is_listed() -> None:
    old, current, recent = position("2010", "2015"), position("2016", None, "Lead"), position("2018", "2024")
    assert latest_position([old, recent, current]) is current
    assert latest_position([old, recent]) is recent
