"""A CV that is running text: what the service gets of it, and what the person is shown beforehand."""

import json
from pathlib import Path

import pytest

from delivery.reading.cv_text import cv_of_text
from delivery.reading.understanding import understood
from delivery.tailoring import read_cv
from localcloud.cli import CommandError
from tests.unit.delivery.reading.word_documents import word_document

CV = """Ulla Brandes
Graz | ulla@example.com | +43 316 555123 | linkedin.com/in/ulla-b

Summary
Baker of rye bread. Up at 3 a.m.

Experience
Head Baker, Oven & Sons, 2019 - present
- Baked 400 loaves a day
- Trained 3 apprentices
Baker | Mill Lane Bakery | Jan 2015 – Dec 2018
• Kept the sourdough alive

Education
Diploma in Baking, Baking School, 2014

Skills
HACCP, rye bread; sourdough

Languages
German, English
"""  # noqa: RUF001 - dashes that people type


@pytest.mark.parametrize("kind", ["text", "word"])
def test_a_cv_of_text_is_read_into_its_sections(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "cv"
    path.write_bytes(CV.encode() if kind == "text" else word_document(CV))
    cv = json.loads(read_cv(path))
    assert cv["contact_info"] == {
        "full_name": "Ulla Brandes",
        "email": "ulla@example.com",
        "phone": "+43 316 555123",
        "links": ["linkedin.com/in/ulla-b"],
    }
    assert cv["summary"] == "Baker of rye bread. Up at 3 a.m."
    assert [
        (each["job_title"], each["company_name"], each["start_date"], each["end_date"])
        for each in cv["work_experience"]
    ] == [("Head Baker", "Oven & Sons", "2019", "present"), ("Baker", "Mill Lane Bakery", "Jan 2015", "Dec 2018")]
    assert cv["work_experience"][0]["description_bullets"] == ["Baked 400 loaves a day", "Trained 3 apprentices"]
    assert [skill["skill_name"] for skill in cv["skills"]] == ["HACCP", "rye bread", "sourdough"]
    assert cv["education"] == [{"degree": "Diploma in Baking", "institution": "Baking School", "end_date": "2014"}]
    assert [language["name"] for language in cv["languages"]] == ["German", "English"]


def test_what_was_understood_is_two_lines(tmp_path: Path) -> None:
    (tmp_path / "cv.txt").write_text(CV, encoding="utf-8")
    cv = json.loads(read_cv(tmp_path / "cv.txt"))
    assert understood(cv, {"title": "Baker", "description": "You bake bread.", "required_skills": ["HACCP"]}) == [
        "CV: Ulla Brandes, 2 positions, 3 lines, 3 skills, 1 course",
        "posting: Baker, 3 words, 1 listed skill",
    ]


@pytest.mark.parametrize(
    ("cv", "job", "line"),
    [
        ({"work": True}, {}, "the CV cannot be read: full_name is missing or empty; work must be an object"),
        ({"name": "Ulla"}, {"title": ""}, "the posting cannot be read: title is missing or empty"),
    ],
)  # fmt: skip
def test_what_the_service_would_refuse_is_refused_before_it_is_sent(
    cv: dict[str, object], job: dict[str, object], line: str
) -> None:
    with pytest.raises(CommandError) as refused:
        understood(cv, job)
    assert str(refused.value) == line


def named(text: str) -> str:
    return str(cv_of_text(text)["contact_info"]["full_name"])


@pytest.mark.parametrize(
    "text",
    [
        "Hello,\n\nplease find my CV below.\n\nOrla Finnane-Walsh\nCook",
        "Contact\n12 Quay Street\norla@example.org\nInterests\nChess\nOrla Finnane-Walsh\nExperience\nCook",
        "Curriculum vitae of Orla Finnane-Walsh\nCook",
        "Orla Finnane-Walsh, RN, BSc\nNurse",
        "Nome e cognome       Orla Finnane-Walsh\nCook",
        "# Orla Finnane-Walsh\n**Cook** · Cork",
    ],
)
def test_a_name_is_found_after_greetings_addresses_and_labels(text: str) -> None:
    assert named(text) == "Orla Finnane-Walsh"


@pytest.mark.parametrize("text", ["Experience\nCook, Elm House, 2019 - 2020", "----\n====\n", "|||\n---|---", "\n\n"])
def test_a_text_without_a_name_has_none(text: str) -> None:
    assert named(text) == ""


@pytest.mark.parametrize(
    "heading",
    [
        "Berufliche Laufbahn\n===================",
        "## Erfahrung in der Pflege",
        "*** ERFAHRUNG ***",
        "**Meine Erfahrung**",
        "2. EMPLOYMENT RECORD",
        "ERFAHRUNG          ",
    ],
)
def test_a_heading_is_one_however_it_is_marked(heading: str) -> None:
    cv = cv_of_text(f"Orla Finnane\n\n{heading}\nNurse, Elm House, 2019 - 2020\n- Ran the **ward** with `care`.")
    (position,) = cv["work_experience"]
    assert (position["job_title"], position["company_name"]) == ("Nurse", "Elm House")
    assert position["description_bullets"] == ["Ran the ward with care."]


def test_what_stands_beside_a_heading_at_the_margin_is_under_it() -> None:
    cv = cv_of_text("Orla Finnane\n\nCOMPETENZE      Excel, SAP\n                contabilità\n\nLINGUE      Inglese")
    assert [skill["skill_name"] for skill in cv["skills"]] == ["Excel", "SAP", "contabilità"]
    assert [language["name"] for language in cv["languages"]] == ["Inglese"]


def test_a_table_and_kinds_of_skills_give_their_items() -> None:
    cv = cv_of_text("Orla Finnane\n\n## Skills\n| Python | SQL |\n|---|---|\n| Go |\nTools: Figma / Sketch")
    assert [skill["skill_name"] for skill in cv["skills"]] == ["Python", "SQL", "Go", "Figma", "Sketch"]


def test_signs_that_are_no_marks_stay() -> None:
    cv = cv_of_text("Orla Finnane\n\nSkills\nC*, snake_case_names, __init__.py files, 2*3*4, a[0](x y)")
    assert [s["skill_name"] for s in cv["skills"]] == [
        "C*",
        "snake_case_names",
        "__init__.py files",
        "2*3*4",
        "a[0](x y)",
    ]


@pytest.mark.parametrize("letters", ["A", "a.", "**a ", "[a](", "__a__b ", "Aa Bb "], ids=ascii)
def test_a_line_of_any_length_is_read(letters: str) -> None:
    """Looking for an address from each letter of a long word took a minute for 50 KB."""
    assert (
        cv_of_text("Orla Finnane\n" + letters * (200_000 // len(letters)))["contact_info"]["full_name"]
        == "Orla Finnane"
    )
