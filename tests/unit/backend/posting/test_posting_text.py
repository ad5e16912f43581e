"""Postings that came as HTML, or in a script without spaces."""

import pytest

from logic.posting.posting_skills import read_requirements
from logic.posting.posting_text import plain_text, spaced
from logic.posting.required_years import required_years

PAGE = """<html><head><title>T</title><style>.a{color:red}</style></head><body><!-- Perl -->
<h2>Requirements</h2><ul><li>SQL &amp; <b>Python</b></li><li>ACLS required</li></ul><script>var Java = 1</script>
<p>Nice to have: Kafka</p></body></html>"""


def test_markup_is_no_text() -> None:
    assert plain_text(PAGE) == "## Requirements\n- SQL & Python\n- ACLS required\nNice to have: Kafka"


def test_skills_of_a_page_are_those_of_its_text() -> None:
    read = read_requirements(PAGE)
    assert (read.required_skills, read.preferred_skills) == (("SQL", "Python", "ACLS"), ("Kafka",))


@pytest.mark.parametrize("text", ["a < b > c", "if x <y", "Vec<u8> & more", "A & B", ""])
def test_text_without_markup_stays(text: str) -> None:
    assert plain_text(text) == text


def test_scripts_that_meet_are_put_apart() -> None:
    assert spaced("熟练掌握SQL和Python3编程") == "熟练掌握 SQL 和 Python3 编程"


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("Mindestens drei Jahre Berufserfahrung", 3),
        ("5 Jahre Erfahrung im Einkauf", 5),
        ("au moins 3 ans d'expérience", 3),
        ("Cinq années d'expérience exigées", 5),
        ("Al menos dos años de experiencia", 2),
        ("三年以上数据分析经验", 3),
        ("5年以上开发经验", 5),
        ("十年以上管理经验", 10),
        ("three-plus years of experience", 3),
        ("3+ yrs experience", 3),
        ("seit 20 Jahren am Markt", None),
        ("公司成立十年", None),
    ],
)
def test_years_are_read_in_other_languages(sentence: str, years: float | None) -> None:
    assert required_years(sentence, is_requirement=False) == years


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("Ihr Profil\n- Umgang mit DATEV\n- Ausbildung als Zerspanungsmechaniker", {"DATEV", "Zerspanungsmechaniker"}),
        ("Votre profil\n- Conduite de projet et permis B", {"conduite de projet", "permis B"}),
        ("Requisitos\n- Conocimiento de Incoterms y gestión de aduanas", {"Incoterms", "gestión de aduanas"}),
        ("任职要求\n1. 精通示波器的使用，熟悉Git", {"示波器", "Git"}),  # noqa: RUF001 - as it is written
        ("Your duties\n- Keep notes in Dentrix\n- Do root planing", {"Dentrix", "root planing"}),
    ],
)  # fmt: skip
def test_skills_that_no_table_knows_are_given_away_by_their_form(text: str, skills: set[str]) -> None:
    read = read_requirements(text)
    assert skills <= {*read.required_skills, *read.preferred_skills}


def test_what_is_said_of_the_employer_or_not_needed_is_no_skill() -> None:
    read = read_requirements("About us\nAcorn runs on Perl and Kafka.\n\nWe need\nYou do not need Rust. You know SQL.")
    assert read.required_skills == ("SQL",)
