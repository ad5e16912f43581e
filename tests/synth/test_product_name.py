"""The product's name is one edit: what is synthesized and generated of a copy with another one has nothing of the old;
and one that AWS would not take, in whatever follows from it, is refused in one line.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from compliance.assembly import read_stacks
from compliance.assembly.naming_check import PHYSICAL_NAMES
from feature_stacks import naming
from feature_stacks.naming import PRODUCT, TITLE
from stages.environments import ENVIRONMENTS
from stages.product_name import illegal, tightest, too_long
from stages.settings import Settings, SettingsError
from tests.synth.source_tree import REPOSITORY, SourceTree

OTHER = "acme" if PRODUCT.startswith("tally") else "tally"
SETTINGS = json.loads((REPOSITORY / "cdk.json").read_text(encoding="utf-8"))["context"]["careervp"]


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> SourceTree:
    """A synthesized copy with the one edit; its repository, which is a setting, is called otherwise too."""
    tree = SourceTree.at(tmp_path_factory.mktemp("renamed") / "tree")
    shutil.copytree(REPOSITORY / "bootstrap", tree.path / "bootstrap", ignore=shutil.ignore_patterns("__pycache__"))
    (tree.path / "localcloud").symlink_to(REPOSITORY / "localcloud")
    tree.replace("feature_stacks/naming.py", f'PRODUCT: Final = "{PRODUCT}"', f'PRODUCT: Final = "{OTHER}"')
    tree.replace("cdk.json", SETTINGS["repository"], "example-org/renamed")
    synthesized = tree.synthesize()
    assert synthesized.returncode == 0, synthesized.stderr
    return tree


def with_old_name(text: str) -> list[str]:
    """Where a text has the name, however it is written, each with a little around it."""
    named = re.compile(f"{re.escape(PRODUCT)}|{re.escape(TITLE)}", re.IGNORECASE)
    return [text[max(found.start() - 40, 0) : found.end() + 40] for found in named.finditer(text)]


@pytest.mark.slow
def test_no_template_of_a_renamed_product_has_its_old_name(renamed: SourceTree) -> None:
    templates = sorted(renamed.assembly.rglob("*.template.json"))
    assert len(templates) == 1 + 2 * len(ENVIRONMENTS)
    for path in templates:
        text = path.read_text(encoding="utf-8")
        assert f"{OTHER}-" in text
        assert with_old_name(text) == [], path.name


@pytest.mark.slow
def test_every_name_of_a_renamed_product_passes_its_own_naming_check(renamed: SourceTree) -> None:
    checked = renamed.run("compliance.assembly.naming_check", "cdk.out")
    assert checked.returncode == 0, checked.stderr


@pytest.mark.slow
def test_the_bootstrap_policies_of_a_renamed_product_reach_nothing_of_its_old_name(renamed: SourceTree) -> None:
    stale = renamed.run("bootstrap", "check")
    assert "make bootstrap-policies" in stale.stderr
    written = renamed.run("bootstrap", "write")
    assert written.returncode == 0, written.stderr
    text = (renamed.path / "bootstrap/policies.template.json").read_text(encoding="utf-8")
    assert f"{OTHER}-boundary" in text
    assert with_old_name(text) == []


@pytest.mark.slow
def test_acknowledgements_of_a_renamed_product_excuse_its_new_names(renamed: SourceTree) -> None:
    """An entry of the old name would excuse nothing, and the gate would stop a release for both."""
    register = json.loads((renamed.assembly / "acknowledgements.json").read_text(encoding="utf-8"))
    excused = [f"{entry['finding']} {entry['path']}" for entry in entries_of(register)]
    assert excused
    assert [line for line in excused if PRODUCT in line] == []


def entries_of(value: Any) -> list[dict[str, str]]:
    """The objects with a finding and a path, wherever they stand."""
    if isinstance(value, dict):
        own = [value] if {"finding", "path"} <= value.keys() else []
        return own + [entry for one in value.values() for entry in entries_of(one)]
    return [entry for one in value for entry in entries_of(one)] if isinstance(value, list) else []


@pytest.mark.parametrize("product", ["tally", "acme-careers", "a1", "x", "careervp", "career-2-vp"])
def test_a_name_of_lower_case_words_is_taken(product: str) -> None:
    assert illegal(product) is None


@pytest.mark.parametrize(
    ("product", "why"),
    [
        ("My_App", "lower-case letters and digits"),
        ("Tally", "lower-case letters and digits"),
        ("tally.io", "lower-case letters and digits"),
        ("tally--books", "single hyphens"),
        ("-tally", "letter first"),
        ("tally-", "single hyphens"),
        ("2tally", "letter first"),
        ("tally\n", "lower-case letters and digits"),
        ("", "lower-case letters and digits"),
        ("aws-tally", "begin with the word 'aws'"),
        ("cdk", "begin with the word 'cdk'"),
    ],
)
def test_another_is_refused_with_what_is_allowed_and_why(
    product: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stages.settings.PRODUCT", product)
    with pytest.raises(SettingsError) as refused:
        Settings.from_context(SETTINGS)
    assert str(refused.value).startswith("PRODUCT must ")
    assert why in str(refused.value)
    assert str(refused.value).endswith("(feature_stacks/naming.py)")
    assert "\n" not in str(refused.value)


def test_a_name_is_too_long_by_its_longest_derived_name(monkeypatch: pytest.MonkeyPatch) -> None:
    longest = tightest(ENVIRONMENTS).room
    assert too_long("x" * longest, ENVIRONMENTS) is None
    monkeypatch.setattr("stages.settings.PRODUCT", "x" * (longest + 1))
    with pytest.raises(SettingsError, match=f"at most {longest} characters, and 'x+' has {longest + 1}: the .*product"):
        Settings.from_context(SETTINGS)


def test_longer_names_of_environments_and_replicas_leave_less_room() -> None:
    usual = tightest(ENVIRONMENTS).room
    far = replace(ENVIRONMENTS[0], name="e" * 20)
    assert tightest([far]).kind == "S3 bucket"
    assert tightest([far]).room == 63 - len("-cv-artifacts-111111111111-bucket-") - 20
    assert tightest([far]).room < usual
    assert tightest(ENVIRONMENTS, ["ap-southeast-1"]).pattern == (
        "{product}-replica-ap-southeast-1-{account}-bucket-tools"
    )
    assert tightest(ENVIRONMENTS, ["ap-southeast-1"]).room < usual


def test_no_name_of_the_templates_leaves_less_room_than_is_promised(assembly: Path) -> None:
    promised = tightest(ENVIRONMENTS).room
    for stack in read_stacks(assembly):
        for resource in stack.resources().values():
            rule = PHYSICAL_NAMES.get(resource["Type"])
            name = resource.get("Properties", {}).get(rule.property) if rule else None
            if rule and isinstance(name, str):
                others = len(name.removeprefix(rule.prefix)) - len(PRODUCT)
                assert others + promised <= rule.longest, name


def test_the_pipeline_s_role_is_called_as_the_product_s_name_is_measured(assembly: Path) -> None:
    (pipeline,) = (stack for stack in read_stacks(assembly) if stack.name == naming.PIPELINE_STACK)
    roles = [name for name, resource in pipeline.resources().items() if resource["Type"] == "AWS::IAM::Role"]
    assert [name for name in roles if re.fullmatch(rf"{naming.PIPELINE_ROLE}[0-9A-F]{{8}}", name)]


@pytest.mark.parametrize(
    ("product", "spelled", "title"),
    [
        ("careervp", "CareerVP", "CareerVP"),
        ("tally", "CareerVP", "Tally"),
        ("acme-careers", "CareerVP", "Acme Careers"),
        ("acme-careers", "ACME careers", "ACME careers"),
    ],
)
def test_people_read_the_name_as_it_is_spelled_while_that_is_this_name(product: str, spelled: str, title: str) -> None:
    assert naming.title_of(product, spelled=spelled) == title


def test_a_long_pipeline_stack_is_asked_for_by_what_stays_of_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feature_stacks.naming.PIPELINE_STACK", "tally-pipeline")
    assert naming.pipeline_role_pattern() == "tally-pipeline-DeliveryPipelineRole*"
    monkeypatch.setattr("feature_stacks.naming.PIPELINE_STACK", "twenty-characters-xy-pipeline")
    assert naming.pipeline_role_pattern() == "twenty-characters-xy-pip*-DeliveryPipelineRole*"
