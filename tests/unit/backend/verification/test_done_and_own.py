"""What goes on, is to come, is another's or is part of a thing is not told as done, as one's own or as the whole."""

import pytest

from tests.unit.backend.verification.labelled_cases import LabelledCase, is_refused

NOT_DONE = [
    ("en", "Currently writing a handbook on drainage.", "Wrote a handbook on drainage."),
    ("en", "Is converting a barn near Alford into flats.", "Converted a barn near Alford into flats."),
    ("en", "Planning the relocation of 12 kilns.", "Relocated 12 kilns."),
    ("en", "Prepared papers for a licence; audit scheduled for May.", "Obtained a licence by preparing papers."),
    ("en", "The post required porters to move 80 crates a shift.", "Moved 80 crates a shift."),
    ("de", "Schreibt derzeit an einer Dissertation über Moore.", "Schrieb eine Dissertation über Moore."),
    ("de", "Berechtigt, Kräne bis 20 Tonnen zu prüfen.", "Kräne bis 20 Tonnen geprüft."),
    ("fr", "Prendra la direction de la crèche en mai.", "A pris la direction de la crèche en mai."),
    ("es", "Está escribiendo un libro sobre riego.", "Escribió un libro sobre riego."),
    ("es", "Propuso un plan de riego para la finca.", "Puso en marcha un plan de riego para la finca."),
    ("it", "Aprirà una bottega a Lucca in autunno.", "Ha aperto una bottega a Lucca in autunno."),
    ("pt", "Está a escrever uma tese sobre marés.", "Escreveu uma tese sobre marés."),
    ("pl", "W maju obejmie kierownictwo żłobka w Opolu.", "W maju objęła kierownictwo żłobka w Opolu."),
    ("ru", "Предложила план ремонта котельной.", "Выполнила план ремонта котельной."),
    ("ja", "現在、潮汐に関する論文を執筆中。", "潮汐に関する論文を執筆した。"),
]
NO_LONGER = [
    ("en", "Former clerk of the guild of dyers.", "Clerk of the guild of dyers."),
    ("de", "Ehemaliges Mitglied im Deichverband.", "Mitglied im Deichverband."),
    ("fr", "Ancien membre du comité des fêtes.", "Membre du comité des fêtes."),
    ("es", "Antigua delegada de planta.", "Delegada de planta."),
    ("pl", "Były członek rady parafii.", "Członek rady parafii."),
    ("en", "Previously managed a lido.", "Manages a lido."),
    ("en", "Is halfway through a course in thatching.", "Completed a course in thatching."),
]
STILL_PAST = [
    ("en", "Former clerk of the guild of dyers.", "Was clerk of the guild of dyers."),
    ("en", "Former clerk of the guild of dyers.", "Served the guild of dyers as clerk until retirement."),
    ("en", "Taught former miners to read.", "Taught miners to read."),
    ("en", "Currently building the sound archive.", "Now building the sound archive."),
]
STILL_TO_COME = [
    ("en", "Currently writing a handbook on drainage.", "Writing a handbook on drainage at present."),
    ("en", "Currently managing two depots.", "Managed two depots."),
    ("en", "Planning the relocation of 12 kilns.", "Plans the relocation of 12 kilns."),
    ("en", "Authorised to sign orders up to £500.", "Had authority to sign orders up to £500."),
    ("de", "Schreibt derzeit an einer Dissertation über Moore.", "Derzeit Dissertation über Moore."),
    ("fr", "Prépare les commandes du matin.", "A préparé les commandes du matin."),
    ("nl", "Mocht orders tot 500 euro tekenen.", "Bevoegd om orders tot 500 euro te tekenen."),
    ("it", "Poteva firmare ordini fino a 500 euro.", "Aveva facoltà di firmare ordini fino a 500 euro."),
    ("pt", "Podia aprovar devoluções até 50 euros.", "Tinha poderes para aprovar devoluções até 50 euros."),
]
FUSED = [
    ("en", "Fitted stairlifts for pensioners.\nTaught joinery to apprentices.", "Fitted stairlifts for apprentices."),
    ("de", "Privater Klavierunterricht für Senioren.\nMalkurse im Heim.", "Privater Klavierunterricht im Heim."),
    ("fr", "Cours de tricot pour retraités.\nAtelier de poterie pour enfants.", "Cours de tricot pour enfants."),
    ("nl", "Naailes aan ouderen.\nTekenworkshop voor kinderen in Delft.", "Naailes aan kinderen in Delft."),
]
BORROWED_ENDS = [
    ("en", "Wired greenhouses.\nSold alarms and bells to vicarages.", "Wired greenhouses in vicarages."),
    ("en", "Inspected lifts in mills.\nSold alarms to vicarages.", "Inspected alarms in mills."),
    ("fr", "Peinture de volets.\nPose de parquet dans des gîtes.", "Peinture de volets dans des gîtes."),
    ("nl", "Heggen gesnoeid.\nVijvers schoongemaakt in Weert.", "Heggen gesnoeid in Weert."),
]
NOT_FUSED = [
    ("en", "Fitted stairlifts for pensioners.\nTaught joinery to apprentices.", "Stairlift fitter who taught joinery."),
    ("en", "Fitted stairlifts.\nTaught joinery.", "Fitted stairlifts, with joinery teaching besides."),
    ("fr", "Cours de tricot pour retraités.\nAtelier de poterie.", "Cours de tricot et atelier de poterie."),
]
RAISED = [
    ("de", "Beratung kaufkräftiger Kunden in Ulm.", "Beratung der kaufkräftigsten Kunden in Ulm."),
    ("en", "Stock checks at busy sites.", "Stock checks at busiest sites."),
    ("en", "Two burst pipes in nine winters.", "Nine winters, all of them pipe free."),
    ("en", "Cleaned one of the firm's nine ovens.", "Cleaned the firm's nine ovens."),
    ("en", "Drove a tram from March to June 2018.", "Drove a tram throughout 2018."),
    ("en", "Fitted it two weeks after the agreed date.", "Fitted it two weeks ahead of the agreed date."),
    ("pl", "Kurs ukończony w 2014 roku, praca w hucie od 2016.", "Od 2014 roku pracuję w hucie, kurs ukończony."),
    ("de", "Prüfung von Ventilen im Werk.", "Prüfung von Ventilen mittels Ultraschall im Werk."),
    ("fr", "Contrôle des vannes à l'usine.", "Contrôle des vannes à l'usine à l'aide d'un drone."),
]
OWN = [
    ("en", "Colleagues in sales won 14 tenders; I typed the offers.", "Won 14 tenders by typing the offers."),
    ("en", "Took the samples that my tutor used in her article.", "Wrote an article from samples that I took."),
    ("de", "Lehrplan der Schulleiterin im Unterricht eingesetzt.", "Eigenen Lehrplan im Unterricht eingesetzt."),
]
NOT_OWN = [
    ("en", "Took the samples that my tutor used in her article.", "Took samples for an article by my tutor."),
    (
        "en",
        "Colleagues in sales won 14 tenders; I typed the offers.",
        "Typed offers for colleagues who won 14 tenders.",
    ),
    (
        "de",
        "Eigener Lehrplan im Unterricht, von der Schulleiterin gelobt.",
        "Eigenen Lehrplan im Unterricht eingesetzt.",
    ),
]


