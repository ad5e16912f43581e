"""Scope of tests/localcloud/codebuild: builds as CodeBuild's clients see them, and the pieces that run them.

Parsers, selections and the shell are tested directly; everything that has credentials, logs or artifacts goes over
HTTP to a server of this worker's own.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.localcloud.codebuild.build_cloud import BuildCloud


@pytest.fixture(scope="session")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuildCloud]:
    """A running local cloud with a build role, shared by this worker's tests."""
    directory = tmp_path_factory.mktemp("builds")
    with BuildCloud(state_dir=directory / "state", toolchain_dir=directory / "toolchain") as cloud:
        cloud.create_role("build")
        yield cloud


@pytest.fixture
def own_builds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuildCloud]:
    """A local cloud of one test's own, which it may kill."""
    directory = tmp_path_factory.mktemp("own-builds")
    with BuildCloud(state_dir=directory / "state", toolchain_dir=directory / "toolchain") as cloud:
        cloud.create_role("build")
        yield cloud
