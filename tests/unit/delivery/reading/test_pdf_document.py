"""A PDF's text, as a person reads it; and that no PDF costs more than its refusal."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from delivery.reading.cv_text import cv_of_text
from delivery.reading.pdf_document import PdfDocumentError, pdf_text
from delivery.reading.pdf_reader import MOST_PAGES
from tests.unit.delivery.reading.pdf_documents import At, document, pdf

NAME = At(60, 780, "Ulla Brandes", size=20)
LONG = "Baked four hundred loaves of rye bread a day for three shops and"


def text_of(*pages: Sequence[At]) -> list[str]:
    return [line for line in pdf_text(pdf(*pages)).splitlines() if line]


def test_a_line_that_the_width_broke_is_whole_again_and_one_that_somebody_ended_is_not() -> None:
    page = [
        NAME,
        At(60, 700, f"• {LONG}"),
        At(68, 685, "the market"),
        At(60, 670, "• Trained apprentices"),
        At(60, 655, "• Cleaned the ovens"),
    ]
    assert text_of(page) == ["Ulla Brandes", f"• {LONG} the market", "• Trained apprentices", "• Cleaned the ovens"]


def test_a_title_above_its_employer_stays_a_line_of_its_own() -> None:
    page = [NAME, At(60, 700, "Head Baker"), At(60, 685, "Mill Lane Bakery, Graz"), At(60, 660, f"{LONG} its bakers.")]
    assert text_of(page)[1:3] == ["Head Baker", "Mill Lane Bakery, Graz"]


@pytest.mark.parametrize(
    ("end", "start", "whole"),
    [("of bread and pas-", "tries for", "pastries for"), ("of bread in a cross-", "country van", "cross-country van")],
)
def test_a_word_that_was_parted_is_one_again_and_a_hyphen_of_its_own_stays(end: str, start: str, whole: str) -> None:
    page = [NAME, At(60, 700, f"• Delivered four hundred loaves a day with a load {end}"), At(68, 685, start)]
    assert text_of(page)[1].endswith(whole)


def test_years_at_the_margin_belong_to_what_stands_in_their_row() -> None:
    page = [
        NAME,
        At(60, 700, "Head Baker, Mill Lane Bakery"),
        At(450, 700, "2019 – present"),  # noqa: RUF001
        At(60, 685, "• Kept the sourdough alive"),
    ]
    assert "Head Baker, Mill Lane Bakery\t2019 – present" in text_of(page)  # noqa: RUF001


def test_a_bullet_that_was_placed_alone_belongs_to_what_stands_beside_it() -> None:
    page = [NAME, At(60, 700, "•"), At(110, 700, "Kept the sourdough alive"), At(110, 660, "Graz")]
    assert "• Kept the sourdough alive" in text_of(page)


def test_the_largest_line_is_the_first_though_a_column_stands_before_it() -> None:
    column = [At(30, 800 - 14 * row, f"skill {row}", size=9) for row in range(6)]
    assert text_of([*column, At(300, 700, "Ulla Brandes", size=22), At(300, 670, "Baker of rye bread.")])[0] == (
        "Ulla Brandes"
    )


def test_page_numbers_and_what_each_page_repeats_is_no_line_of_the_cv() -> None:
    pages = [
        [At(60, 800, "Ulla Brandes"), At(60, 500, f"Page {number} text"), At(280, 20, f"Page {number} of 2")]
        for number in (1, 2)
    ]
    assert text_of(*pages) == ["Ulla Brandes", "Page 1 text", "Page 2 text"]


def test_a_cv_of_two_pages_is_read_into_its_fields() -> None:
    first = [
        NAME,
        At(60, 760, "Graz | ulla@example.com | +43 316 555123"),
        At(60, 720, "EXPERIENCE", size=13),
        At(60, 700, "Head Baker"),
        At(450, 700, "2019 – present"),  # noqa: RUF001
        At(60, 685, "Mill Lane Bakery, Graz"),
        At(60, 665, f"• {LONG}"),
        At(68, 650, "the market"),
        At(60, 635, "• Trained 3 apprentices"),
    ]
    second = [
        At(60, 780, "Baker, Oven & Sons, Jan 2015 – Dec 2018"),  # noqa: RUF001
        At(60, 765, "• Cleaned the ovens"),
        At(60, 720, "SKILLS", size=13),
        At(60, 700, "HACCP, rye bread"),
    ]
    cv = cv_of_text(pdf_text(pdf(first, second)))
    assert cv["contact_info"] == {
        "full_name": "Ulla Brandes",
        "email": "ulla@example.com",
        "phone": "+43 316 555123",
    }
    assert [tuple(position.values()) for position in cv["work_experience"]] == [
        (
            "Head Baker",
            "Mill Lane Bakery",
            "2019",
            "present",
            [f"{LONG} the market", "Trained 3 apprentices"],
        ),
        ("Baker", "Oven & Sons", "Jan 2015", "Dec 2018", ["Cleaned the ovens"]),
    ]
    assert [skill["skill_name"] for skill in cv["skills"]] == ["HACCP", "rye bread"]


ENCRYPTED = "/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 " + "".join(
    f"/{entry} <{'00' * 32}> " for entry in "OU"
)
LOOP = document([b"BT ET"], kids="2 0 R")
DEEP = document([b"BT ET"]).replace(b"/Type /Catalog", b"/Type /Catalog /Deep " + b"[" * 50_000 + b"]" * 50_000)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (document([b""]), "is a PDF without text, such as a scan"),
        (document([b"BT ET"], trailer=ENCRYPTED + ">> /ID [<00> <00>]"), "is an encrypted PDF"),
        (b"%PDF-1.7\nnothing of one", "is a damaged PDF"),
        (pdf([NAME])[:200], "is a damaged PDF"),
        (LOOP, "is a PDF without text, such as a scan"),
        (pdf(*[[NAME]] * (MOST_PAGES + 1)), f"is a PDF of more than {MOST_PAGES} pages"),
    ],
    ids=["a scan", "encrypted", "no PDF behind its mark", "cut off", "a tree in itself", "too many pages"],
)
def test_what_cannot_be_read_is_refused_in_a_line(content: bytes, line: str) -> None:
    with pytest.raises(PdfDocumentError) as refused:
        pdf_text(content)
    assert str(refused.value) == line


@pytest.mark.parametrize(
    "content",
    [document([b" " * 400_000_000 + b"BT ET"]), document([b"q " * 5_000_000]), DEEP],
    ids=["a bomb", "many signs", "deep"],
)
def test_a_pdf_that_costs_much_ends_within_its_limits(content: bytes) -> None:
    started = time.monotonic()
    with pytest.raises(PdfDocumentError) as refused:
        pdf_text(content, seconds=20)
    assert "\n" not in str(refused.value)
    assert time.monotonic() - started < 60


def test_reading_that_takes_too_long_is_ended() -> None:
    with pytest.raises(PdfDocumentError, match="takes too long or too much memory"):
        pdf_text(pdf([NAME]), seconds=0.001)
