"""The rates over the labelled cases: fabrications caught, honest texts let through, as a whole and by language."""

from functools import lru_cache
from typing import Any

import pytest

from tests.unit.backend.verification.labelled_cases import LabelledCase, Rate, is_refused, rates, read_cases

LEAST_CAUGHT, MOST_REFUSED = 0.967, 0.013
LEAST_CAUGHT_IN_A_LANGUAGE = 0.9
MISSES_IN_ANY_LANGUAGE = 2
"""A language of a few cases may miss two of them."""


@lru_cache(maxsize=4096)
def refused(case: LabelledCase) -> bool:
    return is_refused(case)


def caught(by: str) -> dict[str, Rate]:
    return rates(read_cases("fabrications"), is_right=refused, by=lambda case: str(getattr(case, by)))


def accepted(by: str) -> dict[str, Rate]:
    return rates(read_cases("honest"), is_right=lambda case: not refused(case), by=lambda case: str(getattr(case, by)))


def total(by_name: dict[str, Rate]) -> Rate:
    return Rate(sum(rate.right for rate in by_name.values()), sum(rate.cases for rate in by_name.values()))


def test_fabrications_are_caught() -> None:
    by_kind = caught("kind")
    weak = {kind: str(rate) for kind, rate in by_kind.items() if rate.right < rate.cases}
    assert total(by_kind).share >= LEAST_CAUGHT, weak


def test_honest_texts_are_let_through() -> None:
    by_kind = accepted("kind")
    weak = {kind: str(rate) for kind, rate in by_kind.items() if rate.right < rate.cases}
    assert total(by_kind).share >= 1 - MOST_REFUSED, weak


def test_every_language_is_held_to_it() -> None:
    for language, rate in caught("language").items():
        few_missed = rate.cases - rate.right <= MISSES_IN_ANY_LANGUAGE
        assert few_missed or rate.share >= LEAST_CAUGHT_IN_A_LANGUAGE, (language, str(rate))


@pytest.mark.parametrize(("label", "fewest"), [("fabrications", 1500), ("honest", 2500)])
def test_data_is_as_large_and_varied_as_the_rates_need(label: str, fewest: int) -> None:
    cases = read_cases("fabrications" if label == "fabrications" else "honest")
    assert len({(case.source, case.text) for case in cases}) == len(cases) >= fewest
    assert len({case.language for case in cases}) >= 20


@pytest.mark.parametrize("label", ["fabrications", "honest"])
def test_every_source_is_accepted_as_itself(label: str) -> None:
    for case in read_cases("fabrications" if label == "fabrications" else "honest"):
        same = LabelledCase(**{**_fields(case), "text": case.source, "field": "bullet"})
        assert not is_refused(same), case.source


def test_a_source_is_refused_with_any_other_number() -> None:
    for case in read_cases("honest"):
        digits = next((piece for piece in case.source.split() if piece.isdecimal() and len(piece) < 3), None)
        if digits is not None:
            text = case.source.replace(digits, str(int(digits) * 1000 + 7), 1)
            assert is_refused(LabelledCase(**{**_fields(case), "text": text, "field": "bullet"})), text


def _fields(case: LabelledCase) -> dict[str, Any]:
    return {name: getattr(case, name) for name in ("language", "kind", "field", "source", "text", "title")}
