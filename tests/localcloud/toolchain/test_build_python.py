"""A build's own Python: pip works in it, and what it installs is in no other build's."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from localcloud.toolchain.build_python import make_build_python
from localcloud.toolchain.errors import ToolchainError

_PIP_NAMES = ("pip", "pip3", f"pip3.{sys.version_info.minor}")


def _run(*command: object, cwd: Path) -> str:
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _wheel(folder: Path) -> Path:
    """A package as small as a wheel can be (packaging.python.org, binary distribution format)."""
    wheel = folder / "greeting-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("greeting.py", "WORD = 'hello'\n")
        archive.writestr("greeting-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: greeting\nVersion: 1.0\n")
        archive.writestr("greeting-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\n")
        archive.writestr("greeting-1.0.dist-info/RECORD", "")
    return wheel


def test_what_one_build_installs_no_other_one_has(tmp_path: Path) -> None:
    first, second, templates = tmp_path / "first", tmp_path / "second", tmp_path / "templates"
    for python in (first, second):
        make_build_python(python, interpreter=Path(sys.executable), templates=templates)
        for name in _PIP_NAMES:
            assert str(python / "lib") in _run(python / "bin" / name, "--version", cwd=tmp_path)
    _run(first / "bin" / "pip", "install", "--no-index", "--quiet", _wheel(tmp_path), cwd=tmp_path)
    assert _run(first / "bin" / "python", "-c", "import greeting; print(greeting.WORD)", cwd=tmp_path) == "hello\n"
    third = tmp_path / "third"
    make_build_python(third, interpreter=Path(sys.executable), templates=templates)
    for python in (second, third):
        assert "greeting" not in _run(python / "bin" / "pip", "list", "--disable-pip-version-check", cwd=tmp_path)


def test_a_python_that_makes_none_is_named_with_what_it_says(tmp_path: Path) -> None:
    broken = tmp_path / "python3"
    broken.write_text("#!/bin/sh\necho 'ensurepip is not available' >&2\nexit 1\n")
    broken.chmod(0o755)
    with pytest.raises(ToolchainError, match="python3 cannot make a virtual environment: ensurepip is not available"):
        make_build_python(tmp_path / "own", interpreter=broken, templates=tmp_path / "templates")
    assert not (tmp_path / "own").exists()


def test_a_python_that_hides_its_wheels_still_gets_pip(tmp_path: Path) -> None:
    """Some systems' Pythons keep them elsewhere: then venv installs pip by its own means."""
    other = tmp_path / "python3"
    other.write_text(f'#!/bin/sh\n[ "$1" = -c ] && exit 1\nexec "{sys.executable}" "$@"\n')
    other.chmod(0o755)
    make_build_python(tmp_path / "own", interpreter=other, templates=tmp_path / "templates")
    assert "pip" in _run(tmp_path / "own" / "bin" / "pip", "--version", cwd=tmp_path)
