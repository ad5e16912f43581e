"""Which part of a posting asks for something, and which speaks of duties, of what is offered, or of strength."""

import pytest

from logic.posting.posting_sections import statements
from logic.posting.posting_skills import read_requirements


def weights(text: str) -> dict[str, str]:
    return {statement.text: statement.weight for statement in statements(text)}


@pytest.mark.parametrize(
    ("heading", "weight"),
    [
        ("Essential Functions", "open"),
        ("Physical Requirements", "aside"),
        ("What success takes", "required"),
        ("Cosa offriamo", "aside"),
        ("Wat vragen wij?", "required"),
        ("Wat bieden we?", "aside"),
        ("O que você vai fazer", "open"),
        ("Será um diferencial", "preferred"),
        ("Requisiti", "required"),
        ("Wymagania", "required"),
        ("Ce que nous proposons", "aside"),
        ("Das bringst du mit", "required"),
        ("Lo que harás", "open"),
    ],
)
def test_headings_weigh_what_stands_under_them(heading: str, weight: str) -> None:
    assert weights(f"{heading}:\n- xyzzy")["xyzzy"] == weight


def test_nothing_in_a_list_of_what_is_offered_is_asked_for() -> None:
    assert set(weights("We offer:\n- You must see our canteen\n- A bonus each quarter").values()) == {"aside"}


def test_what_is_offered_without_a_heading_is_known_by_its_words() -> None:
    assert weights("Free parking and 25 days' holiday.") == {"Free parking and 25 days' holiday.": "aside"}


def test_running_text_behind_a_list_is_no_part_of_it() -> None:
    text = "Desirable:\n- Kotlin\nOur recruiters read Docker Weekly and answer each letter within two working days."
    assert list(weights(text).values()) == ["preferred", "open"]


def test_a_list_without_marks_is_a_list() -> None:
    text = "REQUIREMENTS:\nEngine diagnostics\nOwn tools\nState inspection license a plus\n\nWE OFFER:\nSunday brunch"
    read = read_requirements(text)
    assert read.required_skills == ("Engine diagnostics", "Own tools")
    assert read.preferred_skills == ("State inspection license",)


def test_a_word_that_weighs_what_follows_leaves_what_stands_before() -> None:
    text = "Ihr Profil\n- Mindestens drei Jahre Erfahrung mit Kotlin, idealerweise Flink"
    read = read_requirements(text)
    assert (read.required_skills, read.preferred_skills, read.years) == (("Kotlin",), ("Flink",), 3)


def test_what_the_work_does_to_a_body_is_not_asked_for() -> None:
    assert set(weights("The job requires sitting and bending for long periods.").values()) == {"aside"}


@pytest.mark.parametrize("mark", ["・", "■ ", "➤ ", "✅ ", "🌷 ", "二、"])
def test_marks_of_lists_are_known(mark: str) -> None:
    assert [(each.text, each.is_item) for each in statements(f"Requisitos:\n{mark}Kafka")] == [("Kafka", True)]


def test_a_heading_may_be_the_beginning_of_what_is_asked_for() -> None:
    text = "KNOWLEDGE OF:\n- coordinate systems\n\nABILITY TO:\n- Communicate clearly"
    assert list(weights(text).values()) == ["required", "open"]


def test_a_single_thing_that_is_a_plus_leaves_the_list_required() -> None:
    text = "Requirements:\n- Java, SQL, Kotlin is a plus\n- Helm, Flink are a plus"
    read = read_requirements(text)
    assert (read.required_skills, read.preferred_skills) == (("Java", "SQL"), ("Kotlin", "Helm", "Flink"))


def test_only_the_first_sentence_behind_a_heading_on_its_line_is_a_list() -> None:
    found = list(statements("About you: Kafka, Redis. You like tea."))
    assert [(each.text, each.is_item) for each in found] == [("Kafka, Redis.", True), ("You like tea.", False)]


def test_pictures_mark_headings_and_items() -> None:
    text = "🎯 Tu misión\n- dibujar\n\n✅ Lo que buscamos\n🌷 Kafka\n🌷 Redis\n\n🎁 Tu mochila\n- pan"
    assert [(each.text, each.weight) for each in statements(text)] == [
        ("dibujar", "open"),
        ("Kafka", "required"),
        ("Redis", "required"),
        ("pan", "open"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "We are a busy salon looking for a stylist with 3 years' experience in colour correction.",
        "Wir sind ein Familienbetrieb und suchen jemanden mit 3 Jahren Erfahrung in Farbkorrektur.",
        "Somos una clínica y buscamos higienista con 3 años de experiencia en colorimetría dental.",
    ],
)
def test_whom_an_employer_seeks_is_said_behind_what_it_is(text: str) -> None:
    assert list(weights(text).values()) == ["aside", "required"]
    assert read_requirements(text).years == 3


def test_a_line_that_asks_for_years_is_no_heading() -> None:
    assert read_requirements("Two years post-qualification experience essential").years == 2
