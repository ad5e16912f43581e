"""The product's settings, as `up` finds them before it changes anything."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from delivery.cli import PROJECT
from delivery.commit_settings import read_commit_settings, read_settings
from feature_stacks.naming import BOUNDARY, PRODUCT
from localcloud.cli import CommandError, ExitCode, Workspace
from localcloud.cli.provisioning.preflight import Check, Preflight, inspect
from tests.localcloud.cli.scratch_checkout import ScratchCheckout


def look(scratch: ScratchCheckout, *, port: int = 0) -> tuple[Preflight, list[Check]]:
    announced: list[Check] = []
    workspace = Workspace.at(PROJECT, checkout=scratch.path, state=None, port=port)
    return inspect(workspace, read_settings=read_commit_settings, announce=announced.append), announced


def failed(checks: list[Check]) -> dict[str, str]:
    return {check.subject: check.text for check in checks if not check.ok}


def edit_settings(scratch: ScratchCheckout, change: Callable[[dict[str, Any]], object]) -> None:
    document = json.loads((scratch.path / "cdk.json").read_text(encoding="utf-8"))
    change(document["context"]["careervp"])
    (scratch.path / "cdk.json").write_text(json.dumps(document), encoding="utf-8")


def write(scratch: ScratchCheckout, name: str, text: str) -> None:
    path = scratch.path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_the_products_own_settings_pass_every_check(scratch: ScratchCheckout) -> None:
    found, checks = look(scratch)
    assert failed(checks) == {}
    assert found.source is not None


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda s: s["accounts"].pop("prod"), "careervp.accounts.prod"),
        (lambda s: s["accounts"].update(staging="444444444444"), "careervp.accounts.staging"),
        (lambda s: s.pop("connection_arn"), "careervp.connection_arn"),
        (lambda s: s.update(region="moon-east-1"), "careervp.region"),
        (lambda s: s.update(repository="no-owner"), "careervp.repository"),
        (lambda s: s.update(branch=""), "careervp.branch"),
    ],
    ids=["no-account", "unknown-environment", "no-connection", "wrong-region", "no-owner", "no-branch"],
)
def test_a_bad_setting_is_one_line_that_names_it(
    scratch: ScratchCheckout, change: Callable[[dict[str, Any]], object], named: str
) -> None:
    edit_settings(scratch, change)
    found, checks = look(scratch)
    assert list(failed(checks)) == ["settings"]
    assert named in failed(checks)["settings"]
    assert found.exit_code is ExitCode.USAGE
    assert not scratch.state.exists()


def test_a_bad_setting_that_is_committed_is_found_though_the_file_was_put_right_since(scratch: ScratchCheckout) -> None:
    good = (scratch.path / "cdk.json").read_text(encoding="utf-8")
    edit_settings(scratch, lambda s: s.pop("region"))
    scratch.commit("Bad settings")
    (scratch.path / "cdk.json").write_text(good, encoding="utf-8")
    _, checks = look(scratch)
    assert "of commit" in failed(checks)["settings"]
    assert "cdk.json of the working tree is fine: `git commit` it" in failed(checks)["settings"]


def test_the_commits_settings_are_used_and_uncommitted_ones_mentioned(scratch: ScratchCheckout) -> None:
    edit_settings(scratch, lambda s: s.update(branch="release"))
    found, checks = look(scratch)
    assert found.source is not None
    assert found.source.settings.branch == "main"
    assert "uncommitted" in next(check.text for check in checks if check.subject == "settings")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (None, "is missing"),
        ("{", "is not JSON"),
        ("[]", "careervp is missing"),
        ('{"context": 1}', "careervp is missing"),
    ],
)
def test_a_cdk_json_without_settings_gets_a_clear_line(text: str | None, problem: str) -> None:
    with pytest.raises(CommandError, match=problem) as refused:
        read_settings(text, where="cdk.json")
    assert refused.value.exit_code is ExitCode.USAGE


@pytest.mark.slow
def test_bad_settings_are_one_clear_line_before_anything_is_changed(scratch: ScratchCheckout) -> None:
    text = (scratch.path / "cdk.json").read_text(encoding="utf-8")
    (scratch.path / "cdk.json").write_text(text.replace('"222222222222"', '"2222"'), encoding="utf-8")
    done = scratch.call("up", "--json")
    assert done.returncode == ExitCode.USAGE
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("!!")]
    assert "careervp.accounts.dev" in line
    assert "careervp.accounts.dev" in json.loads(done.stdout)["error"]
    assert not scratch.state.exists()


def test_a_commit_that_calls_the_product_otherwise_is_refused_before_anything_is_made(scratch: ScratchCheckout) -> None:
    write(scratch, "feature_stacks/naming.py", 'PRODUCT: Final = "another"\n')
    scratch.commit("Another name")
    found, checks = look(scratch)
    assert f"calls the product {PRODUCT!r}, and in commit" in failed(checks)["settings"]
    assert "'another'" in failed(checks)["settings"]
    assert found.exit_code is ExitCode.USAGE


def test_a_commit_whose_bootstrap_policies_are_of_another_name_is_refused(scratch: ScratchCheckout) -> None:
    write(scratch, "bootstrap/policies.template.json", '{"ManagedPolicyName": "another-boundary"}\n')
    scratch.commit("The policies of before")
    found, checks = look(scratch)
    assert BOUNDARY in failed(checks)["settings"]
    assert "make bootstrap-policies" in failed(checks)["settings"]
    assert found.exit_code is ExitCode.USAGE
