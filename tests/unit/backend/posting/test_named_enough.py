"""A posting that states many requirements has named all; its title is no requirement, and what must not be is none."""

from logic.posting.posting_skills import NAMES_ALL, read_requirements

DUTIES = "Your duties\n- You help with the year-end audit in Tableau\n\nRequirements\n"
TOOLS = ("Python", "Java", "Kotlin", "Docker", "Kafka", "Redis", "Linux", "Git", "Terraform", "Ansible", "SQL", "Scala")


def asked_for(text: str, *, title: str = "") -> set[str]:
    read = read_requirements(text, title=title)
    return {*read.required_skills, *read.preferred_skills}


def test_ordinary_nouns_of_duties_count_until_the_list_names_all() -> None:
    few = DUTIES + "\n".join(f"- {name}" for name in TOOLS[:3])
    many = DUTIES + "\n".join(f"- {name}" for name in TOOLS[:NAMES_ALL])
    assert {"audit", "Tableau"} <= asked_for(few)
    assert {"audit", "Tableau"} & asked_for(many) == {"Tableau"}


def test_what_the_job_is_called_is_no_skill() -> None:
    text = "Requirements\n- Registered Nurse with current NMC registration"
    assert asked_for(text, title="Registered Nurse - nights") == {"NMC registration"}


def test_what_must_not_be_there_is_not_asked_for() -> None:
    assert asked_for("Requirements\n- No more than 6 points; no DR or IN endorsements") == set()


def test_languages_that_german_joins_to_knowledge_are_named_alone() -> None:
    text = "Ihr Profil\n- Fließende Deutsch- und gute Englischkenntnisse in Wort und Schrift"
    assert asked_for(text) == {"Deutsch", "Englisch"}
