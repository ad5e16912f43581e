"""Which line names a position, which its employer, and that no line of a position is lost."""

from __future__ import annotations

import pytest

from delivery.reading.cv_positions import positions_of
from delivery.reading.cv_text import cv_of_text

CARED = "Cared for 12 residents on the night shift."


def read(text: str) -> list[tuple[str, ...]]:
    lines = [line.strip() for line in text.splitlines()]
    return [
        (one["job_title"], one["company_name"], one["start_date"], one["end_date"], *one["description_bullets"])
        for one in positions_of(lines)
    ]


@pytest.mark.parametrize(
    "head",
    [
        "Night Nurse, Elm House, 2019 - 2023",
        "Night Nurse | Elm House | 2019 - 2023",
        "Night Nurse\nElm House, Leeds\n2019 - 2023",
        "Night Nurse\nElm House, Leeds\t2019 - 2023",
        "Night Nurse\t2019 - 2023\nElm House, Leeds",
        "2019 - 2023\nNight Nurse\nElm House, Leeds",
        "2019 - 2023\tNight Nurse\nElm House, Leeds",
        "Elm House, Leeds\nNight Nurse\t2019 - 2023",
        "Elm House, Leeds\t2019 - 2023\nNight Nurse",
        "Night Nurse at Elm House (2019 - 2023)",
        "Elm House, Leeds — Night Nurse (2019 - 2023)",
        "Night Nurse | Elm House | Leeds\n2019 - 2023",
        "Elm House\tLeeds\nNight Nurse\t2019 - 2023",
    ],
)
def test_title_and_employer_are_found_in_whatever_order_and_line(head: str) -> None:
    assert read(f"{head}\n- {CARED}") == [("Night Nurse", "Elm House", "2019", "2023", CARED)]


def test_a_title_with_a_comma_stays_whole_where_the_employer_stands_below() -> None:
    assert read(f"Staff Nurse, Theatres\t2019 - 2023\nSt Oswin's Hospital, Leeds\n- {CARED}") == [
        ("Staff Nurse, Theatres", "St Oswin's Hospital", "2019", "2023", CARED)
    ]


def test_lines_without_bullets_belong_to_the_position_above_them() -> None:
    text = f"""Night Nurse, Elm House, 2019 - 2023
        {CARED}
        Trained new staff

        Carer, Oak House, since 2016
        Drove the van"""
    assert read(text) == [
        ("Night Nurse", "Elm House", "2019", "2023", CARED, "Trained new staff"),
        ("Carer", "Oak House", "2016", "present", "Drove the van"),
    ]


def test_an_item_that_was_wrapped_is_one() -> None:
    assert read("Carer, Oak House, 2016 - 2019\n- Cooked for twelve residents and\nwashed up")[0][4:] == (
        "Cooked for twelve residents and washed up",
    )


def test_a_sentence_with_years_in_it_begins_no_position() -> None:
    sentence = "Have trained all new staff of the night shift since 2021."
    assert read(f"Carer, Oak House, 2016 - 2024\n{sentence}") == [("Carer", "Oak House", "2016", "2024", sentence)]


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("04/2019 – heute", "04/2019", "heute"),  # noqa: RUF001
        ("mars 2018 – aujourd’hui", "mars 2018", "aujourd’hui"),  # noqa: RUF001
        ("November 2016 - to date", "November 2016", "to date"),
        ("2019年4月〜現在", "2019年4月", "現在"),
        ("febrero 2020 - actualidad", "febrero 2020", "actualidad"),
        ("D’octobre 2014 à février 2019", "octobre 2014", "février 2019"),  # noqa: RUF001
        ("seit Mai 2020", "Mai 2020", "present"),
        ("01.02.2015 bis 30.06.2020", "01.02.2015", "30.06.2020"),
    ],
)
def test_periods_are_read_as_people_write_them(written: str, start: str, end: str) -> None:
    assert [one[2:4] for one in read(f"Carer, Oak House, {written}\n- {CARED}")] == [(start, end)]


def test_a_heading_in_capitals_spaced_or_joined_begins_its_section() -> None:
    text = f"""Lebenslauf
        Ada Example
        T E A C H I N G
        NURSING EXPERIENCE
        Carer, Oak House, 2016 - 2019
        - {CARED}
        S K I L L S
        first aid
        Education & Training
        Diploma, Oak College, 2015"""
    cv = cv_of_text(text)
    assert cv["contact_info"]["full_name"] == "Ada Example"
    assert [one["job_title"] for one in cv["work_experience"]] == ["Carer"]
    assert cv["skills"] == [{"skill_name": "first aid"}]
    assert [course["degree"] for course in cv["education"]] == ["Diploma"]


@pytest.mark.parametrize("employer", ["Elm House — Leeds, UK", "Quillfeather Works", "Meridian Homes Ltd, Leeds"])
def test_positions_under_one_employer_are_each_its_own(employer: str) -> None:
    text = f"{employer}\tMay 2015 - present\nSenior Nurse\t2019 - present\n- {CARED}\nNurse\t2015 - 2019\nWashed up."
    name = employer.partition(" — ")[0]
    assert read(text) == [
        ("Senior Nurse", name, "2019", "present", CARED),
        ("Nurse", name, "2015", "2019", "Washed up."),
    ]


def test_positions_without_lines_that_follow_each_other_stay_two() -> None:
    assert read("Nurse, Elm House\t2019 - 2023\nCarer, Oak House\t2015 - 2019") == [
        ("Nurse", "Elm House", "2019", "2023"),
        ("Carer", "Oak House", "2015", "2019"),
    ]


def test_a_place_beside_a_period_is_no_employer_where_the_line_above_names_one() -> None:
    assert read(f"Night Nurse, Elm House Partnership\n2019 – 2023 · Leeds\n- {CARED}") == [  # noqa: RUF001
        ("Night Nurse", "Elm House Partnership", "2019", "2023", CARED)
    ]


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("June '17 to date", "June '17", "date"),
        ("Aug. 2019 –", "Aug. 2019", "present"),  # noqa: RUF001
        ("Mars – août 2014", "août 2014", "août 2014"),  # noqa: RUF001
        ("[mrt. 2016 t/m heden]", "mrt. 2016", "heden"),
        ("seit Jänner 2020", "Jänner 2020", "present"),
        ("ene. 2019 – a la fecha", "ene. 2019", "a la fecha"),  # noqa: RUF001
        ("Dal 2020 ad oggi", "2020", "oggi"),
    ],
)
def test_periods_that_lack_a_part_or_a_year_are_read(written: str, start: str, end: str) -> None:
    assert read(f"Night Nurse, Elm House\n{written}\n- {CARED}") == [("Night Nurse", "Elm House", start, end, CARED)]
