"""What a source bears out beyond its own words, and what it does not: one pair of sentences a kind."""

import pytest

from logic.verification.flexible_text import FactCheck

BORNE_OUT = [
    pytest.param("Cut the queue from 9 h to 6 h", "Cut the queue by 3 hours (from 9 to 6)", id="difference"),
    pytest.param("Taught two groups (27 + 29 pupils)", "Taught 56 pupils in two groups", id="sum"),
    pytest.param("Cut stock from 800 to 600 pallets", "Cut stock by 25% to 600 pallets", id="change in percent"),
    pytest.param("Patrolled nightly, 22:00-06:00", "Patrolled nightly from 10 pm to 6 am", id="time of day"),
    pytest.param("Patrolled nightly, 22:00-06:00", "Eight-hour patrols nightly", id="hours of a shift"),
    pytest.param("Painted 6 of 20 panels", "Six of the 20 panels painted", id="part of a whole"),
    pytest.param("Budget of 18k p.a. in euros", "Budget of 18k in euros a year", id="abbreviated rate"),
    pytest.param("Studied at the Univ. of Strathnairn", "Studied at the University of Strathnairn", id="cut short"),
    pytest.param("Translated leaflets EN>PT", "Translated leaflets from English into Portuguese", id="language codes"),
    pytest.param("Coached the under-15 side", "Coached the U15 side", id="age group"),
    pytest.param("Ran the stall on Sat mornings", "Ran the stall on Saturday mornings", id="weekday"),
]
NOT_BORNE_OUT = [
    pytest.param("Cut the queue from 9 h to 6 h", "Took the queue from 6 h to 9 h", "direction", id="turned change"),
    pytest.param("Painted 6 of 20 panels", "Painted all 20 panels", "number", id="whole for part"),
    pytest.param("Worked 14:00-22:00", "Worked from 2 am to 10 am", "number", id="other half of the day"),
    pytest.param("Supported the CFO with board packs", "As CFO, made board packs", "role", id="borrowed title"),
    pytest.param("Assistant manager of a shop", "Manager of a shop", "role", id="promoted"),
    pytest.param("Basic Spanish, fluent Greek", "Fluent Spanish, basic Greek", "achievement", id="levels swapped"),
    pytest.param("Seasonal lifeguard", "Lifeguard all year", "direction", id="contrary kind of work"),
    pytest.param("Drafted (not yet published) a paper", "Published a paper", "modality", id="held back in a bracket"),
]


def rules(text: str, source: str) -> set[str]:
    found = FactCheck(tools=(), employers=()).violations(text, source=source, field="bullet")
    return {violation.rule for violation in found}


@pytest.mark.parametrize(("source", "text"), BORNE_OUT)
def test_what_follows_from_a_source_is_accepted(source: str, text: str) -> None:
    assert rules(text, source) == set()


@pytest.mark.parametrize(("source", "text", "rule"), NOT_BORNE_OUT)
def test_what_turns_a_source_is_refused_by_its_rule(source: str, text: str, rule: str) -> None:
    assert rule in rules(text, source)
