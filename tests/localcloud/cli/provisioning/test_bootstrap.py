"""What `up` bootstraps: every account in every region that the pipeline deploys into or copies artifacts to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from localcloud.cli.provisioning.account_policies import AccountPolicies, policies_template
from localcloud.cli.provisioning.bootstrap import limits, named, stack_name, targets
from localcloud.cli.terminal.exit_codes import CommandError
from tests.localcloud.cli.stubbed_cloud import REGION, SETTINGS

_AWAY = "eu-west-1"


def _found(*, regions: Mapping[str, str], **accounts: str) -> list[tuple[str, str, str, bool]]:
    settings = replace(SETTINGS, accounts={**SETTINGS.accounts, **accounts}, regions=regions)
    return [(target.label, target.account, target.region, target.trusts) for target in targets(settings)]


def test_each_account_is_bootstrapped_once_and_the_environments_trust_the_pipelines() -> None:
    assert _found(regions={}) == [
        ("tools", "111111111111", REGION, False),
        ("dev", "222222222222", REGION, True),
        ("prod", "333333333333", REGION, True),
    ]


def test_an_environment_in_another_region_is_bootstrapped_there_and_so_is_the_pipelines_account() -> None:
    assert _found(regions={"prod-eu": _AWAY}, **{"prod-eu": "333333333333"}) == [
        ("tools", "111111111111", REGION, False),
        (f"tools in {_AWAY}", "111111111111", _AWAY, False),
        ("dev", "222222222222", REGION, True),
        ("prod", "333333333333", REGION, True),
        (f"prod-eu in {_AWAY}", "333333333333", _AWAY, True),
    ]


def test_one_account_for_all_is_bootstrapped_once_a_region_and_trusts_itself() -> None:
    same = dict.fromkeys(("dev", "prod"), "111111111111")
    assert _found(regions={"prod": _AWAY}, **same) == [
        ("tools", "111111111111", REGION, True),
        (f"tools in {_AWAY}", "111111111111", _AWAY, True),
    ]


_POLICIES = AccountPolicies(boundary="ours-boundary", pipeline="arn:one", stage="arn:two,arn:three", changed=True)


def test_each_account_is_given_the_boundary_and_the_policies_of_what_is_deployed_there() -> None:
    boundary = ["--custom-permissions-boundary", "ours-boundary"]
    given = {target.label: limits(target, _POLICIES) for target in targets(SETTINGS)}
    assert given["tools"] == ["--cloudformation-execution-policies", "arn:one", *boundary]
    assert given["dev"] == ["--cloudformation-execution-policies", "arn:two,arn:three", *boundary]
    (one,) = targets(replace(SETTINGS, accounts=dict.fromkeys(SETTINGS.accounts, "111111111111")))
    assert limits(one, _POLICIES) == ["--cloudformation-execution-policies", "arn:one,arn:two,arn:three", *boundary]


def test_without_policies_of_its_own_a_project_deploys_as_an_administrator() -> None:
    administrator = ["--cloudformation-execution-policies", "arn:aws:iam::aws:policy/AdministratorAccess"]
    given = {target.label: limits(target, None) for target in targets(SETTINGS)}
    assert given == {"tools": [], "dev": administrator, "prod": administrator}


def test_a_project_names_its_template_in_pyproject(tmp_path: Path) -> None:
    assert policies_template(tmp_path) is None
    project = tmp_path / "pyproject.toml"
    project.write_text("[project]\nname = 'greeting'\n")
    assert policies_template(tmp_path) is None
    project.write_text("[tool.localcloud.bootstrap]\ntemplate = 'policies.json'\n")
    with pytest.raises(CommandError, match=r"policies\.json is missing"):
        policies_template(tmp_path)
    (tmp_path / "policies.json").touch()
    assert policies_template(tmp_path) == tmp_path / "policies.json"


def test_a_bootstrap_of_the_apps_own_is_a_stack_of_its_own() -> None:
    own = replace(SETTINGS, qualifier="orchard1")
    assert (stack_name(SETTINGS), named(SETTINGS)) == ("CDKToolkit", [])
    assert named(own) == ["--qualifier", "orchard1", "--toolkit-stack-name", "CDKToolkit-orchard1"]
    assert stack_name(own) == "CDKToolkit-orchard1"