def refused(language: str, source: str, text: str) -> bool:
    return is_refused(LabelledCase(language=language, kind="", field="bullet", source=source, text=text))


@pytest.mark.parametrize(("language", "source", "text"), [*NOT_DONE, *NO_LONGER])
def test_what_goes_on_or_is_to_come_is_not_told_as_done(language: str, source: str, text: str) -> None:
    assert refused(language, source, text)


@pytest.mark.parametrize(("language", "source", "text"), [*STILL_TO_COME, *STILL_PAST])
def test_words_of_time_and_of_leave_may_change(language: str, source: str, text: str) -> None:
    assert not refused(language, source, text)


@pytest.mark.parametrize(("language", "source", "text"), [*FUSED, *BORROWED_ENDS])
def test_two_deeds_are_not_told_as_one(language: str, source: str, text: str) -> None:
    assert refused(language, source, text)


@pytest.mark.parametrize(("language", "source", "text"), NOT_FUSED)
def test_two_deeds_may_stand_in_one_sentence(language: str, source: str, text: str) -> None:
    assert not refused(language, source, text)


@pytest.mark.parametrize(("language", "source", "text"), RAISED)
def test_degrees_times_parts_and_means_stay_as_they_are(language: str, source: str, text: str) -> None:
    assert refused(language, source, text)


@pytest.mark.parametrize(("language", "source", "text"), OWN)
def test_what_is_of_others_is_not_made_ones_own(language: str, source: str, text: str) -> None:
    assert refused(language, source, text)


@pytest.mark.parametrize(("language", "source", "text"), NOT_OWN)
def test_what_is_of_others_may_be_told_as_theirs(language: str, source: str, text: str) -> None:
    assert not refused(language, source, text)


