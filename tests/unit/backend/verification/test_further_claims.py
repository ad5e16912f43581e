"""Claims that single words hide: how often, which rank, led or wrote notes, wanted or did, with or without."""

import pytest

from tests.unit.backend.verification.labelled_cases import LabelledCase, is_refused


def refused(source: str, text: str, *, language: str = "en", field: str = "bullet") -> bool:
    in_bullet = field == "bullet"
    return is_refused(
        LabelledCase(language=language, kind="", field="bullet" if in_bullet else "summary", source=source, text=text)
    )


@pytest.mark.parametrize(
    ("source", "text", "language"),
    [
        ("Rowed 40 miles a week carrying post", "Rowed 40 miles a day carrying post", "en"),
        ("Read aloud to fourth-grade classes", "Read aloud to seventh-grade classes", "en"),
        ("Runner-up for apprentice of the year", "Named apprentice of the year", "en"),
        ("Poured tea at council meetings", "Presided over council meetings", "en"),
        ("Junior member of the bell crew", "Key member of the bell crew", "en"),
        ("Rang tenants each week", "Improved tenant satisfaction by ringing each week", "en"),
        ("Interviewed for the post of verger", "Held the post of verger", "en"),
        ("Began a course in botany but left after a year", "Completed a course in botany", "en"),
        ("Mein Chef plante den Turm, ich bestellte den Kalk", "Plante den Turm und bestellte den Kalk", "de"),
        ("Devait ouvrir une forge à Metz", "A ouvert une forge à Metz", "fr"),
        ("Quería abrir una fragua", "Abrí una fragua", "es"),
        ("Planeou a abertura de uma forja", "Abriu uma forja", "pt"),
        ("無事故で3年間渡し船を担当", "事故を起こしつつ3年間渡し船を担当", "ja"),
    ],
)
def test_what_the_source_does_not_say_is_refused(source: str, text: str, language: str) -> None:
    assert refused(source, text, language=language)


@pytest.mark.parametrize(
    ("source", "text", "language"),
    [
        ("Did not miss a single tide", "Met every tide", "en"),
        ("Worked without accidents for three years", "Three accident-free years", "en"),
        ("Improved the recipe for rye bread", "Improved the rye bread recipe", "en"),
        ("Kalk geordert", "Kalk bestellt", "de"),
        (
            "Plante Touren für 10 Fahrer\nBestellte Ersatzteile",
            "Tourenplanung für zehn Fahrer und Bestellung von Ersatzteilen",
            "de",
        ),
        ("無事故で3年間渡し船を担当", "3年間、無事故で渡し船を担当", "ja"),
    ],
)
def test_other_words_for_the_same_are_accepted(source: str, text: str, language: str) -> None:
    assert not refused(source, text, language=language)


@pytest.mark.parametrize(
    ("source", "text", "language"),
    [
        ("Soins aux chevaux. Accueil des cavaliers.", "Soigneur expérimenté, à l'aise avec les cavaliers.", "fr"),
        ("Conducía carros. Cuidaba mulas.", "Conductor responsable y con experiencia en el cuidado de mulas.", "es"),
    ],
)
def test_a_summary_may_call_its_person_experienced_or_responsible(source: str, text: str, language: str) -> None:
    assert not refused(source, text, language=language, field="summary")
