"""The register of acknowledged findings against what Build recorded: nothing is open, no entry is stale or broad, and
each is needed.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from pathlib import Path

import pytest

from compliance.gate import Recorded, decide, read_recorded
from compliance.register import Acknowledgement, incomplete_entries
from compliance.register.acknowledgements import register
from compliance.register.framework_acknowledgements import framework_entries
from compliance.register.product_acknowledgements import product_entries
from compliance.register.release_acknowledgements import RELEASES
from compliance.register.rollout_acknowledgements import rollout_entries
from compliance.register.supply_chain_acknowledgements import SUPPLY_CHAIN
from compliance.register.weakening_acknowledgements import WEAKENINGS
from stages.environments import ENVIRONMENTS
from stages.settings import Settings

MOST_FOR_ONE_ENVIRONMENT = 8
MOST_OF_A_FRAMEWORK = 6  # beside one for each zone
MOST_FOR_RELEASES_OF_ONE = 6
CDK_JSON = Path(__file__).resolve().parents[2] / "cdk.json"
SETTINGS = Settings.from_context(json.loads(CDK_JSON.read_text(encoding="utf-8"))["context"]["careervp"])
REGISTER = register(replica_regions=SETTINGS.replica_regions)
BEFORE_ANY_EXPIRES = min(entry.expires for entry in REGISTER) - datetime.timedelta(days=90)


@pytest.fixture(scope="module")
def recorded(assembly: Path) -> Recorded:
    return read_recorded(assembly)


def test_the_assembly_may_be_released(recorded: Recorded) -> None:
    decided = decide(recorded, today=BEFORE_ANY_EXPIRES)
    assert decided.problems == ()
    assert [(finding.acknowledgement_id, finding.construct_path) for finding in decided.report.open_findings] == []


def test_the_assembly_records_the_whole_register(recorded: Recorded) -> None:
    assert [(entry.path, entry.reason, entry.owner, entry.record, entry.expires) for entry in recorded.register] == [
        (entry.path, entry.reason, entry.owner, entry.record, entry.expires)
        for entry in (*REGISTER, *WEAKENINGS, *RELEASES)
    ]


def test_no_placeholder_is_left_in_the_recorded_findings(recorded: Recorded) -> None:
    assert [entry.finding for entry in recorded.register if "{" in entry.finding] == []


@pytest.mark.parametrize("position", range(len(REGISTER)), ids=lambda i: f"{REGISTER[i].finding} at {REGISTER[i].path}")
def test_without_this_entry_exactly_its_finding_stops_the_release(position: int, recorded: Recorded) -> None:
    removed = recorded.register[position]
    others = recorded.register[:position] + recorded.register[position + 1 :]
    decided = decide(replace(recorded, register=others), today=BEFORE_ANY_EXPIRES)
    assert decided.problems == ()
    assert [(finding.acknowledgement_id, finding.construct_path) for finding in decided.stopping] == [
        (removed.finding, removed.path)
    ]


def test_product_has_at_most_8_acknowledgements_for_an_environment() -> None:
    for environment in ENVIRONMENTS:
        assert len(product_entries([environment])) <= MOST_FOR_ONE_ENVIRONMENT


def test_releases_have_at_most_6_acknowledgements_for_an_environment() -> None:
    for environment in ENVIRONMENTS:
        assert len(rollout_entries([environment])) <= MOST_FOR_RELEASES_OF_ONE


def test_a_framework_has_at_most_6_acknowledgements_for_an_environment_and_one_for_each_zone() -> None:
    """A zone's public subnet has its route to the internet."""
    for environment in ENVIRONMENTS:
        found = framework_entries([environment])
        most = MOST_OF_A_FRAMEWORK + environment.network.availability_zones
        assert len(found) <= most * len(environment.gating_frameworks)
        assert {entry.finding.partition("::")[0] for entry in found} == set(environment.gating_frameworks)


def test_every_entry_is_complete_and_stands_once() -> None:
    assert incomplete_entries((*REGISTER, *SUPPLY_CHAIN, *WEAKENINGS, *RELEASES)) == []


def test_no_entry_holds_for_longer_than_a_year_and_a_month() -> None:
    """Counted from the day on which the oldest decision of the register was made."""
    first = datetime.date(2026, 11, 24)
    assert max(entry.expires for entry in REGISTER) <= first + datetime.timedelta(days=366 + 31)


@pytest.mark.parametrize("entry", REGISTER, ids=lambda entry: f"{entry.finding} at {entry.path}")
def test_entry_names_one_finding_at_one_resource_and_says_why(entry: Acknowledgement) -> None:
    pack, _, rule = entry.finding.partition("::")
    assert rule.startswith((f"{pack}-", f"{pack}_"))
    if rule.rpartition("-")[2][:4] in ("IAM4", "IAM5"):
        assert rule.endswith("]")  # the exact finding; the bare rule would excuse them all
    # A route is a resource of the CDK's VPC without a construct around it.
    assert entry.path.endswith(("/Resource", "/DefaultRoute"))
    assert len(entry.reason.split()) >= 8
