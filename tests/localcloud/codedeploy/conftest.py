"""Scope of tests/localcloud/codedeploy: deployments of versions to aliases, by the API and by stacks.

Over HTTP with boto3, against a local cloud where ten minutes of waiting pass in a second; a deployment that a test
needs in the middle waits for a day there, and ends by what the test does.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.localcloud.cloud_process import CloudProcess
from tests.localcloud.codedeploy.rollout import Rollout

SCALE = ("--time-scale", "600")


@pytest.fixture(scope="session")
def fast_cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CloudProcess]:
    """A running local cloud with a large time scale, shared by this worker's tests."""
    directory = tmp_path_factory.mktemp("fast-cloud")
    with CloudProcess(state_dir=directory / "state", toolchain_dir=directory / "toolchain", switches=SCALE) as process:
        yield process


@pytest.fixture
def own_cloud(tmp_path: Path) -> Iterator[CloudProcess]:
    """The same, that a test may kill and start again."""
    with CloudProcess(state_dir=tmp_path / "state", toolchain_dir=tmp_path / "toolchain", switches=SCALE) as process:
        yield process


@pytest.fixture
def rollout(fast_cloud: CloudProcess) -> Rollout:
    """A function with two versions behind an alias, and a deployment group; one of a test's own."""
    return Rollout(fast_cloud)