TURNED = [
    ("en", "Was coached by the chief ringer.", "Coached the chief ringer."),
    ("de", "Einweisung durch den Brandmeister.", "Einweisung des Brandmeisters."),
    ("fr", "Formée par la libraire.", "A formé la libraire."),
    ("it", "Formata dal fornaio.", "Ha formato il fornaio."),
    ("nl", "Begeleid door de bakker.", "Begeleidde de bakker."),
    ("pl", "Szkolona przez piekarza.", "Szkoliła piekarza."),
    ("fr", "Achat de laine auprès de bergers.", "Vente de laine à des bergers."),
    ("en", "Working knowledge of Norse.", "Expert in Norse."),
    ("pl", "Podstawowa znajomość Corela.", "Zaawansowana znajomość Corela."),
    ("es", "Dos años de Química sin terminar.", "Licenciado en Química."),
    ("en", "Painted the roof of the mill.", "Painted the mill."),
    ("fr", "Peinture du toit du moulin.", "Peinture du moulin."),
    ("de", "Im Team an der Renovierung der Mühle gearbeitet.", "Renovierung der Mühle gearbeitet."),
]
RAISED_LEVELS = [
    ("en", "Intermediate Norse.", "Advanced Norse."),
    ("es", "Manejo básico de hojas de cálculo.", "Manejo avanzado de hojas de cálculo."),
    ("de", "Antrag auf Zulassung als Gutachter gestellt.", "Zulassung als Gutachter erhalten."),
    ("en", "Budgeted for two extra looms.", "Bought two extra looms."),
]
NOT_TURNED = [
    ("en", "Night shifts, reach truck, Ayr", "Worked night shifts in Ayr, driving a reach truck."),
    ("en", "Was coached by the chief ringer.", "Received coaching from the chief ringer."),
    ("en", "Cut waste by 8 boxes a week.", "Cut 8 boxes of waste a week."),
    ("de", "Vorrat von 8 auf 6 Kisten gesenkt.", "Senkung des Vorrats auf 6 Kisten."),
    ("fr", "Formée par la libraire.", "Formation auprès de la libraire."),
    ("en", "Painted the roof of the mill.", "Painted the mill's roof."),
]


@pytest.mark.parametrize(("language", "source", "text"), [*TURNED, *RAISED_LEVELS])
def test_who_did_it_to_whom_how_well_and_of_what_is_not_turned(language: str, source: str, text: str) -> None:
    assert refused(language, source, text)


@pytest.mark.parametrize(("language", "source", "text"), NOT_TURNED)
def test_a_passive_may_be_told_as_received_and_a_part_as_a_part(language: str, source: str, text: str) -> None:
    assert not refused(language, source, text)


OTHERWISE = [
    ("fr", "Conseil aux PME du Jura.", "Conseil aux petites et moyennes entreprises du Jura."),
    ("it", "Consulenza alle PMI liguri.", "Consulenza alle piccole e medie imprese liguri."),
    ("pl", "Deklaracje VAT.", "Deklaracje podatku od towarów i usług."),
    ("en", "KS2 teacher, mixed classes.", "Key Stage 2 teacher of mixed classes."),
    ("en", "Baker in Ayr from May 2014 to May 2017.", "Three years a baker in Ayr, May 2014 to May 2017."),
    ("en", "Baker in Ayr, January 2014 to December 2016.", "Baker in Ayr for three years."),
    ("pt", "Podia vender até 50 euros sem consultar a chefia.", "Autonomia para vender até 50 euros."),
    ("pl", "Mogła zatwierdzać zwroty do 200 zł.", "Miała prawo zatwierdzać zwroty do 200 zł."),
    ("en", "The team beat its quota; I typed its offers.", "Typed offers for a team that beat its quota."),
]
NOT_OTHERWISE = [
    ("en", "Baker in Ayr from May 2014 to August 2016.", "Baker in Ayr for three years."),
    ("fr", "Conseil aux PME du Jura.", "Conseil à 40 petites et moyennes entreprises du Jura."),
    ("en", "The team beat its quota; I typed its offers.", "Typed offers and beat the quota."),
]


@pytest.mark.parametrize(("language", "source", "text"), OTHERWISE)
def test_abbreviations_spans_and_leave_may_be_told_otherwise(language: str, source: str, text: str) -> None:
    assert not refused(language, source, text)


@pytest.mark.parametrize(("language", "source", "text"), NOT_OTHERWISE)
def test_they_are_not_made_something_else(language: str, source: str, text: str) -> None:
    assert refused(language, source, text)
