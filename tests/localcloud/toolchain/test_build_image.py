"""The build image: the programs a build has, and that none of them is the developer's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from localcloud.toolchain import Toolchain, ToolchainError
from localcloud.toolchain.build_image import REQUIRED_PROGRAMS, base_interpreter, make_build_image, pinned_uv
from tests.localcloud.toolchain.checkout_toolchain import REPOSITORY


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Toolchain:
    return Toolchain.of_this_machine(tmp_path_factory.mktemp("toolchain"))


def _run(image: Toolchain, *command: str) -> str:
    environment = {"PATH": str(image.image_bin), "HOME": "/nonexistent"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True, cwd="/")
    return done.stdout.strip()


@pytest.mark.parametrize("program", [*REQUIRED_PROGRAMS, "python3.11", "python3", "python", "node", "npm", "npx"])
def test_every_program_is_there(image: Toolchain, program: str) -> None:
    assert (image.image_bin / program).exists()


def test_python_is_the_base_interpreter_under_each_of_its_names(image: Toolchain) -> None:
    for name in ("python3.11", "python3", "python"):
        assert _run(image, name, "-c", "import sys; print(sys.prefix == sys.base_prefix, sys.prefix)") == (
            f"True {sys.base_prefix}"
        )
    assert base_interpreter() == (Path(sys.base_prefix) / "bin" / "python3.11").resolve()


def test_a_venv_made_in_a_build_points_to_the_interpreter_not_to_the_image(image: Toolchain, tmp_path: Path) -> None:
    _run(image, "python3.11", "-m", "venv", "--without-pip", str(tmp_path / "venv"))
    assert str(image.root) not in (tmp_path / "venv" / "pyvenv.cfg").read_text()
    made = (tmp_path / "venv" / "bin" / "python").resolve()
    assert made == base_interpreter()


def test_node_and_npm_run_without_the_developers_venv(image: Toolchain) -> None:
    assert _run(image, "node", "--version") == f"v{image.runtimes()['nodejs']}"
    assert _run(image, "node", "-p", "process.execPath") == str(image.image_bin / "node")
    assert _run(image, "npm", "--version")
    assert str(REPOSITORY) not in _run(image, "npm", "root", "-g")


@pytest.mark.parametrize("name", ["yarn", "yarnpkg"])
def test_yarn_is_its_first_version_as_in_the_standard_image(image: Toolchain, tmp_path: Path, name: str) -> None:
    npx = tmp_path / "npx"  # of the Node that the build chose, which comes first on its PATH
    npx.write_text('#!/bin/sh\necho "$@"\n')
    npx.chmod(0o755)
    environment = {"PATH": f"{tmp_path}:{image.image_bin}"}
    done = subprocess.run(
        [name, "run", "cdk synth"], env=environment, capture_output=True, text=True, timeout=60, check=True, cwd="/"
    )
    assert done.stdout == "--yes yarn@1 run cdk synth\n"


def test_the_runtimes_are_recorded(image: Toolchain) -> None:
    assert image.runtimes()["python"] == sys.version.split()[0]


def test_an_image_is_replaced_whole(image: Toolchain) -> None:
    (image.image_bin / "left-over").touch()
    make_build_image(image.image_dir, uv=None)
    assert not (image.image_bin / "left-over").exists()
    assert (image.image_bin / "node").exists()
    assert [path.name for path in image.root.iterdir()] == ["image"]


def test_another_uv_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ToolchainError, match=r"uv 0\.0\.1 was not found"):
        pinned_uv("0.0.1")


def test_a_machine_without_a_program_is_told_which(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("localcloud.toolchain.build_image.REQUIRED_PROGRAMS", ("sh", "not-a-program"))
    with pytest.raises(ToolchainError, match="'not-a-program' was not found; install it"):
        make_build_image(tmp_path / "image", uv=None)
    assert not (tmp_path / "image").exists()
