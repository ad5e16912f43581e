"""Deeds of others, moves and changes: what a text has of its source word for word, and still turns round."""

import pytest

from tests.unit.backend.verification.labelled_cases import LabelledCase, is_refused

DEEDS_OF_OTHERS = [
    ("en", "Drew the site plans; surveying by a contractor", "Drew the site plans and did the surveying"),
    ("en", "Wrote the leaflets; printed and distributed by the council", "Wrote, printed and distributed the leaflets"),
    ("de", "Entwurf der Speisekarte; Übersetzung durch eine Agentur", "Entwurf und Übersetzung der Speisekarte"),
    ("fr", "Tri des dossiers ; archivage par le secrétariat", "Tri et archivage des dossiers"),
    ("es", "Redacté las actas; traducidas por una agencia", "Redacté las actas traducidas"),
    ("pt", "Preparei as amostras; análise pelo laboratório", "Preparei as amostras e fiz a análise"),
    ("nl", "Planten gekweekt; verkoop door de coöperatie", "Planten gekweekt en verkoop gedaan"),
]
OWN_DEEDS = [
    ("en", "Drew the site plans; surveying by a contractor", "Site plans drawn, with surveying by a contractor"),
    ("en", "Drew the site plans; surveying by a contractor", "Drew site plans"),
    ("en", "Cut waste; sorted bins by hand", "Sorted bins by hand and cut waste"),
    ("en", "Sold tickets, 40 guests by noon", "Ticket sales for 40 guests"),
    (
        "en",
        "Printed leaflets; distributed leaflets; other leaflets printed by a firm",
        "Printed and distributed leaflets",
    ),
    ("de", "Gestaltung der Karte; Druck durch eine Agentur", "Karte gestaltet, Druck durch Agentur"),
    ("es", "Camarera; hasta 30 cubiertos por turno", "Camarera con hasta 30 cubiertos en cada turno"),
]
TURNED = [
    ("en", "Moved the archive from paper to microfilm", "Moved the archive from microfilm to paper"),
    ("en", "Drove lorries from Dover into Calais", "Drove lorries from Calais to Dover"),
    ("es", "Traduje del gallego al inglés", "Traduje del inglés al gallego"),
    ("de", "Umzug des Lagers von Fulda nach Hagen", "Umzug des Lagers von Hagen nach Fulda"),
    ("en", "Egg output down 20% in winter", "Egg output up 20% in winter"),
    ("en", "Complaints up by 5% last year", "Complaints down by 5% last year"),
]
NOT_TURNED = [
    ("en", "Moved the archive from paper to microfilm", "Archive moved to microfilm from paper"),
    ("en", "Drove lorries from Dover to Calais and from Calais to Dover", "Drove lorries from Calais to Dover"),
    ("es", "Traduje al inglés del gallego", "Traduje del gallego al inglés"),
    ("en", "Egg output down 20% in winter", "Egg output lower by 20% in winter"),
    ("en", "Set up 3 stalls; costs cut", "Set up 3 stalls and cut costs"),
]


def case(language: str, source: str, text: str) -> LabelledCase:
    return LabelledCase(language=language, kind="", field="bullet", source=source, text=text)


@pytest.mark.parametrize(("language", "source", "text"), DEEDS_OF_OTHERS)
def test_deed_that_the_source_gives_to_somebody_else_is_refused(language: str, source: str, text: str) -> None:
    assert is_refused(case(language, source, text))


@pytest.mark.parametrize(("language", "source", "text"), OWN_DEEDS)
def test_deed_of_ones_own_or_with_its_doer_is_let_through(language: str, source: str, text: str) -> None:
    assert not is_refused(case(language, source, text))


@pytest.mark.parametrize(("language", "source", "text"), TURNED)
def test_move_or_change_that_is_turned_round_is_refused(language: str, source: str, text: str) -> None:
    assert is_refused(case(language, source, text))


@pytest.mark.parametrize(("language", "source", "text"), NOT_TURNED)
def test_move_or_change_in_other_words_is_let_through(language: str, source: str, text: str) -> None:
    assert not is_refused(case(language, source, text))
