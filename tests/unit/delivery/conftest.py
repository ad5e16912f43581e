"""Scope: what the product's own command line adds to the local cloud's, whose tests are in tests/localcloud/cli.

AWS is botocore's Stubber, git is real, and a scratch checkout carries stand-ins for the local cloud and for `cdk`. No
network, nothing outside tmp_path.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from delivery.cli import PROJECT
from localcloud.cli import Workspace
from tests.localcloud.cli.scratch_checkout import ROOT, ScratchCheckout
from tests.localcloud.cli.stubbed_cloud import StubbedCloud, claimed_workspace, stubbed_cloud


@pytest.fixture(autouse=True)
def _no_settings_of_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DELIVERY_STATE", "DELIVERY_PORT", "DELIVERY_CHECKOUT", "APPROVE", "AWS_PROFILE", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A claimed state folder beside an empty checkout."""
    return claimed_workspace(PROJECT, tmp_path)


@pytest.fixture
def scratch(tmp_path: Path) -> ScratchCheckout:
    """A git checkout with the product's settings that `up` accepts."""
    cdk_json = json.loads((ROOT / "cdk.json").read_text(encoding="utf-8"))
    return ScratchCheckout.create(tmp_path / "scratch", module="delivery", project=PROJECT, cdk_json=cdk_json)


@pytest.fixture
def stubbed(workspace: Workspace) -> Iterator[StubbedCloud]:
    with stubbed_cloud(workspace) as made:
        yield made
