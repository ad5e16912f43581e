"""Locks as Poetry 2.5, Pipenv 2026.10 and uv 0.13 themselves wrote them, of apps that ask for the same packages:
what is installed of each is what it locks.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

from localcloud.cli.provisioning.app_packages import python_file
from localcloud.cli.provisioning.python_requirements import read_requirements

_LOCKS = Path(__file__).parents[2] / "foreign" / "locks"
_FILES = {"poetry": "poetry.lock", "pipenv": "Pipfile.lock", "uv": "uv.lock"}
_NOT_LOCKED = {"ferry-bell"}  # the app itself


def pinned(lines: Iterable[str]) -> dict[str, str]:
    """By a package's normal name, the version that requirements fix it to."""
    found = [re.match(r"([\w.-]+)(?:\[[^]]*\])?==([^\s;]+)", line) for line in lines]
    return {re.sub(r"[-_.]+", "-", each[1]).lower(): each[2] for each in found if each}


def locked(tool: str) -> dict[str, str]:
    """The versions in a lock, read as nothing but a table of packages."""
    text = (_LOCKS / tool / _FILES[tool]).read_text(encoding="utf-8")
    if tool == "pipenv":
        return pinned(f"{name}{entry['version']}" for name, entry in json.loads(text)["default"].items())
    packages = tomllib.loads(text)["package"]
    return pinned(f"{each['name']}=={each['version']}" for each in packages if each["name"] not in _NOT_LOCKED)


@pytest.mark.parametrize("tool", _FILES)
def test_a_lock_goes_before_the_manifest_beside_it(tool: str) -> None:
    assert python_file(_LOCKS / tool) == _FILES[tool]


@pytest.mark.parametrize("tool", ["poetry", "pipenv"])
def test_every_package_has_the_version_of_the_lock(tool: str) -> None:
    found = read_requirements(_LOCKS / tool)
    assert found is not None
    assert pinned((*found.required, *found.constraints)) == locked(tool)
    asked = {re.split(r"[^\w.-]", line)[0] for line in found.required}
    assert {"aws-cdk-lib", "constructs"} <= asked


def test_pipenvs_hashes_are_held_to() -> None:
    found = read_requirements(_LOCKS / "pipenv")
    assert found is not None
    assert all("--hash=sha256:" in line for line in found.required)


def test_uv_gives_its_lock_without_a_network(tmp_path: Path) -> None:
    shutil.copytree(_LOCKS / "uv", tmp_path / "app")
    uv, words = Path(sys.prefix) / "bin" / "uv", ("--frozen", "--no-emit-workspace", "--no-header", "--offline")
    done = subprocess.run(
        [str(uv), "export", *words], cwd=tmp_path / "app", capture_output=True, text=True, check=True, timeout=60
    )
    assert pinned(done.stdout.splitlines()) == locked("uv")


@pytest.mark.parametrize("tool", _FILES)
def test_a_lock_names_no_index_but_the_public_one(tool: str) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (_LOCKS / tool).iterdir())
    assert set(re.findall(r"https?://([^/\"]+)", text)) <= {"pypi.org", "files.pythonhosted.org"}
