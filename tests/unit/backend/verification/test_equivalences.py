"""What says the same as its source in a posting's words, and beside each what only looks as if it did."""

import pytest

from tests.unit.backend.verification.labelled_cases import is_bullet_refused as refused


@pytest.mark.parametrize(
    ("text", "source", "another"),
    [
        ("Responsible for QA of an app.", "Tested an app.", "Sold an app."),
        ("Worked in HR.", "Recruited drivers.", "Instructed drivers."),
        ("Firmware engineer in C.", "Wrote firmware in C.", "Sold firmware licences for C."),
        ("Bakery manager.", "Ran a bakery.", "Cleaned a bakery."),
        ("Yoga instructor.", "Taught yoga.", "Did yoga."),
    ],
)
def test_field_or_trade_is_borne_out_by_its_deeds_only(text: str, source: str, another: str) -> None:
    assert not refused(source, text)
    assert refused(another, text)


@pytest.mark.parametrize(
    ("source", "honest", "wrong"),
    [
        ("Cut defects by 31%.", "Cut defects by roughly 30%.", "Cut defects by roughly 40%."),
        ("Cut errors from 8% to 3%.", "Cut errors by more than half.", "Cut errors by more than 70%."),
        ("Managed 16 people.", "Managed more than a dozen people.", "Managed more than two dozen people."),
        ("Worked 11 years as a joiner.", "Over ten years as a joiner.", "Over twelve years as a joiner."),
        ("Ran a shop from 2014 to 2019.", "Ran a shop for five years.", "Ran a shop for seven years."),
        ("Resolved 92% of tickets.", "Resolved more than nine in ten tickets.", "Resolved four in five tickets."),
        ("Géré 1,5 million d'euros.", "Gestion de 1 500 000 €.", "Gestion de 15 000 000 €."),
        ("Réduit les délais d'un tiers.", "Réduction des délais de 33 %.", "Réduction des délais de 50 %."),
        ("Snížil jsem náklady o čtvrtinu.", "Snížení nákladů o 25 %.", "Snížení nákladů o 35 %."),
        ("Hjälpte tjugofem kunder.", "Hjälpte 25 kunder.", "Hjälpte 52 kunder."),
        ("成本降低了12.5%。", "成本降低百分之十二点五。", "成本降低百分之十五。"),
        ("売上を3割5分伸ばした。", "売上を35%伸長。", "売上を45%伸長。"),
        ("Vigilé 3.000 m² de invernaderos.", "Vigilancia de 3000 metros cuadrados.", "Vigilancia de 300 m²."),
        ("Fireyi üçte bir azalttım.", "Fireyi %33 azalttım.", "Fireyi %50 azalttım."),  # noqa: RUF001 - Turkish letters
    ],
)
def test_number_may_be_told_in_another_notation_and_no_other_number(source: str, honest: str, wrong: str) -> None:
    assert not refused(source, honest)
    assert refused(source, wrong)


def test_aim_names_a_field_and_hides_no_claim() -> None:
    source = "Planned weddings for 35 couples."
    assert not refused(source, "Planned weddings for 35 couples, keen to apply this to corporate events.")
    assert refused(source, "Planned weddings for 35 couples, keen to apply 12 years of practice to corporate events.")
    assert refused(source, "Planned weddings for 35 couples, keen to apply award-winning skills to events.")


def test_synonym_is_no_addition_and_a_foreign_line_is_one() -> None:
    assert not refused(
        "Taught new hires how to use the till.", "Showed new employees how to operate the cash register."
    )
    assert refused("Sold shoes at a market.", "Repaired engines in a garage.")


@pytest.mark.parametrize("text", ["30% fewer calls.", "Answered 30% fewer calls."])
def test_upper_bound_may_not_be_dropped(text: str) -> None:
    assert refused("Up to 30% fewer calls.", text)


def test_upper_bound_of_a_time_may_not_be_dropped_and_a_lower_bound_may() -> None:
    assert refused("Repaired pumps in under 2 hours.", "Repaired pumps in 2 hours.")
    assert not refused("Repaired at least 30 pumps.", "Repaired 30 pumps.")
