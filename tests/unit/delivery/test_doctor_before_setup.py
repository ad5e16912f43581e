"""`bin/delivery doctor` in a clone in which nothing is installed yet."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from delivery import doctor_before_setup
from localcloud.cli import ExitCode

ROOT = Path(__file__).resolve().parents[3]
NEEDED = ("bin/delivery", "delivery/__init__.py", "delivery/doctor_before_setup.py", "localcloud/__init__.py")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What of a fresh clone the command may use: of the toolchain all, of the rest its own files."""
    checkout = tmp_path / "clone"
    shutil.copytree(ROOT / "localcloud/toolchain", checkout / "localcloud/toolchain")
    for name in NEEDED:
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, checkout / name)
    return checkout


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder of programs with a Python that has nothing but its own library, and what a clone was made with."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("bash", "dirname", "readlink", "git", "make"):
        found = shutil.which(name)
        assert found is not None
        (programs / name).symlink_to(found)
    python = programs / "python3.11"
    python.write_text(f'#!/bin/sh\nexec {Path(sys.executable).resolve()} -S "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    return programs


def called(clone: Path, programs: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "DELIVERY"))}
    return subprocess.run(
        [clone / "bin/delivery", *arguments],
        env={**environment, "PATH": str(programs)},
        cwd=clone.parent,
        capture_output=True,
        text=True,
        timeout=120,
    )


def checks(clone: Path, programs: Path) -> dict[str, tuple[bool, str]]:
    ended = called(clone, programs, "doctor", "--json")
    document = json.loads(ended.stdout)
    assert ended.returncode == document["exit_code"] == ExitCode.NOT_READY
    return {one["subject"]: (one["ok"], one["text"]) for one in document["checks"]}


def files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*")}


def test_a_bare_python_is_enough_and_the_set_up_is_what_is_left(clone: Path, bare: Path) -> None:
    before = files(clone)
    found = checks(clone, bare)
    assert list(found) == ["python", "make", "git", "disk", "memory", "set-up"]
    assert {subject for subject, (ok, _) in found.items() if not ok} - {"disk", "memory"} == {"set-up"}
    assert f"`make -C {clone} setup` does it" in found["set-up"][1]
    assert files(clone) == before


@pytest.mark.parametrize(("program", "said"), [("make", "apt install make"), ("git", "install git 2.28 or later")])
def test_what_is_missing_is_said_with_how_to_get_it(clone: Path, bare: Path, program: str, said: str) -> None:
    (bare / program).unlink()
    ok, text = checks(clone, bare)[program]
    assert not ok
    assert said in text


def test_without_any_python_the_line_says_which_to_install(clone: Path, bare: Path) -> None:
    (bare / "python3.11").unlink()
    ended = called(clone, bare, "doctor")
    assert ended.returncode == ExitCode.NOT_READY
    assert "apt install python3.11 python3.11-venv" in ended.stderr


def test_another_python_alone_says_that_3_11_must_stand_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_before_setup, "_runs", lambda *_: False)
    (python, *_) = doctor_before_setup.needs(tmp_path, tmp_path)
    assert not python.ok
    assert "Python 3.11 was not found" in python.text
    assert "PYTHON=/path/to/python3.11" in python.remedy


def test_a_python_that_makes_no_virtual_environment_is_not_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_before_setup, "_runs", lambda _, program: "venv" not in program)
    (python, *_) = doctor_before_setup.needs(tmp_path, tmp_path)
    assert python.remedy.endswith("apt install python3.11-venv")


def test_an_interrupted_set_up_counts_as_none(clone: Path, bare: Path) -> None:
    (clone / ".venv/bin").mkdir(parents=True)
    (clone / ".venv/bin/python").symlink_to(sys.executable)
    assert "began and did not end" in checks(clone, bare)["set-up"][1]


def test_every_other_command_says_to_set_up_and_what_looks_at_the_machine(clone: Path, bare: Path) -> None:
    ended = called(clone, bare, "status")
    assert ended.returncode == ExitCode.USAGE
    assert f"make -C {clone} setup" in ended.stderr
    assert "doctor" in ended.stderr
