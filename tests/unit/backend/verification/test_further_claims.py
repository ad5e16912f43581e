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


@pytest.mark.parametrize(
    ("source", "text", "language"),
    [
        ("The guild I worked for won a design prize", "Won a design prize", "en"),
        ("Swept the barn.\nThe yard won a prize for its roof.", "Swept the prize-winning barn", "en"),
        ("My brother founded the mill; I drove the cart", "Founded the mill and drove the cart", "en"),
        ("Did chores set by the barn manager", "Headed the barn", "en"),
        ("Was the sixth tenant of the mill", "Was the second tenant of the mill", "en"),
        ("Ran a small forge", "Ran the leading forge in the shire", "en"),
        ("Led harp lessons for sailors", "Led harp lessons that sailors adored", "en"),
        ("Strebt den Abschluss als Gerber an", "Abschluss als Gerber", "de"),
        ("Guia de barcos em Tavira", "A guia de barcos mais procurada de Tavira", "pt"),
        ("No tengo carné de barco", "Tengo carné de barco", "es"),
    ],
)
def test_what_others_own_or_nobody_says_is_refused(source: str, text: str, language: str) -> None:
    assert refused(source, text, language=language)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Never late in four winters", "Always on time in four winters"),
        ("Preparing for the ferry captain's exam", "Preparing for the exam as ferry captain"),
        ("The guild I worked for won a design prize", "Worked for a guild that won a design prize"),
        ("Prepared profit and loss statements", "Prepared P&L statements"),
    ],
)
def test_denied_failures_named_winners_and_short_forms_are_accepted(source: str, text: str) -> None:
    assert not refused(source, text)


@pytest.mark.parametrize(
    ("source", "text", "language"),
    [
        (
            "Shod mules. Forged gates.",
            "Versatile, adaptable and resilient smith who forged gates and shod mules.",
            "en",
        ),
        ("Strich Boote.", "Motivierter Maler mit Freude am Umgang mit Menschen und einem Auge fürs Detail.", "de"),
        ("Peignait des bateaux.", "Peintre dynamique et rigoureux, doté d'un bon esprit d'équipe.", "fr"),
    ],
)
def test_manner_and_attitude_are_no_facts(source: str, text: str, language: str) -> None:
    assert not refused(source, text, language=language, field="summary")


@pytest.mark.parametrize(
    ("source", "text", "language"),
    [
        ("Hoping to be licensed as a pilot", "Licensed as a pilot", "en"),
        ("Was to steer the regatta, which was cancelled", "Steered the regatta", "en"),
        ("Bewarb sich um die Leitung der Werft", "Leitung der Werft", "de"),
        ("Ohne Abschluss im Fach Chemie", "Mit Abschluss im Fach Chemie", "de"),
        ("Esperaba abrir una librería", "Abrió una librería", "es"),
    ],
)
def test_what_was_hoped_for_is_not_told_as_done(source: str, text: str, language: str) -> None:
    assert refused(source, text, language=language)


def test_a_pilot_is_no_trial() -> None:
    assert not refused("Pilot of a river ferry", "River ferry pilot")
    assert not refused(
        "Criaba ovejas. Hacía queso.", "Ganadero y quesero con experiencia.", language="es", field="summary"
    )
