"""Where uv looks for the Pythons of this machine.

pyenv's programs on PATH (its shims) end with an error for each version that is there and not chosen, at which uv gives
up; the folders behind them hold every version.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def python_search_path(machine: Mapping[str, str]) -> str:
    """PATH with the version that pyenv has chosen in the place of its shims, and the other versions at the end.

    Args:
        machine: the environment of a person.

    Sources: github.com/pyenv/pyenv, "Understanding shims" and "Choosing the Python version";
    docs.astral.sh/uv/concepts/python-versions, "Discovery of Python versions".
    """
    root = Path(machine.get("PYENV_ROOT") or Path(machine.get("HOME", "~")).expanduser() / ".pyenv")
    installed = {place.parent.name: str(place) for place in sorted((root / "versions").glob("*/bin"), reverse=True)}
    chosen = [installed.pop(name) for name in _chosen(machine, root) if name in installed]
    places: list[str] = []
    for place in machine.get("PATH", os.defpath).split(os.pathsep):
        places += chosen if Path(place) == root / "shims" else [place]
    return os.pathsep.join((*places, *installed.values()))


def _chosen(machine: Mapping[str, str], root: Path) -> list[str]:
    """The versions of the shell, or else of the user; `.python-version` of a folder is read by uv itself."""
    if machine.get("PYENV_VERSION"):
        return machine["PYENV_VERSION"].split(":")
    file = root / "version"
    return file.read_text(encoding="utf-8").split() if file.is_file() else []
