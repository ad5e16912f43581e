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
    text = "Ihr Profil\n- Fließende Deutsch- und gute Englischkenntnisse in Wort und Schrift\n- Gute Linux-Kenntnisse"
    assert asked_for(text) == {"Deutsch", "Englisch", "Linux"}


def test_of_duties_that_no_table_knows_none_counts_where_much_is_stated() -> None:
    duties = "Funciones\n- Seguimiento de indicadores\n\nRequisitos\n"
    assert "Seguimiento de indicadores" in asked_for(duties + "- Python y Kafka para la empresa")
    assert "Seguimiento de indicadores" not in asked_for(duties + "\n".join(f"- {name}" for name in TOOLS[:10]))


def test_a_title_names_tools_and_the_rest_is_what_the_job_is_called() -> None:
    assert asked_for("Requisiti\n- Kafka, Redis", title="Addetto Contabilità (Python)") == {"Python", "Kafka", "Redis"}
    assert "infirmière" not in asked_for("Avec l'infirmière du soir.", title="Infirmière en EHPAD")


def test_a_lone_letter_tells_one_licence_from_another() -> None:
    assert asked_for("Profil\n- Permis C et Kafka") == {"permis C", "Kafka"}


def test_an_abbreviation_ends_no_sentence() -> None:
    assert asked_for("Wymagania:\n- Prawo jazdy kat. B") == {"Prawo jazdy kat. B"}


def test_capitals_that_begin_a_sentence_are_a_name() -> None:
    stated = "You know Kafka, Redis and Docker. HACCP records are part of the job."
    assert asked_for(stated) == {"Kafka", "Redis", "Docker", "HACCP"}


def test_subjects_of_a_degree_are_no_skills_but_the_licence_beside_it_is() -> None:
    text = "Requirements:\n- B.S. in Civil Engineering or Geology; PE license required\n- Read blueprints and GD&T"
    assert asked_for(text) == {"PE license", "blueprints", "GD&T"}
