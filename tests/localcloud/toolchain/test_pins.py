"""The versions come from the checkout's lock files, and from nowhere else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from localcloud.toolchain import ToolchainError
from localcloud.toolchain.pins import CDK_TOOLS, NpmPin, read_pins
from tests.localcloud.toolchain.checkout_toolchain import REPOSITORY

LOCKS = (
    "package.json",
    "package-lock.json",
    *(f"requirements/{name}.txt" for name in ("uv", "build", "compliance", "checks", "supply", "localcloud", "lambda")),
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the checkout's lock files."""
    (tmp_path / "requirements").mkdir()
    for name in (*LOCKS, "pyproject.toml"):
        shutil.copy(REPOSITORY / name, tmp_path / name)
    return tmp_path


def test_the_pins_are_those_of_package_json(project: Path) -> None:
    wanted = json.loads((project / "package.json").read_text())["devDependencies"]
    assert {pin.name: pin.version for pin in read_pins(project).npm} == wanted
    assert {pin.name for pin in read_pins(project).npm} == set(CDK_TOOLS)
    assert all(pin.integrity.startswith("sha512-") for pin in read_pins(project).npm)


@pytest.mark.parametrize("name", LOCKS)
def test_every_lock_file_is_part_of_the_key(project: Path, name: str) -> None:
    before = read_pins(project).key()
    file = project / name
    file.write_text(file.read_text() + "\n")
    assert read_pins(project).key() != before


def test_facts_of_the_machine_are_part_of_the_key(project: Path) -> None:
    pins = read_pins(project)
    assert pins.key("/usr/bin/python3.11") != pins.key("/opt/python3.11")


@pytest.mark.parametrize("name", LOCKS)
def test_a_missing_lock_file_is_named(project: Path, name: str) -> None:
    (project / name).unlink()
    with pytest.raises(ToolchainError, match=name.rpartition("/")[2]):
        read_pins(project)


def test_a_package_json_that_the_lock_does_not_follow_is_refused(project: Path) -> None:
    manifest = json.loads((project / "package.json").read_text())
    manifest["devDependencies"]["aws-cdk"] = "2.0.0"
    (project / "package.json").write_text(json.dumps(manifest))
    with pytest.raises(ToolchainError, match=r"package\.json asks for aws-cdk 2\.0\.0.*write the lock again"):
        read_pins(project)


def test_a_uv_lock_without_a_version_is_refused(project: Path) -> None:
    (project / "requirements" / "uv.txt").write_text("uv\n")
    with pytest.raises(ToolchainError, match="pins no version of uv"):
        read_pins(project)


def test_a_tarball_matches_only_its_own_integrity() -> None:
    pin = NpmPin(name="a", version="1.0.0", integrity="sha512-" + "A" * 86 + "==")
    assert not pin.matches(b"something else")


def test_the_settings_are_part_of_the_key(project: Path) -> None:
    before = read_pins(project).key()
    text = (project / "pyproject.toml").read_text()
    (project / "pyproject.toml").write_text(text.replace('"pip_audit"', '"pip_audit._cli"'))
    assert read_pins(project).key() != before


def test_a_checkout_that_says_nothing_has_its_requirements_txt_and_any_uv(project: Path) -> None:
    (project / "pyproject.toml").unlink()
    (project / "requirements.txt").write_text("boto3\n")
    pins = read_pins(project)
    assert [requirement_set.lock for requirement_set in pins.settings.requirement_sets] == ["requirements.txt"]
    assert pins.uv_version == ""


def test_a_setting_that_is_not_known_is_named(project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.localcloud.toolchain]\nwheels = "here"\n')
    with pytest.raises(ToolchainError, match="wheels"):
        read_pins(project)
