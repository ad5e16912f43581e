"""Where uv looks for Pythons on a machine with pyenv, and on one without."""

from __future__ import annotations

from pathlib import Path

import pytest

from localcloud.toolchain.python_search_path import python_search_path


@pytest.fixture
def pyenv(tmp_path: Path) -> Path:
    """Three versions, of which a person chose the one in the middle."""
    root = tmp_path / ".pyenv"
    for version in ("3.9.18", "3.11.7", "3.12.1"):
        (root / "versions" / version / "bin").mkdir(parents=True)
    (root / "shims").mkdir()
    (root / "version").write_text("3.11.7\n", encoding="utf-8")
    return root


def _bins(pyenv: Path, *versions: str) -> list[str]:
    return [str(pyenv / "versions" / version / "bin") for version in versions]


def test_the_chosen_version_is_in_the_place_of_the_shims_and_the_others_come_last(pyenv: Path) -> None:
    machine = {"HOME": str(pyenv.parent), "PATH": f"/own:{pyenv}/shims:/usr/bin"}
    others = _bins(pyenv, "3.9.18", "3.12.1")
    assert python_search_path(machine).split(":") == ["/own", *_bins(pyenv, "3.11.7"), "/usr/bin", *others]


def test_a_shell_may_choose_several_and_pyenv_may_lie_elsewhere(pyenv: Path) -> None:
    machine = {"PYENV_ROOT": str(pyenv), "PYENV_VERSION": "3.12.1:3.9.18:2.7.18", "PATH": f"{pyenv}/shims:/usr/bin"}
    chosen = _bins(pyenv, "3.12.1", "3.9.18")
    assert python_search_path(machine).split(":") == [*chosen, "/usr/bin", *_bins(pyenv, "3.11.7")]


def test_without_pyenv_it_is_path(tmp_path: Path) -> None:
    assert python_search_path({"HOME": str(tmp_path), "PATH": "/own:/usr/bin"}) == "/own:/usr/bin"
