"""Scope: the command line by itself, as a small project of its own has it.

AWS is botocore's Stubber, git is real, and the processes that it starts and ends are real small ones: a stand-in for
the local cloud and for `cdk` that a scratch checkout carries. No network, nothing outside tmp_path.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from localcloud.cli.cloud.server_record import ServerRecord
from localcloud.cli.cloud.workspace import Workspace
from tests.localcloud.cli.example_command import PROJECT
from tests.localcloud.cli.scratch_checkout import ScratchCheckout
from tests.localcloud.cli.stubbed_cloud import (
    RECORD,
    SETTINGS,
    StubbedCloud,
    claimed_workspace,
    commit_all,
    git,
    stubbed_cloud,
)


@pytest.fixture(autouse=True)
def _no_settings_of_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("EXAMPLE_STATE", "EXAMPLE_PORT", "EXAMPLE_CHECKOUT", "APPROVE", "AWS_PROFILE", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A claimed state folder beside an empty checkout."""
    return claimed_workspace(PROJECT, tmp_path)


@pytest.fixture
def scratch(tmp_path: Path) -> ScratchCheckout:
    """A git checkout that `up` accepts, with stand-ins for the local cloud and `cdk`."""
    settings = {"accounts": dict(SETTINGS.accounts), "region": SETTINGS.region}
    block = {**settings, "repository": SETTINGS.repository, "branch": SETTINGS.branch}
    return ScratchCheckout.create(
        tmp_path / "scratch",
        module="tests.localcloud.cli.example_command",
        project=PROJECT,
        cdk_json={"context": {"example": block}},
    )


@pytest.fixture
def record() -> ServerRecord:
    return RECORD


@pytest.fixture
def stubbed(workspace: Workspace) -> Iterator[StubbedCloud]:
    with stubbed_cloud(workspace) as made:
        yield made


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git repository with one commit, "First"."""
    path = tmp_path / "repository"
    path.mkdir()
    git(path, "init", "--quiet", "--initial-branch", "main")
    (path / "a.txt").write_text("a\n", encoding="utf-8")
    commit_all(path, "First")
    return path
