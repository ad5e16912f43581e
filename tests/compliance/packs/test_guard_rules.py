"""Each Guard rule objects to what it is made for, names the resource, and leaves the rest alone."""

from __future__ import annotations

import re

import pytest

from compliance.packs import GuardFile, guard_files
from compliance.packs.rule_packs import GUARD
from tests.compliance.packs.guard_engine import broken_rules
from tests.compliance.packs.guard_templates import CASES, Case
from tests.compliance.packs.violation_cases import VIOLATIONS

RULES = [rule for file in guard_files() for rule in file.rules]
WITH_VIOLATIONS = {rule for case in VIOLATIONS if case.twin for rule in case.breaks}
"""Each of their templates breaks a rule, and its twin does not (test_violations.py)."""


@pytest.fixture(scope="module")
def broken() -> dict[str, set[tuple[str, str]]]:
    """For each case the rules that it breaks, with the resource that they name. All are judged at once: starting the
    engine takes longer than all of them."""
    return broken_rules({case.name: {"Resources": {"Tried": case.resource}} for case in CASES})


@pytest.mark.xdist_group("guard")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_resource_breaks_exactly_these_rules(case: Case, broken: dict[str, set[tuple[str, str]]]) -> None:
    assert broken[case.name] == {(rule, "Tried") for rule in case.breaks}


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in WITH_VIOLATIONS])
def test_rule_has_a_resource_that_breaks_it_and_one_of_its_kind_that_does_not(rule: str) -> None:
    broken_by = {case.resource["Type"] for case in CASES if rule in case.breaks}
    assert broken_by
    assert broken_by <= {case.resource["Type"] for case in CASES if not case.breaks}


@pytest.mark.parametrize("file", guard_files(), ids=lambda file: file.name)
def test_every_selection_of_a_file_is_used(file: GuardFile) -> None:
    selections = re.findall(r"^let (\w+)", file.content, re.MULTILINE)
    assert [name for name in selections if not re.search(rf"%{name}\b", file.content)] == []


def test_rules_have_names_of_their_own() -> None:
    assert len(RULES) == len(set(RULES))
    assert all(rule.startswith(f"{GUARD.name}_") for rule in RULES)
