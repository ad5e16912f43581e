"""What Poetry's, Pipenv's and PEP 621's files ask for, as requirements that any installer reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from localcloud.cli.provisioning.app_packages import python_file
from localcloud.cli.provisioning.python_requirements import cdk_options, read_requirements, specifier
from localcloud.cli.terminal.exit_codes import CommandError

_POETRY = """
[tool.poetry.dependencies]
python = "^3.11"
aws-cdk-lib = "^2.100.0"
pears = {git = "https://example.com/pears.git", tag = "v1"}
plums = {version = "~1.4", extras = ["ripe"], markers = "sys_platform == 'linux'"}
spare = {version = "1", optional = true}
[tool.poetry.group.dev.dependencies]
apples = "*"
[tool.poetry.group.docs]
optional = true
[tool.poetry.group.docs.dependencies]
quinces = "1"
"""
_LOCK = """
[[package]]
name = "aws-cdk-lib"
version = "2.150.0"
[[package]]
name = "constructs"
version = "10.3.0"
markers = "python_version > '3.8'"
[[package]]
name = "pears"
version = "1.0"
[package.source]
type = "git"
url = "https://example.com/pears.git"
[[package]]
name = "private"
version = "3"
[package.source]
type = "legacy"
url = "https://example.com/simple"
"""
_PIPFILE_LOCK = """{"default": {"attrs": {"version": "==23.1.0", "hashes": ["sha256:aa", "sha256:bb"],
    "markers": "python_version >= '3.7'", "index": "pypi"}, "own": {"path": ".", "editable": true}},
    "develop": {DEVELOP}}"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def test_poetry_asks_for_its_manifests_packages_at_the_locks_versions(folder: Path) -> None:
    _write(folder, {"pyproject.toml": _POETRY, "poetry.lock": _LOCK})
    found = read_requirements(folder)
    assert found is not None
    assert found.file == "poetry.lock"
    assert found.required == (
        "aws-cdk-lib",
        "pears @ git+https://example.com/pears.git@v1",
        "plums[ripe] ; sys_platform == 'linux'",
        "apples",
    )
    assert found.constraints == ("aws-cdk-lib==2.150.0", "constructs==10.3.0 ; python_version > '3.8'", "private==3")


def test_poetrys_second_version_may_name_them_as_the_standard_does(folder: Path) -> None:
    project = (
        '[project]\nname = "o"\ndependencies = ["aws-cdk-lib (>=2,<3)", "plums[ripe]>=1 ; python_version>\'3\'"]\n'
    )
    _write(folder, {"pyproject.toml": project, "poetry.lock": _LOCK})
    found = read_requirements(folder)
    assert found is not None
    assert found.required == ("aws-cdk-lib", "plums[ripe] ; python_version>'3'")


def test_without_a_lock_the_manifests_versions_hold(folder: Path) -> None:
    _write(folder, {"pyproject.toml": _POETRY})
    found = read_requirements(folder)
    assert found is not None
    assert found.required[0] == "aws-cdk-lib>=2.100.0,<3"
    assert "plums[ripe]>=1.4,<1.5 ; sys_platform == 'linux'" in found.required
    assert python_file(folder) == "pyproject.toml"


@pytest.mark.parametrize(
    ("develop", "more"),
    [
        ('{"pytest": {"version": "==8"}}', ()),
        ('{"aws-cdk-lib": {"version": "==2.150.0"}}', ("aws-cdk-lib==2.150.0",)),  # synth imports it
    ],
)
def test_pipenv_asks_for_what_its_lock_holds_with_its_hashes(folder: Path, develop: str, more: tuple[str, ...]) -> None:
    _write(
        folder, {"Pipfile": "[packages]\nattrs = '*'\n", "Pipfile.lock": _PIPFILE_LOCK.replace("{DEVELOP}", develop)}
    )
    found = read_requirements(folder)
    assert found is not None
    attrs = "attrs==23.1.0 ; python_version >= '3.7' --hash=sha256:aa --hash=sha256:bb"
    assert (found.file, found.required) == ("Pipfile.lock", (*more, attrs, "-e ."))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("*", ""),
        ("^2.100.0", ">=2.100.0,<3"),
        ("^0.4.2", ">=0.4.2,<0.5"),
        ("^0.0.3", ">=0.0.3,<0.0.4"),
        ("~1.4.2", ">=1.4.2,<1.5"),
        ("~2", ">=2,<3"),
        ("~=23.1", "~=23.1"),
        (">=1, <2", ">=1,<2"),
        ("2.*", "==2.*"),
        ("1.2.3", "==1.2.3"),
    ],
)
def test_versions_are_said_as_installers_read_them(words: str, expected: str) -> None:
    assert specifier(words) == expected


def test_the_extras_and_groups_that_name_the_cdk_are_taken_where_nothing_else_does(folder: Path) -> None:
    optional = '[project.optional-dependencies]\ninfra = ["aws-cdk-lib>=2"]\nlint = ["ruff"]\n'
    groups = '[dependency-groups]\ndeploy = ["aws-cdk-lib", {include-group = "x"}]\nx = []\n'
    _write(folder, {"pyproject.toml": f'[project]\nname = "o"\ndependencies = ["attrs"]\n{optional}{groups}'})
    assert cdk_options(folder / "pyproject.toml") == ("--extra=infra", "--group=deploy")
    _write(folder, {"pyproject.toml": f'[project]\nname = "o"\ndependencies = ["aws-cdk-lib"]\n{optional}{groups}'})
    assert cdk_options(folder / "pyproject.toml") == ()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"uv.lock": "", "requirements.txt": "attrs"}, "uv.lock"),
        ({"poetry.lock": "", "requirements.txt": "attrs"}, "poetry.lock"),
        ({"pyproject.toml": "[tool.ruff]\n", "requirements.txt": "attrs"}, "requirements.txt"),
        ({"pyproject.toml": "[tool.ruff]\n"}, ""),
        ({"Pipfile": "[packages]\n"}, "Pipfile"),
        ({"pyproject.toml": '[project]\nname = "o"\n'}, "pyproject.toml"),
        ({}, ""),
    ],
)
def test_a_lock_goes_before_what_it_locks(folder: Path, files: dict[str, str], expected: str) -> None:
    _write(folder, files)
    assert python_file(folder) == expected


def test_a_damaged_lock_is_refused_by_name(folder: Path) -> None:
    _write(folder, {"Pipfile.lock": "<<<<<<< HEAD"})
    with pytest.raises(CommandError, match=r"^Pipfile\.lock of the app cannot be read: "):
        read_requirements(folder)
