"""What the items of a requirement list name in French, Spanish and German, and what they do not."""

import pytest

from logic.posting.listed_phrases import listed_names
from logic.posting.named_in_passing import Language


@pytest.mark.parametrize(
    ("language", "item", "names"),
    [
        ("fr", "CAP menuisier, lecture de plans, permis B exigé", ["CAP menuisier", "lecture de plans", "permis B"]),
        ("fr", "Expérience en gériatrie", ["gériatrie"]),
        ("es", "Carné de gases fluorados, conocimientos de hidráulica", ["Carné de gases fluorados", "hidráulica"]),
        (
            "de",
            "Staplerschein, Erfahrung mit SAP EWM und Ladungssicherung",
            ["Staplerschein", "SAP EWM", "Ladungssicherung"],
        ),
        ("de", "Ausbildung als Fachkraft für Lagerlogistik", ["Fachkraft für Lagerlogistik"]),
    ],
)
def test_items_name_skills(language: Language, item: str, names: list[str]) -> None:
    assert list(listed_names(item, language=language)) == names


@pytest.mark.parametrize(
    ("language", "item"),
    [
        ("fr", "rigueur, esprit d'équipe, 3 ans d'expérience"),
        ("fr", "nous offrons des tickets-restaurant"),
        ("es", "ganas de aprender, 2 años de experiencia"),
        ("de", "Teamfähigkeit, Schichtbereitschaft, mindestens 3 Jahre Berufserfahrung"),
    ],
)
def test_what_asks_for_a_character_or_for_years_names_none(language: Language, item: str) -> None:
    assert list(listed_names(item, language=language)) == []
