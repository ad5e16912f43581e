"""A full disk is said, and nothing is where there is space."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from localcloud.cli.cloud.disk_space import warning


def test_nothing_is_said_of_a_disk_with_space_nor_of_one_that_cannot_be_looked_at(tmp_path: Path) -> None:
    assert warning(tmp_path) == ""
    assert warning(tmp_path / "missing") == ""


def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=0))
    assert warning(tmp_path).startswith(f"no space is left on the file system of {tmp_path}")
