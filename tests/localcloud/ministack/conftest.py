"""Scope of tests/localcloud/ministack: where MiniStack alone differs from AWS, and that the local cloud does not.

For each fix one test shows AWS's behaviour in the local cloud, and one, marked `alone` in its name, that MiniStack by
itself still behaves otherwise: when that one fails after an upgrade, the fix may go.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.localcloud.cloud_process import REPOSITORY, CloudProcess, ServerProcess


class PlainMiniStack(ServerProcess):
    """MiniStack as it is installed; its 12-digit access keys are the accounts' roots."""

    def __init__(self, directory: Path) -> None:
        super().__init__()
        self._directory = directory

    def command(self) -> Sequence[str]:
        """MiniStack's own application on a free port."""
        script = REPOSITORY / "tests" / "localcloud" / "ministack" / "plain_server.py"
        return (sys.executable, str(script), str(self._directory))

    def credentials(self, account: str) -> tuple[str, str]:
        """The account's root, with any secret."""
        return account, "test"


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlainMiniStack]:
    """MiniStack without any fix, shared by this worker's tests."""
    with PlainMiniStack(tmp_path_factory.mktemp("plain")) as process:
        yield process


@pytest.fixture
def own_cloud(tmp_path: Path) -> Iterator[CloudProcess]:
    """A local cloud that a test may kill and start again."""
    with CloudProcess(state_dir=tmp_path / "state", toolchain_dir=tmp_path / "toolchain") as process:
        yield process
