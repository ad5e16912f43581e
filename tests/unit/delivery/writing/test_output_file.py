"""A tailored CV in each format, and back again."""

import json
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from delivery.reading.document_file import read_document
from delivery.tailoring import read_cv
from delivery.writing.comparison_page import comparison_page
from delivery.writing.output_file import FORMATS, check_writable, write
from delivery.writing.word_file import word_file
from localcloud.cli import CommandError
from models.records.cv_record import parse_cv
from models.records.cv_record import read_cv as master_cv
from tests.unit.backend.planted_cloud import SAMPLES, sample

DATA: dict[str, Any] = json.loads((SAMPLES / "response.json").read_text(encoding="utf-8"))["data"]
MARKUP = '<script>alert("x")</script> & <b>'


def test_json_resume_comes_back_with_every_fact(tmp_path: Path) -> None:
    write(tmp_path / "cv.json", sample("cv"), DATA, force=False)
    back, tailored = parse_cv(read_cv(tmp_path / "cv.json")), DATA["tailored_cv"]
    original = master_cv(sample("cv"))
    assert (back.contact_info, back.education) == (original.contact_info, original.education)
    assert back.summary == tailored["executive_summary"]
    assert [
        (each.company_name, each.job_title, each.start_date, each.end_date, each.location, each.description_bullets)
        for each in back.work_experience
    ] == [
        (
            each["company_name"],
            each["job_title"],
            each["start_date"],
            each["end_date"],
            each["location"],
            each["description_bullets"],
        )
        for each in tailored["work_experience"]
    ]
    assert [skill.skill_name for skill in back.skills] == [skill["skill_name"] for skill in tailored["skills"]]
    assert [item.name for item in back.certifications] == [item["name"] for item in tailored["certifications"]]


def test_sections_that_not_every_cv_has_come_back(tmp_path: Path) -> None:
    sections = {
        "languages": [{"name": "Romanian", "proficiency_level": "native"}],
        "projects": [{"name": "Big top", "description": "A tent.", "highlights": ["900 m2"]}],
        "publications": [{"name": "On cloth", "publisher": "Thread", "published": "2014"}],
        "awards": [{"title": "Best seam", "awarder": "Guild", "awarded": "2014"}],
        "volunteering": [{"organization": "Flood Watch", "role": "Warden", "highlights": ["Sandbags"]}],
    }
    write(tmp_path / "cv.json", {}, {**DATA, "tailored_cv": {**DATA["tailored_cv"], **sections}}, force=False)
    back = parse_cv(read_cv(tmp_path / "cv.json")).model_dump(exclude_unset=True)
    assert {name: back[name] for name in sections} == sections


def test_word_document_comes_back_as_its_text(tmp_path: Path) -> None:
    write(tmp_path / "cv.docx", sample("cv"), DATA, force=False)
    text = read_document(tmp_path / "cv.docx").text
    tailored = DATA["tailored_cv"]
    for line in [
        tailored["contact_info"]["full_name"],
        tailored["executive_summary"],
        *(line for position in tailored["work_experience"] for line in position["description_bullets"]),
    ]:
        assert line in text, line
    assert zipfile.ZipFile(tmp_path / "cv.docx").testzip() is None


def test_a_cv_that_was_written_as_a_word_document_is_read_as_one(tmp_path: Path) -> None:
    write(tmp_path / "cv.docx", sample("cv"), DATA, force=False)
    back = parse_cv(read_cv(tmp_path / "cv.docx"))
    assert back.contact_info.full_name == DATA["tailored_cv"]["contact_info"]["full_name"]
    assert len(back.skills) >= len(DATA["tailored_cv"]["skills"])


def test_the_same_text_gives_the_same_bytes() -> None:
    assert word_file("# A\n\n- b \\* \x00") == word_file("# A\n\n- b \\* \x00")


class Tags(HTMLParser):
    """Which tags a page has, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not {name for name, _ in attrs} & {"href", "src", "onload", "onclick"}
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_shows_before_and_after_and_takes_no_text_for_markup() -> None:
    tailored = json.loads(json.dumps(DATA["tailored_cv"]))
    position = tailored["work_experience"][0]
    position["original_bullets"][0] = position["description_bullets"][0] = MARKUP
    tailored["contact_info"]["full_name"] = MARKUP
    page = Tags()
    page.feed(comparison_page({"summary": MARKUP}, {**DATA, "tailored_cv": tailored}))
    assert "script" not in page.tags
    assert "b" not in page.tags
    assert page.text.count(MARKUP) >= 3
    assert "before" in page.text


@pytest.mark.parametrize("suffix", FORMATS[1:])
def test_somebody_elses_file_is_not_written_over(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"cv{suffix}"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(CommandError):
        write(path, sample("cv"), DATA, force=False)
    assert path.read_text(encoding="utf-8") == "mine"
    write(path, sample("cv"), DATA, force=True)
    assert path.read_bytes() != b"mine"


def test_an_ending_that_names_no_format_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="names no format"):
        check_writable(tmp_path / "cv.pdf", force=False)
