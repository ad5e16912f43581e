"""What belongs to others or to another line's deed is no part of a text's own, and words that hold back are kept."""

import pytest

from tests.unit.backend.verification.labelled_cases import LabelledCase, is_refused

TAKEN_FROM_OTHERS = [
    ("en", "Filed invoices for a broker who closed 31 deals", "Closed 31 deals."),
    ("en", "Gardener at the Melby depot (employer: 14 depots, 900 staff)", "Gardener for 14 depots."),
    ("en", "Ran checks with a colleague's Access database", "Built an Access database for checks."),
    ("en", "The surveyor drew the plans and I coloured them", "Drew and coloured the plans."),
    ("en", "The inn employs 30 people; I ran its bar", "Managed 30 people at an inn."),
    ("en", "Team of 9 served 300 tables, I looked after 20", "Served 300 tables."),
    ("de", "Buchhaltung bei einer Reederei, Firma mit 62 Schiffen", "Buchhaltung mit Verantwortung für 62 Schiffe."),
    ("es", "Apoyo al equipo de ventas, que firmó 18 contratos", "Firmé 18 contratos."),
    ("pl", "Obsługa poczty dla działu zakupów, który pozyskał 12 dostawców", "Pozyskanie 12 dostawców."),
]
NOT_TAKEN = [
    ("en", "Filed invoices for a broker who closed 31 deals", "Filed invoices for a broker with 31 closed deals."),
    ("en", "Built a booking site that handles 300 orders a day", "Built a site for 300 orders a day."),
    ("en", "The surveyor drew the plans and I coloured them", "Coloured plans drawn by the surveyor."),
    ("en", "Supported the team that runs 3 labs", "Supported a team running three labs."),
    ("de", "Buchhaltung bei einer Firma mit 62 Schiffen", "Buchhaltung einer Firma mit 62 Schiffen."),
]
MIXED = [
    ("en", "Laid floors in Whitby\nBuilt stairs at Carr Hospital", "Laid floors and built stairs at Carr Hospital."),
    ("en", "Coached 14 juniors in judo\nRefereed 30 bouts for adults", "Coached 30 juniors in judo."),
    ("en", "Nursed patients at home\nTranslated leaflets into Tamil", "Nursed Tamil patients at home."),
    ("en", "Tuned organs in Ely\nMoved harps for a Bath hotel", "Tuned organs for a Bath hotel."),
    ("fr", "Inventaires à l'entrepôt de Nancy\nPeinture des wagons à Metz", "Inventaires à l'entrepôt de Metz."),
]
NOT_MIXED = [
    (
        "en",
        "Laid floors in Whitby\nBuilt stairs at Carr Hospital",
        "Laid floors in Whitby, built stairs at Carr Hospital.",
    ),
    ("en", "Lab technician, Fenby Works\nMixed paints", "Mixed paints at Fenby Works."),
    ("en", "Baked bread\nSold cakes at two markets", "Baked bread and sold cakes at two markets."),
    ("en", "Wired barns\nInstalled 12 pumps", "Wired barns and put in 12 pumps."),
]
DROPPED = [
    ("en", "Applied to become a coroner", "Became a coroner."),
    ("en", "Began restoring a barge", "Restored a barge."),
    ("fr", "Souhaite devenir sage-femme", "Sage-femme"),
    ("pt", "Espera abrir uma padaria", "Abriu uma padaria."),
    ("de", "Möchte Hebamme werden", "Hebamme"),
    ("en", "Painted the east wing only", "Painted rooms throughout the hospital."),
    ("en", "Treasurer of the rowing club until 2017", "Currently treasurer of the rowing club."),
    ("en", "Changed the oven supplier because of late deliveries", "Changed the oven supplier in order to save money."),
    ("en", "Skilled in plastering; no tiling work", "Skilled in plastering and tiling."),
    ("en", "Was asked to chair the fire group", "Chaired the fire group."),
    ("en", "Quoted for a roof repair at the Swan", "Repaired the roof at the Swan."),
    ("en", "Acted up to head porter twice in 2021", "Head porter."),
    ("en", "Cleaner until 2015, since then a porter", "Porter until 2015, since then a cleaner."),
    ("en", "Wound care, ward rounds, bed plans", "Wound care, ward rounds, bed plans and catheterisation."),
    ("en", "Cake decorating finalist in the county show", "Best cake decorator in the county show."),
]
KEPT = [
    ("en", "Applied to become a coroner", "Applicant for coroner."),
    ("en", "Began restoring a barge", "Started the restoration of a barge."),
    ("fr", "Souhaite devenir sage-femme", "Aspire à devenir sage-femme."),
    ("en", "Painted the east wing only", "Painted only the east wing."),
    ("en", "Treasurer of the rowing club until 2017", "Rowing club treasurer up to 2017."),
    ("en", "Due to take the gas course in May", "Expected to take the gas course in May."),
    ("en", "Wkly stock checks w/ site mgr", "Weekly stock checks with the site manager."),
]


def case(language: str, source: str, text: str) -> LabelledCase:
    return LabelledCase(language=language, kind="any", field="bullet", source=source, text=text)


@pytest.mark.parametrize("given", [*TAKEN_FROM_OTHERS, *MIXED, *DROPPED], ids=lambda given: ascii(given[-1]))
def test_what_is_not_ones_own_deed_is_refused(given: tuple[str, str, str]) -> None:
    assert is_refused(case(*given))


@pytest.mark.parametrize("given", [*NOT_TAKEN, *NOT_MIXED, *KEPT], ids=lambda given: ascii(given[-1]))
def test_what_names_the_doer_the_line_or_the_limit_is_accepted(given: tuple[str, str, str]) -> None:
    assert not is_refused(case(*given))
