"""Scope: `delivery teardown` on a local cloud, with small stacks that hold what AWS does not let go as it is. The whole
product's end is in tests/e2e/test_pages.py.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.localcloud.cloud_process import CloudProcess


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CloudProcess]:
    """A running local cloud with the accounts that cdk.json ships with, shared by this worker's tests."""
    directory = tmp_path_factory.mktemp("teardown")
    with CloudProcess(state_dir=directory / "state", toolchain_dir=directory / "toolchain") as process:
        yield process
