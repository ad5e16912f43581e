"""What stands beside a list in a posting is about the employer; what stands in one is asked for, however numbered."""

from logic.posting.posting_skills import read_requirements

TALK = "You would sit next to our designer, Salome, and row across the Great Lakes with us."
LISTED = "What you bring\n- Three years of work with TypeScript"


def asked_for(text: str) -> set[str]:
    read = read_requirements(text)
    return {name.casefold() for name in (*read.required_skills, *read.preferred_skills)}


def test_names_of_people_and_places_beside_a_list_are_no_skills() -> None:
    assert asked_for(f"{TALK}\n\n{LISTED}") == {"typescript"}


def test_known_skills_beside_a_list_are_still_read() -> None:
    assert asked_for(f"Our services are written in Kotlin.\n\n{LISTED}") == {"kotlin", "typescript"}


def test_without_lists_running_text_is_all_there_is() -> None:
    assert "dentrix" in asked_for("Nurse\nHill Street\nFull time\n\nYou keep our records in Dentrix.")


def test_a_name_that_is_a_verb_here_is_none() -> None:
    assert "go" not in asked_for(f"Nobody here says Go to market.\n\n{LISTED}")


def test_items_in_brackets_with_letters_are_items() -> None:
    assert "drain cleaning" in asked_for("What you will do\n(a) Drain cleaning with machine and camera;\n(b) Re-piping")


def test_a_level_belongs_to_its_certificate() -> None:
    assert "cipd level 5" in asked_for("What you bring\n- CIPD Level 5 or higher")
