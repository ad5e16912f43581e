"""The matrix finds what Build recorded, no more and no less, and nothing less than cdk-nag said of the app in synth."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

import pytest

from compliance.assembly import TOOLS, environment_of, read_stacks
from compliance.matrix import Matrix, PackResults, Status, matrix_of
from compliance.matrix.javascript_packages import node_modules
from compliance.packs import ENVIRONMENTS, PACKS, Pack, read_report
from compliance.packs.rule_packs import GUARD, SERVERLESS
from compliance.register import read_register
from feature_stacks.naming import PIPELINE_STACK
from stages.environment import FRAMEWORKS

FINDINGS = (Status.NON_COMPLIANT, Status.ERROR, Status.ACKNOWLEDGED)


@pytest.fixture(scope="module")
def matrix(assembly: Path) -> Matrix:
    return matrix_of(assembly, packs=PACKS)


def results_of(matrix: Matrix, pack: Pack) -> PackResults:
    return next(run for run in matrix.packs if run.pack == pack)


def test_findings_equal_those_that_build_recorded(assembly: Path, matrix: Matrix) -> None:
    recorded = {(f.pack, f.rule, f.construct_path, f.acknowledged) for f in read_report(assembly).findings}
    judged = {
        (run.pack.name, result.finding_id, result.resource.path, result.status is Status.ACKNOWLEDGED)
        for run in matrix.packs
        for result in run.with_status(*FINDINGS)
        if result.resource.environment in run.pack.gates
    }
    assert judged == recorded


@pytest.mark.parametrize("pack", [pack for pack in PACKS if set(pack.gates) == set(ENVIRONMENTS)], ids=lambda p: p.name)
def test_findings_hold_all_that_cdk_nag_said_of_the_app_while_it_was_synthesized(
    assembly: Path, matrix: Matrix, pack: Pack
) -> None:
    plugins = json.loads((assembly / "validation-report.json").read_text(encoding="utf-8"))["pluginReports"]
    said = {
        (violation["ruleName"], construct["constructPath"], "reason" in violation)
        for plugin in plugins
        if plugin["pluginName"] == pack.name
        for violation in (*plugin["violations"], *plugin.get("suppressedViolations", ()))
        for construct in violation["violatingConstructs"]
    }
    judged = {
        (result.finding_id, result.resource.path, result.status is Status.ACKNOWLEDGED)
        for result in results_of(matrix, pack).with_status(*FINDINGS)
    }
    assert judged >= said
    assert said or pack in (GUARD, SERVERLESS)


def test_every_entry_of_the_register_is_in_the_matrix(assembly: Path, matrix: Matrix) -> None:
    used = {result.acknowledgement for run in matrix.packs for result in run.with_status(Status.ACKNOWLEDGED)}
    assert used == set(read_register(assembly))


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_every_rule_answers_for_every_resource_of_its_environments(assembly: Path, matrix: Matrix, pack: Pack) -> None:
    run = results_of(matrix, pack)
    suffixes = tuple("pipeline" if name == "tools" else name for name in run.environments)
    expected = sum(len(stack.resources()) for stack in read_stacks(assembly) if stack.name.endswith(suffixes))
    answers = {(result.rule.id, result.resource.path) for result in run.results}
    assert len(answers) == len(run.rules) * expected > 0


def test_the_assembly_passes(matrix: Matrix) -> None:
    assert (matrix.problems, [result for _, result in matrix.stopping]) == ((), [])


@pytest.mark.parametrize(("name", "package"), [("aws-cdk-lib", "aws-cdk-lib"), ("cdk-nag", "cdk-nag")])
def test_the_javascript_is_of_the_version_that_python_has(name: str, package: str) -> None:
    with node_modules() as modules:
        manifest = json.loads((modules / "node_modules" / name / "package.json").read_text(encoding="utf-8"))
    assert manifest["version"] == version(package)


def test_the_pipelines_own_constructs_are_known_and_no_stage_is_among_them(assembly: Path) -> None:
    tree = json.loads((assembly / "tree.json").read_text(encoding="utf-8"))["tree"]
    for child in tree["children"][PIPELINE_STACK]["children"]:
        assert environment_of(f"{PIPELINE_STACK}/{child}")
    assert environment_of(f"{PIPELINE_STACK}/Storage") == TOOLS


def test_every_rule_of_a_framework_names_its_controls_and_none_has_them_in_its_description(matrix: Matrix) -> None:
    frameworks = set(FRAMEWORKS)
    assert {run.pack.name for run in matrix.packs} >= frameworks
    for run in matrix.packs:
        assert all(bool(rule.controls) == (run.pack.name in frameworks) for rule in run.rules)
        assert not [rule for rule in run.rules if "Control ID" in rule.description or not rule.advice]
