"""Each source told otherwise, and beside each telling one that takes a liberty with the same words."""

import pytest

from tests.unit.backend.verification.labelled_cases import is_bullet_refused as refused


@pytest.mark.parametrize(
    ("source", "honest", "wrong"),
    [
        (
            "Rider with 1.2 million accident-free kilometres.",
            "Rider who has covered 1,200,000 kilometres accident-free.",
            "Rider who has covered 12,000,000 kilometres accident-free.",
        ),
        (
            "Flew 4,000 incident-free hours.",
            "Flew for 4,000 hours without incident.",
            "Flew for 40,000 hours without incident.",
        ),
        (
            "Redesigned the rota around three-hour shifts.",
            "Reworked the rota into three-hour shifts.",
            "Reworked the rota into five-hour shifts.",
        ),
        (
            "Lift operator, winters 2018 and 2020.",
            "Lift operator in the winters of 2018 and 2020.",
            "Lift operator from 2018 to 2020.",
        ),
        (
            "Harvest helper in 2016, 2017 and 2018.",
            "Harvest helper from 2016 to 2018.",
            "Harvest helper from 2014 to 2018.",
        ),
        (
            "Cut delivery from ten to eight days.",
            "Cut delivery by two days.",
            "Cut delivery by eight days.",
        ),
        (
            "Lieferzeit von zehn auf acht Tage verkürzt.",
            "Lieferzeit um zwei Tage verkürzt.",
            "Lieferzeit um acht Tage verkürzt.",
        ),
        ("Délais réduits de 12 à 9 jours.", "Délais réduits de 3 jours.", "Délais réduits de 9 jours."),
        (
            "Ordered surgical supplies for Ward 6.",
            "Ordered Ward 6's surgical supplies.",
            "Ordered Ward 8's surgical supplies.",
        ),
        (
            "Erreurs de tri réduites de moitié.",
            "Les erreurs de tri ont été divisées par deux.",
            "Les erreurs de tri ont été divisées par trois.",
        ),
        (
            "Supervisión de socorristas durante el trimestre de verano.",
            "Supervisé socorristas durante los tres meses de verano.",
            "Supervisé socorristas durante los seis meses de verano.",
        ),
        ("Harvest every September.", "Yearly harvest, in September.", "Monthly harvest, in September."),
        (
            "Vendanges chaque mois de septembre.",
            "Vendanges tous les ans en septembre.",
            "Vendanges tous les mois.",
        ),
        ("Jeden September Weinlese.", "Jedes Jahr im September Weinlese.", "Jede Woche im September Weinlese."),
        ("Arbeit im Dreischichtbetrieb.", "Arbeit in drei Schichten.", "Arbeit in vier Schichten."),
        ("Pracował w systemie dwuzmianowym.", "Pracował na dwie zmiany.", "Pracował na trzy zmiany."),
        ("Werkte in drieploegendienst.", "Werkte in drie ploegen.", "Werkte in vijf ploegen."),
    ],
)
def test_number_stands_in_another_form_and_keeps_its_worth(source: str, honest: str, wrong: str) -> None:
    assert not refused(source, honest)
    assert refused(source, wrong)


@pytest.mark.parametrize(
    ("source", "honest", "wrong"),
    [
        (
            "Ordered parts from suppliers in Norway.",
            "Ordered parts from Norwegian suppliers.",
            "Ordered parts from Danish suppliers.",
        ),
        (
            "Worked with clients in Spain and Switzerland.",
            "Worked with Spanish and Swiss clients.",
            "Worked with clients in Spanish.",
        ),
        ("Worked in Italy for a year.", "Worked for a year in Italy.", "Speaks Italian, worked in Italy."),
        (
            "Teacher with QTS.",
            "Teacher with Qualified Teacher Status.",
            "Teacher with Advanced Teacher Status.",
        ),
        (
            "Wrote SQL reports.",
            "Wrote reports in Structured Query Language.",
            "Wrote reports in Visual Query Language.",
        ),
        ("Teacher in KS2.", "Teacher in Key Stage 2.", "Teacher in Key Stage 4."),
        (
            "Ho allestito la biblioteca.",
            "La biblioteca è stata allestita da me.",
            "Ho allestito la biblioteca con Stata.",
        ),
    ],
)
def test_name_is_written_out_or_made_an_adjective_and_is_no_other_one(source: str, honest: str, wrong: str) -> None:
    assert not refused(source, honest)
    assert refused(source, wrong)


@pytest.mark.parametrize(
    ("source", "honest", "wrong"),
    [
        ("Worked without supervision.", "Worked unsupervised.", "Worked as a supervisor."),
        (
            "Finished the build without going over budget.",
            "Finished the build within budget.",
            "Finished the build over budget.",
        ),
        ("Never had to cancel a class.", "Held every class as scheduled.", "Cancelled a class."),
        ("No experience with night shifts.", "Has yet to work night shifts.", "Worked night shifts."),
        (
            "Did not complete the apprenticeship.",
            "Apprenticeship left unfinished.",
            "Completed the apprenticeship.",
        ),
        ("Have not yet managed people.", "No people management experience yet.", "Managed people."),
        (
            "Not once missed a print deadline in six years.",
            "Met every print deadline for six years.",
            "Missed a print deadline in six years.",
        ),
        ("Not allowed to prescribe.", "No prescribing rights.", "Allowed to prescribe."),
        ("Did not attend university.", "No university degree.", "University degree."),
        ("Keine Ausfälle in zwei Jahren.", "Zwei Jahre ausfallfrei.", "Zwei Jahre mit Ausfällen."),
        ("Nie ukończyła studiów.", "Studia nieukończone.", "Studia ukończone."),
        ("Heeft de opleiding niet afgemaakt.", "Opleiding niet voltooid.", "Opleiding voltooid."),
        ("Clear of disciplinary action.", "No disciplinary action.", "Led disciplinary action."),
        ("Noch nicht zertifiziert.", "Zertifizierung steht noch aus.", "Zertifizierung bestanden."),
        ("Did not use agency staff.", "Managed without agency staff.", "Managed agency staff."),
        (
            "Neither designed nor priced the kitchens, only fitted them.",
            "Fitted the kitchens but neither designed nor priced them.",
            "Designed and priced the kitchens.",
        ),
        (
            "Trays no longer crossed paths.",
            "Trays stopped crossing paths.",
            "Trays crossed paths.",
        ),
    ],
)
def test_denial_is_told_otherwise_and_not_lost(source: str, honest: str, wrong: str) -> None:
    assert not refused(source, honest)
    assert refused(source, wrong)


@pytest.mark.parametrize(
    ("source", "honest", "wrong"),
    [
        ("Best baker of the class.", "Best of all bakers in the class.", "Trained all bakers of the class."),
        (
            "Bester Auszubildender des Jahrgangs.",
            "Bester aller Auszubildenden des Jahrgangs.",
            "Alle Auszubildenden des Jahrgangs angeleitet.",
        ),
        (
            "Learned to lay bricks from my grandfather and built his wall.",
            "Built a wall for my grandfather, who had taught me bricklaying.",
            "Taught my grandfather bricklaying and built his wall.",
        ),
    ],
)
def test_best_is_the_best_of_all_and_a_teacher_stays_one(source: str, honest: str, wrong: str) -> None:
    assert not refused(source, honest)
    assert refused(source, wrong)


def test_rank_of_a_deed_is_its_doer_s_and_a_title_of_another_is_not() -> None:
    assert not refused("First woman to captain the ferry.", "Captained the ferry, and was the first woman to do so.")
    assert refused("Assistant to the captain of the ferry.", "Captain of the ferry.")
