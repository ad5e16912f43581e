"""What is compared by its place in a line and not by tables: swapped numbers, and clauses joined on behind a source."""

import pytest

from tests.unit.backend.verification.labelled_cases import is_bullet_refused as refused


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Utbildade 4 kockar och 12 servitörer.", "Utbildade 12 kockar och 4 servitörer."),
        ("培训4名厨师和12名服务员。", "培训12名厨师和4名服务员。"),
        ("Sold 5 boats in 2019 and 9 in 2020.", "Sold 9 boats in 2019 and 5 in 2020."),
    ],
)
def test_numbers_that_change_places_are_refused(source: str, text: str) -> None:
    assert refused(source, text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Utbildade 4 kockar och 12 servitörer.", "Utbildade 12 servitörer och 4 kockar."),
        ("Fed 4 cows, 12 goats and 7 cats.", "Fed 12 goats, 7 cats and 4 cows."),
    ],
)
def test_numbers_that_keep_to_their_things_may_be_told_in_another_order(source: str, text: str) -> None:
    assert not refused(source, text)


def test_clause_joined_on_behind_all_that_the_source_says_is_refused() -> None:
    assert refused("Nettoyé des bureaux.", "Nettoyé des bureaux et formé le personnel.")


def test_clause_that_rewords_the_rest_of_the_source_is_accepted() -> None:
    assert not refused("Nettoyé des bureaux et lavé les vitres.", "Nettoyé des bureaux et entretien des fenêtres.")
