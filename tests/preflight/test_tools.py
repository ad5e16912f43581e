from __future__ import annotations

import json
from pathlib import Path

import pytest

from delivery.preflight import Verdict
from delivery.preflight.answer import Answer
from delivery.preflight.checks import tools
from tests.preflight.readiness import Readiness
from tests.preflight.ready_checkout import ReadyCheckout

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("preflight")]


def answers(ready: Readiness, checkout: ReadyCheckout) -> list[Answer]:
    """What is to be done about the tools of a checkout."""
    ready.checkout = checkout.path
    return [answer for answer in tools.look(ready.situation()) if answer.verdict is Verdict.TO_DO]


def stand_in(path: Path, output: str) -> None:
    """A program that says a version."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho {output}\n", encoding="utf-8")
    path.chmod(0o755)


def test_a_cdk_of_another_version_than_is_pinned(ready: Readiness, checkout: ReadyCheckout) -> None:
    file = checkout.path / "package.json"
    package = json.loads(file.read_text(encoding="utf-8"))
    package["devDependencies"]["aws-cdk"] = "2.9999.0"
    file.write_text(json.dumps(package), encoding="utf-8")
    (answer,) = answers(ready, checkout)
    assert answer.text.endswith("pinned is 2.9999.0")
    assert "make setup" in answer.remedy


def test_a_cdk_that_is_not_installed(ready: Readiness, checkout: ReadyCheckout) -> None:
    (checkout.path / "node_modules").unlink()
    (answer,) = answers(ready, checkout)
    assert answer.text == "the pinned cdk does not run"


def test_node_that_is_too_old(ready: Readiness, checkout: ReadyCheckout) -> None:
    (checkout.path / ".venv").unlink()
    stand_in(checkout.path / ".venv" / "bin" / "node", "v18.20.4")
    assert "Node 18.20.4 is too old for the CDK" in [answer.text for answer in answers(ready, checkout)]


def test_no_node_and_no_git(ready: Readiness, checkout: ReadyCheckout, monkeypatch: pytest.MonkeyPatch) -> None:
    (checkout.path / ".venv").unlink()
    monkeypatch.setenv("PATH", str(checkout.path / "nothing"))
    node, cdk, git = answers(ready, checkout)
    assert node.text.startswith("Node is not found")
    assert cdk.text == "the pinned cdk does not run"
    assert git.text == "git is not found"


def test_another_python(ready: Readiness, checkout: ReadyCheckout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.version_info", (3, 12, 1, "final", 0))
    assert answers(ready, checkout)[0].text == "this is Python 3.12.1"
