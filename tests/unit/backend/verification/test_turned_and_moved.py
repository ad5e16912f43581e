"""What a source denies, ranks behind others or states in other units is not told as done, first or as much."""

import pytest

from tests.unit.backend.verification.labelled_cases import is_bullet_refused as refused


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Failed to sell the old kiln in 2015.", "Sold the old kiln in 2015."),
        ("Never missed a ferry in two winters.", "Missed ferries in two winters."),
        ("Rarely drove the crane.", "Drove the crane."),
        ("Uninsured courier for a bakery.", "Insured courier for a bakery."),
        ("Refused the offer of a pottery.", "Accepted the offer of a pottery."),
        ("Prevented a flood in the cellar.", "Caused a flood in the cellar."),
        ("Lehre als Töpferin abgebrochen.", "Lehre als Töpferin abgeschlossen."),
        ("Used to hold a diving permit.", "Holds a diving permit."),
    ],
)
def test_what_was_denied_is_not_told_as_done(source: str, text: str) -> None:
    assert refused(source, text)
    assert not refused(text, text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Failed to sell the old kiln in 2015.", "Was unable to sell the old kiln in 2015."),
        ("Never missed a ferry in two winters.", "Did not miss a ferry in two winters."),
        ("Prevented fires in the kiln room.", "Kept the kiln room free of fires."),
        ("Used to hold a diving permit.", "Held a diving permit."),
        ("Unpaid helper in a pottery.", "Helper in a pottery, unpaid."),
    ],
)
def test_what_was_denied_may_be_told_so_in_other_words(source: str, text: str) -> None:
    assert not refused(source, text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("One of the fastest glaziers in the yard.", "The fastest glazier in the yard."),
        ("Among the top ten throwers.", "The top thrower."),
        ("Second-largest pottery in Brisbane.", "Largest pottery in Brisbane."),
        ("Einer der besten Glaser der Werft.", "Bester Glaser der Werft."),
        ("工場で最も速い溶接工の一人。", "工場で最も速い溶接工。"),
    ],
)
def test_a_shared_or_lower_rank_is_not_the_first(source: str, text: str) -> None:
    assert refused(source, text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("One of the fastest glaziers in the yard.", "Among the fastest glaziers of the yard."),
        ("The fastest glazier in the yard.", "Fastest glazier in the yard."),
        ("Among the top ten throwers.", "A top-ten thrower."),
    ],
)
def test_a_rank_that_is_kept_is_accepted(source: str, text: str) -> None:
    assert not refused(source, text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Raised the share of glass by 4 percentage points.", "Raised the share of glass by 4%."),
        ("Raised the share of glass by 4%.", "Raised the share of glass by 4 percentage points."),
        ("将玻璃占比提高3个百分点。", "将玻璃占比提高3%。"),
        ("Ökade andelen glas med 4 procentenheter.", "Ökade andelen glas med 4 procent."),
    ],
)
def test_percentage_points_are_no_percent(source: str, text: str) -> None:
    assert refused(source, text)


def test_percentage_points_of_two_levels_are_accepted() -> None:
    assert not refused("Raised glass from 40% to 44% of sales.", "Raised glass by 4 percentage points of sales.")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Rozpočet dílny byl 3 miliony korun.", "Rozpočet dílny byl 3 miliardy korun."),
        ("Hioin laseja 0,3 mm tarkkuudella.", "Hioin laseja 0,3 cm tarkkuudella."),
    ],
)
def test_another_scale_is_refused_where_units_are_not_read(source: str, text: str) -> None:
    assert refused(source, text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Fired 300 tiles.\nGlazed vases for a fair.", "Glazed 300 vases for a fair."),
        ("Wired lamps in Perth.\nGlazed vases in Hobart.", "Wired lamps in Hobart."),
    ],
)
def test_a_number_or_a_name_stays_with_its_line(source: str, text: str) -> None:
    assert refused(source, text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Fired 300 tiles.\nGlazed vases for a fair.", "Fired 300 tiles and glazed vases for a fair."),
        ("Fired 300 tiles.\nGlazed vases for a fair.", "Fired 300 ceramics and glazed vases for a fair."),
        ("Wired lamps in Perth.\nGlazed vases in Hobart.", "Wired lamps in Perth, then glazed vases in Hobart."),
    ],
)
def test_lines_may_be_joined(source: str, text: str) -> None:
    assert not refused(source, text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Sold tiles in a pottery.", "Managed a pottery shop and a workshop."),
        ("Glazed vases in a workshop.", "Ran a workshop."),
        ("Reported to the kiln director.", "Kiln director."),
        ("Kept the ledger for the club treasurer.", "Club treasurer."),
    ],
)
def test_a_workplace_or_an_office_of_somebody_else_is_not_taken(source: str, text: str) -> None:
    assert refused(source, text)
