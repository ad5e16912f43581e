"""Licences, certificates and levels are named whole, in every language, and what merely mentions one is none."""

import time

import pytest

from logic.posting.credentials import credentials
from logic.posting.posting_skills import read_requirements


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


def test_time_is_linear_in_what_comes_before() -> None:
    started = time.process_time()
    named("licence " * 20_000 + "Level 3 " * 20_000 + "a" * 100_000 + "ISO 9" * 20_000)
    assert time.process_time() - started < 5
