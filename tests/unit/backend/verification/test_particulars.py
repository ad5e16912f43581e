"""When, where, how many and which of two kinds belong to the deed that the source tells them of."""

import pytest

from tests.unit.backend.verification.labelled_cases import LabelledCase, is_refused


def refused(source: str, text: str, *, language: str = "en") -> bool:
    return is_refused(LabelledCase(language=language, kind="", field="bullet", source=source, text=text))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Tuned 4 harps for the school; restrung 28 lutes at the fair", "Tuned 28 lutes for the school"),
        ("Baked rye bread in Stromness. Sold jam in Kirkwall.", "Baked rye bread in Kirkwall"),
        ("Kept bees in 2011 and goats in 2018", "Kept bees in 2018"),
        ("Fed 200 geese on the farm.\nShod 40 ponies at the mill.", "Shod 200 ponies at the mill"),
    ],
)
def test_a_particular_of_one_deed_is_not_told_of_another(source: str, text: str) -> None:
    assert refused(source, text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Tuned 4 harps for the school; restrung 28 lutes at the fair", "Restrung 28 lutes at the fair"),
        (
            "Baked rye bread in Stromness. Sold jam in Kirkwall.",
            "Sold jam in Kirkwall and baked rye bread in Stromness",
        ),
        ("Kept bees and goats in 2011, 2014 and 2018", "Kept goats and bees in 2011, 2014 and 2018"),
        (
            "Built a store on Snowflake.\nTaught SQL to 20 analysts.",
            "Worked with Snowflake and SQL, built a store and taught SQL to 20 analysts.",
        ),
    ],
)
def test_a_particular_may_be_told_of_its_own_deed_in_any_order(source: str, text: str) -> None:
    assert not refused(source, text)


@pytest.mark.parametrize(
    ("source", "text", "language"),
    [
        ("Dawns at the mill, dusks at the quay", "Dawns at the quay, dusks at the mill", "en"),
        ("First carved spoons, later turned bowls", "First turned bowls, later carved spoons", "en"),
        ("Bis 2012 Gerberin, ab 2014 Sattlerin", "Bis 2012 Sattlerin, ab 2014 Gerberin", "de"),
        ("En 2009 vendió sal y en 2013 azúcar", "En 2009 vendió azúcar y en 2013 sal", "es"),
        ("2011年修钟表、2016年修乐器", "2011年修乐器、2016年修钟表", "zh"),
    ],
)
def test_words_that_change_places_are_refused(source: str, text: str, language: str) -> None:
    assert refused(source, text, language=language)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Dawns at the mill, dusks at the quay", "Dusks at the quay, dawns at the mill"),
        ("Swept halls and lofts in inns", "Swept lofts and halls in inns"),
        ("Swept halls, yards and lofts in inns", "Swept lofts, yards and halls in inns"),
        (
            "In charge of sweeping halls and airing lofts in inns",
            "In charge of airing lofts and sweeping halls in inns",
        ),
        ("Each week counted the hives and fed the bees", "Fed the bees and counted the hives each week"),
        (
            "Beschwerden schriftlich und am Telefon bearbeitet.",
            "Bearbeitung von Beschwerden, schriftlich, telefonisch.",
        ),
    ],
)
def test_pieces_that_keep_their_words_may_change_places(source: str, text: str) -> None:
    assert not refused(source, text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Wove rugs for a guild. Dyed wool for a weaver.", "Dyed wool for a guild"),
        ("Moored 30 boats in summer and 12 in winter", "Moored 30 boats in winter"),
        ("Taught harp to beginners and lute to adults", "Taught lute to beginners"),
    ],
)
def test_the_end_of_one_deed_is_not_told_of_another(source: str, text: str) -> None:
    assert refused(source, text)


def test_a_list_may_be_shortened_to_its_last_thing() -> None:
    assert not refused("Repair of boilers and pumps", "Repaired pumps")


def test_a_time_after_is_not_told_as_one_before() -> None:
    assert refused("Carved bowls after leaving the abbey", "Carved bowls before leaving the abbey")
    assert not refused("Carved bowls after leaving the abbey", "After leaving the abbey, carved bowls")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Mended one of the four looms", "Mended the four looms"),
        ("Painted some of the 12 barges", "Painted 12 barges"),
    ],
)
def test_a_part_is_not_told_as_its_whole(source: str, text: str) -> None:
    assert refused(source, text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Mended one of the four looms", "Mended 1 of 4 looms"),
        ("Passed 9 of 10 trials.", "Passed nine out of ten trials."),
        ("Sold 18 of 20 carts.", "Sold 90% of 20 carts."),
    ],
)
def test_a_part_may_be_told_as_one_in_other_words(source: str, text: str) -> None:
    assert not refused(source, text)


@pytest.mark.parametrize(
    ("source", "text", "language"),
    [
        ("Sheared sheep in autumn", "Sheared sheep in spring", "en"),
        ("Wholesale of hats", "Retail of hats", "en"),
        ("Finished fourth in the ploughing match", "Finished second in the ploughing match", "en"),
        ("Received training in glazing", "Delivered training in glazing", "en"),
        ("Kelterte Most im Herbst", "Kelterte Most im Frühling", "de"),
        ("Segundo prémio: segundo lugar na regata", "Primeiro lugar na regata", "pt"),
        ("将棋大会で第二位", "将棋大会で第一位", "ja"),
    ],
)
def test_a_kind_is_not_exchanged_for_one_that_excludes_it(source: str, text: str, language: str) -> None:
    assert refused(source, text, language=language)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Sheared sheep in autumn and spring", "Sheared sheep in spring and autumn"),
        ("Self-taught glazier", "Glazier who learned the trade alone, self-taught"),
    ],
)
def test_kinds_that_the_source_has_may_be_told(source: str, text: str) -> None:
    assert not refused(source, text)
