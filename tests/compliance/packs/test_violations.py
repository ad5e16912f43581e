"""Each violation is found by a rule of its kind, and its twin by none of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from compliance.assembly.macro_places import with_macro_places
from compliance.matrix.guard_probes import probed_files
from compliance.packs.facts import judged_template
from compliance.packs.rule_packs import AWS_SOLUTIONS, GUARD, SERVERLESS
from tests.compliance.packs.guard_engine import STAGE, broken_rules
from tests.compliance.packs.violation_cases import VIOLATIONS, Violation

Broken = dict[str, set[tuple[str, str]]]

pytestmark = pytest.mark.xdist_group("guard")


@pytest.fixture(scope="module")
def broken() -> Broken:
    """What every template breaks: starting the engine takes longer than all of them. Where a pack of cdk-nag has the
    rule, that pack is asked."""
    ours = [case for case in VIOLATIONS if all(rule.startswith(f"{GUARD.name}_") for rule in case.breaks)]
    theirs = [case for case in VIOLATIONS if case not in ours]
    return {**broken_rules(_templates(ours)), **broken_rules(_templates(theirs), packs=(AWS_SOLUTIONS, SERVERLESS))}


def _templates(cases: Sequence[Violation]) -> dict[str, dict[str, Any]]:
    twins = {f"{case.name} twin": case.twin for case in cases if case.twin is not None}
    return {**{case.name: case.template for case in cases}, **twins}


@pytest.mark.parametrize("case", VIOLATIONS, ids=lambda case: case.name)
def test_a_violation_is_found_by_a_rule_of_its_kind(case: Violation, broken: Broken) -> None:
    found = {rule for rule, _ in broken[case.name]}
    assert found & set(case.breaks), f"{case.violation} Found: {sorted(found)}"


@pytest.mark.parametrize("case", [case for case in VIOLATIONS if case.twin], ids=lambda case: case.name)
def test_its_twin_is_not(case: Violation, broken: Broken) -> None:
    found = {rule for rule, _ in broken[f"{case.name} twin"]}
    assert not found & {rule for other in VIOLATIONS if other.kind == case.kind for rule in other.breaks}


def test_cases_have_names_of_their_own() -> None:
    assert len({case.name for case in VIOLATIONS}) == len(VIOLATIONS)


@pytest.mark.parametrize("case", VIOLATIONS, ids=lambda case: case.name)
def test_the_rules_that_it_breaks_are_asked_where_only_its_types_occur(case: Violation, broken: Broken) -> None:
    judged = judged_template(with_macro_places(case.template, STAGE), own_accounts=["222222222222"])
    asked = {
        rule
        for probed in probed_files({resource["Type"] for resource in judged["Resources"].values()})
        for rule in probed.file.rules
    }
    assert {rule for rule, _ in broken[case.name] if rule.startswith(f"{GUARD.name}_")} <= asked
