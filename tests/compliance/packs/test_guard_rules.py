"""Each Guard rule objects to what it is made for, names the resource, and leaves the rest alone."""

from __future__ import annotations

import json
from pathlib import Path

import aws_cdk as cdk
import pytest

from compliance.packs import guard_files
from compliance.packs.rule_packs import GUARD
from compliance.packs.template_context import TemplateContext
from tests.compliance.packs.guard_templates import CASES, Case

RULES = [rule for file in guard_files() for rule in file.rules]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[tuple[str, str]]]:
    """For each case the rules that it breaks, with the resource that they name. All are judged at once: starting the
    engine takes longer than all of them."""
    folder = tmp_path_factory.mktemp("templates")
    templates = []
    for number, case in enumerate(CASES):
        template = folder / f"{number}.json"
        template.write_text(json.dumps({"Resources": {"Tried": case.resource}}), encoding="utf-8")
        templates.append(template)
    plugin = cdk.CloudFormationValidatePlugin(
        guard_rules=[cdk.ValidationRuleSource(name=file.name, content=file.content) for file in guard_files()],
        include_default_rules=False,
    )
    found: dict[str, set[tuple[str, str]]] = {case.name: set() for case in CASES}
    for violation in plugin.validate(TemplateContext(templates)).violations:
        if GUARD.owns_rule(violation.rule_name):
            for resource in violation.violating_resources:
                name = CASES[int(Path(str(resource.template_path)).stem)].name
                found[name].add((violation.rule_name, str(resource.resource_logical_id)))
    return found


@pytest.mark.xdist_group("guard")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_resource_breaks_exactly_these_rules(case: Case, broken: dict[str, set[tuple[str, str]]]) -> None:
    assert broken[case.name] == {(rule, "Tried") for rule in case.breaks}


@pytest.mark.parametrize("rule", RULES)
def test_rule_has_a_resource_that_breaks_it_and_one_of_its_kind_that_does_not(rule: str) -> None:
    broken_by = {case.resource["Type"] for case in CASES if rule in case.breaks}
    assert broken_by
    assert broken_by <= {case.resource["Type"] for case in CASES if not case.breaks}


def test_rules_have_names_of_their_own() -> None:
    assert len(RULES) == len(set(RULES))
    assert all(GUARD.owns_rule(rule) for rule in RULES)
