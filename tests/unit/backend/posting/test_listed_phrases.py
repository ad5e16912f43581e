"""What requirements name by their form in ten languages, and what they do not."""

import pytest

from logic.posting.listed_phrases import listed_names
from logic.posting.listing_words import ListingLanguage


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
        (
            "de",
            "Sicherer Umgang mit technischen Zeichnungen und Stücklisten",
            ["technischen Zeichnungen", "Stücklisten"],
        ),
        ("de", "Kenntnisse der Druckrichtlinie und der Hydraulik", ["Druckrichtlinie", "Hydraulik"]),
        ("fr", "Maîtrise du tissage, du cardage et de la teinture", ["tissage", "cardage", "teinture"]),
        ("fr", "Des notions de gestion des stocks sont un atout", ["gestion des stocks"]),
        ("es", "Formación en mediación y en violencia de género", ["mediación", "violencia de género"]),
        ("es", "Experiencia mínima de dos años en trabajo comunitario con familias", ["trabajo comunitario"]),
        (
            "it",
            "Autonomia nella taratura strumenti; gradita la spettrofotometria",
            ["taratura strumenti", "spettrofotometria"],
        ),
        ("pt", "Bons conhecimentos de estatística e de testes A/B", ["estatística", "testes A/B"]),
        ("nl", "Aantoonbare ervaring met leidinggeven in een magazijn", ["leidinggeven"]),
        ("nl", "Een geldig heftruckcertificaat", ["heftruckcertificaat"]),
        ("nl", "Je hebt rijbewijs CE en code 95", ["rijbewijs CE", "code 95"]),
        (
            "pl",
            "Bardzo dobra znajomość ustawy o rachunkowości oraz programu Symfonia",
            ["ustawy o rachunkowości", "Symfonia"],
        ),
        ("de", "Du kennst dich mit SPS-Steuerungen aus", ["SPS-Steuerungen"]),
        ("en", "Conflict resolution skills are a must", ["Conflict resolution"]),
        ("sv", "Kunskap om demens och vana av dokumentation i Treserva", ["demens", "dokumentation i Treserva"]),
        ("da", "Kendskab til bygningsreglementet og erfaring med Revit", ["bygningsreglementet", "Revit"]),
        ("en", "Accurate use of a tape measure, square and protractor", ["tape measure", "square", "protractor"]),
        ("en", "Proven experience of preparing management accounts in a factory", ["management accounts"]),
        ("en", "Dentrix (or Eaglesoft)", ["Dentrix", "Eaglesoft"]),
        ("de", "Ausbildung als Fachkraft für Lagerlogistik", ["Fachkraft für Lagerlogistik"]),
    ],
)
def test_items_name_skills(language: ListingLanguage, item: str, names: list[str]) -> None:
    assert list(listed_names(item, language=language)) == names


@pytest.mark.parametrize(
    ("language", "item"),
    [
        ("fr", "rigueur, esprit d'équipe, 3 ans d'expérience"),
        ("fr", "nous offrons des tickets-restaurant"),
        ("es", "ganas de aprender, 2 años de experiencia"),
        ("en", "Bachelor's degree in mathematics, industrial engineering or a similar field"),
        ("de", "Mehrjährige Erfahrung als Kellner oder Barkeeper"),
        ("de", "Bildungs- und Freude an der Zusammenarbeit mit Eltern"),
        ("de", "Bereitschaft zum Schicht- und Wochenenddienst"),
        ("pl", "samodzielność, gotowość do pracy zmianowej"),
        ("it", "serietà, puntualità, disponibilità ai turni"),
        ("pt", "dinamismo, gosto pelo trabalho em equipa, 2 anos de experiência"),
        ("nl", "flexibele houding, een teamspeler"),
        ("en", "A calm manner, flexibility, three years in a busy kitchen"),
        ("en", "Good customer manners: boot covers on, radio off"),
        ("de", "Teamfähigkeit, Schichtbereitschaft, mindestens 3 Jahre Berufserfahrung"),
    ],
)
def test_what_asks_for_a_character_or_for_years_names_none(language: ListingLanguage, item: str) -> None:
    assert list(listed_names(item, language=language)) == []


def test_in_a_sentence_only_what_is_led_to_is_named() -> None:
    sentence = "You speak Welsh to our guests and answer the telephone, and you know fermentation."
    assert list(listed_names(sentence, language="en", is_item=False)) == ["Welsh", "fermentation"]
