"""Licences, certificates and levels are named whole, in every language, and what merely mentions one is none."""

import pytest

from logic.posting.credentials import credentials
from logic.posting.posting_skills import read_requirements
from tests.unit.backend.verification.operations import operations


def named(text: str) -> list[str]:
    return [text[start:end] for start, end in credentials(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Category C+E licence and digital tacho card", ["Category C+E licence", "digital tacho card"]),
        ("CDL Class A with tanker endorsement", ["CDL Class A", "tanker endorsement"]),
        ("HACCP Level 2 or 3", ["HACCP Level 2 or 3"]),
        ("Level 3 Patisserie or equivalent", ["Level 3 Patisserie"]),
        ("NVQ Level 3 in Plumbing and Heating", ["NVQ Level 3 in Plumbing and Heating"]),
        ("a current RN license", ["RN license"]),
        ("TIG certification", ["TIG certification"]),
        ("Food hygiene certificate required", ["Food hygiene certificate"]),
        ("Postgraduate Certificate in Emergency Nursing", ["Postgraduate Certificate in Emergency Nursing"]),
        ("state pharmacist license in New Mexico", ["state pharmacist license"]),
        ("Registered Dental Hygienist in Wisconsin", ["Registered Dental Hygienist"]),
        ("BTS Comptabilité Gestion ou équivalent", ["BTS Comptabilité Gestion"]),
        ("Licenciatura em Enfermagem", ["Licenciatura em Enfermagem"]),
        ("CACES nacelle R486, habilitation électrique B1V", ["CACES nacelle R486", "habilitation électrique B1V"]),
        ("normes NF C 15-100 et EN ISO 9606-1", ["NF C 15-100", "EN ISO 9606-1"]),
        ("Führerschein der Klasse CE", ["Führerschein der Klasse CE"]),
        ("permis B exigé", ["permis B"]),
        ("Permiso de conducir B y vehículo", ["Permiso de conducir B"]),
        ("Patente C e CQC", ["Patente C"]),
        ("carta de condução, categoria B", ["carta de condução, categoria B"]),
        ("rijbewijs BE", ["rijbewijs BE"]),
        ("prawo jazdy kat. B", ["prawo jazdy kat. B"]),
    ],
)
def test_credentials_are_named_whole(text: str, names: list[str]) -> None:
    assert named(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "You will issue certificates and permits.",
        "a valid licence",
        "Permis et carnet",
        "We pay by card.",
        "Level 3 or 4",
    ],
)
def test_words_of_the_kind_alone_name_none(text: str) -> None:
    assert named(text) == []


def test_a_known_name_stands_for_its_certificate() -> None:
    assert read_requirements(
        "Requirements:\n- HACCP certificate\n- Counterbalance reach truck licence"
    ).required_skills == (
        "HACCP",
        "Counterbalance reach truck licence",
    )


@pytest.mark.parametrize(
    "fragment", ["licence ", "Level 3 ", "ISO 9001 ", "experience with ", "BTS ", "(HV) ", "- TIG\n"]
)
def test_twice_the_posting_costs_twice_the_operations(fragment: str) -> None:
    def cost(times: int) -> int:
        return operations(lambda: read_requirements(f"Requirements:\n{fragment * times}"))

    cost(1)  # what is read once for all postings
    assert cost(400) <= 2.4 * cost(200)
