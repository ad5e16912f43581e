"""Scope: the local cloud as a distribution of its own. Its wheel is built and installed into an empty virtual
environment outside the checkout, and everything is done with that: no module of this checkout takes part.

Packages come from the cache that set-up filled, so no network is needed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.localcloud.foreign.foreign_packages import prepared_packages
from tests.localcloud.toolchain.checkout_toolchain import REPOSITORY, prepared_toolchain

_COMMAND_SECONDS = 900


def offline_environment(**more: str) -> dict[str, str]:
    """The caller's environment without what could lead elsewhere, with uv on the prepared cache alone."""
    foreign = ("AWS_", "CDK_", "DELIVERY_", "LOCALCLOUD_", "PYTHON", "VIRTUAL_ENV", "GIT_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    cache = REPOSITORY / ".delivery" / "toolchain" / "uv-cache"
    return {**kept, "UV_CACHE_DIR": str(cache), "UV_OFFLINE": "1", "UV_PYTHON_DOWNLOADS": "never", **more}


def run(
    *command: str | Path, cwd: Path, environment: Mapping[str, str] | None = None, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end.

    Raises:
        AssertionError: it failed, and `check` says that it must not.
    """
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=dict(environment or offline_environment()),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=_COMMAND_SECONDS,
        check=False,
    )
    assert not check or done.returncode == 0, f"{command}:\n{done.stdout}{done.stderr}"
    return done


@dataclass(frozen=True)
class Installation:
    """A virtual environment that holds the wheel and its dependencies, and nothing else."""

    wheel: Path
    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    @property
    def command(self) -> Path:
        return self.folder / "bin" / "localcloud"


@dataclass(frozen=True)
class Checkout:
    """A checkout of somebody else's project, and the installed command line on it."""

    path: Path
    installation: Installation

    @property
    def states(self) -> Path:
        """The folder that holds the states of checkouts."""
        return self.path.with_name(f"{self.path.name}-states")

    def localcloud(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        environment = offline_environment(
            LOCALCLOUD_PORT="0",
            LOCALCLOUD_PACKAGES=str(prepared_packages()),
            XDG_STATE_HOME=str(self.states),
            NO_COLOR="1",
        )
        return run(self.installation.command, *arguments, cwd=self.path, environment=environment, check=check)

    def changes(self) -> str:
        """Whatever is in the checkout that its commit has not, ignored files too."""
        return run("git", "status", "--porcelain", "--ignored", "--untracked-files=all", cwd=self.path).stdout


def commit_all(path: Path) -> None:
    """Makes a folder a checkout with one commit, on the branch `trunk`."""
    git = ("git", "-c", "user.name=Ada Example", "-c", "user.email=ada@example.com", "-c", "commit.gpgsign=false")
    run(*git, "init", "--quiet", "--initial-branch", "trunk", cwd=path)
    run(*git, "add", "--all", cwd=path)
    run(*git, "commit", "--quiet", "--message", "First", cwd=path)


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return installed(tmp_path_factory.mktemp("alone"))


def installed(folder: Path) -> Installation:
    """The wheel as `uv build` makes it, installed with exactly the locked versions of what it needs."""
    prepared_toolchain()
    uv = Path(sys.prefix) / "bin" / "uv"
    source = shutil.copytree(REPOSITORY / "localcloud", folder / "source", ignore=shutil.ignore_patterns("__pycache__"))
    build = ("build", "--wheel", "--no-build-isolation", "--python", sys.executable, "--out-dir", folder / "dist")
    run(uv, *build, source, cwd=folder)
    (wheel,) = (folder / "dist").glob("*.whl")
    made = Installation(wheel=wheel, folder=folder / "venv")
    run(uv, "venv", "--python", sys.executable, made.folder, cwd=folder)
    lock = REPOSITORY / "requirements" / "localcloud.txt"
    run(uv, "pip", "sync", "--require-hashes", "--python", made.python, lock, cwd=folder)
    run(uv, "pip", "install", "--no-deps", "--python", made.python, wheel, cwd=folder)
    run(uv, "pip", "check", "--python", made.python, cwd=folder)
    return made


@pytest.fixture(scope="session")
def greeting(installation: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    """A checkout of the small pipeline beside this file, with this checkout's versions of the CDK."""
    path = tmp_path_factory.mktemp("projects") / "greeting"
    shutil.copytree(Path(__file__).with_name("greeting"), path)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(REPOSITORY / name, path / name)
    shutil.copy(REPOSITORY / "requirements" / "build.txt", path / "requirements.txt")
    commit_all(path)
    checkout = Checkout(path=path, installation=installation)
    try:
        yield checkout
    finally:
        checkout.localcloud("down", check=False)
