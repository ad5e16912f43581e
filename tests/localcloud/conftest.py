"""Scope of tests/localcloud: the local cloud as AWS's clients see it.

Tests here talk to a real server over HTTP with boto3 or the CDK CLI; each xdist worker has one, on a free port and on a
state directory of its own. What needs no server (parsers, stores, shapes) is tested directly. Whole pipelines are in
tests/e2e, the pipeline's template in tests/pipeline.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.localcloud.cloud_process import CloudProcess

SERVERS = {"cloud", "new_cloud", "own_cloud", "fast_cloud", "builds", "new_builds", "own_builds"}
"""Fixtures that start a local cloud."""

# A minute that a service is told to wait passes in a tenth of a second.
TIME_SCALE = "--time-scale=600"

# MiniStack keeps a key on disk as soon as some of its modules are imported: not where others would find it.
os.environ["STATE_DIR"] = tempfile.mkdtemp(prefix="ministack-in-process-")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever asks for a server is a test with a cloud, marked or not."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here) and isinstance(item, pytest.Function) and SERVERS & set(item.fixturenames):
            item.add_marker(pytest.mark.cloud)


def pytest_unconfigure() -> None:
    """Remove what importing MiniStack wrote."""
    shutil.rmtree(os.environ["STATE_DIR"], ignore_errors=True)


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CloudProcess]:
    """A running local cloud with the accounts tools, dev, prod and a foreign one, shared by this worker's tests."""
    directory = tmp_path_factory.mktemp("cloud")
    with CloudProcess(
        state_dir=directory / "state", toolchain_dir=directory / "toolchain", switches=(TIME_SCALE,)
    ) as process:
        yield process


@pytest.fixture(scope="session")
def new_cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CloudProcess]:
    """A running local cloud whose accounts are new, and whose source artifacts have no modes."""
    directory = tmp_path_factory.mktemp("new-cloud")
    switches = ("--new-accounts", "--strip-modes")
    with CloudProcess(
        state_dir=directory / "state", toolchain_dir=directory / "toolchain", switches=switches
    ) as process:
        yield process
