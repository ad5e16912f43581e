"""The Python and the Node that a build asks for, found on this machine; a Node that is not there is fetched from npm,
which has it as a package.

Source: the npm package `node` (its `node-<platform>-<architecture>` holds the program of one version).
"""

from __future__ import annotations

import fcntl
import io
import os
import platform
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from localcloud.toolchain.build_image import base_interpreter, write_launcher
from localcloud.toolchain.packages import NpmMirror
from localcloud.toolchain.packages.missing import NotThereError, UnreachableError
from localcloud.toolchain.python_search_path import python_search_path

_SECONDS: Final = 30
_NPM_BELOW: Final = ((15, "6"), (18, "8"), (20, "10"))
"""npm's release for each Node below a release, as that Node ships it (nodejs.org/en/about/previous-releases): a newer
npm does not start on an older Node."""
_ARCHITECTURES: Final = {"x86_64": "x64", "aarch64": "arm64", "arm64": "arm64"}


@dataclass(frozen=True, kw_only=True)
class Runtimes:
    """Finds runtimes.

    Attributes:
        machine: the environment of a person, whose interpreters may be used.
        mirror: where a Node is fetched from.
        fetched: the folder for what was fetched.
    """

    machine: Mapping[str, str]
    mirror: NpmMirror
    fetched: Path

    def python(self, version: str) -> Path | None:
        """A Python of the version that pyenv, uv or PATH has, such as `3.12` or `3.x`; None where there is none."""
        home = Path(self.machine.get("HOME", "~")).expanduser()
        pyenv = Path(self.machine.get("PYENV_ROOT") or home / ".pyenv") / "versions"
        managed = Path(self.machine.get("XDG_DATA_HOME") or home / ".local" / "share") / "uv" / "python"
        installed = [*sorted(pyenv.glob("*/bin")), *sorted(managed.glob("*/bin"))]
        places = [*(place for place in installed if _may_be(place.parent.name, version)), *self._search_path()]
        programs = (program for place in places for program in sorted(place.glob("python3*")) if _is_python(program))
        return _first(programs, version, "import sys; print('.'.join(map(str, sys.version_info[:3])))", "-Ic")

    def project_python(self, project: Path, *, uv: Path, image: Path) -> Path | None:
        """The Python that uv takes for a project; None where that is the image's, the project is not uv's, or none of
        this machine serves it.

        Without one that a project allows, uv fetches it from where a build here may have no way to
        (docs.astral.sh/uv/concepts/python-versions).

        Args:
            image: the folder with the build image's programs.
        """
        if not (project / "uv.lock").is_file():
            return None
        path = os.pathsep.join((str(image), python_search_path(self.machine)))
        environment = {"PATH": path, "HOME": self.machine.get("HOME", "/"), "UV_PYTHON_DOWNLOADS": "never"}
        command = [str(uv), "python", "find", "--system", "--project", str(project)]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=_SECONDS, cwd=project, env=environment, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        found = Path(done.stdout.strip())
        if done.returncode != 0 or not found.is_file() or found.resolve() == base_interpreter():
            return None
        return found

    def node(
        self, version: str, *, say: Callable[[str], None] = lambda _line: None, oldest_fetched: int = 0
    ) -> Path | None:
        """The folder of a Node of the version with its npm, such as `22` or `20.x`; None where it cannot be had.

        Args:
            say: is told in one line that it is being fetched.
            oldest_fetched: the release below which none is fetched.

        Raises:
            UnreachableError: it would have to be fetched, and the registry does not answer.
        """
        found = self._node_of_machine(version)
        if found is None and (version == "latest" or int(version.partition(".")[0]) >= oldest_fetched):
            return self._fetched_node(version, say)
        return found

    def _node_of_machine(self, version: str) -> Path | None:
        home = Path(self.machine.get("HOME", "~")).expanduser()
        nvm = Path(self.machine.get("NVM_DIR") or home / ".nvm") / "versions" / "node"
        programs = [place / "node" for place in [*sorted(nvm.glob("*/bin"), reverse=True), *self._search_path()]]
        found = _first(programs, version, "process.stdout.write(process.versions.node)", "-e")
        return found.parent if found is not None and (found.parent / "npm").exists() else None

    def _search_path(self) -> list[Path]:
        return [Path(place) for place in self.machine.get("PATH", os.defpath).split(os.pathsep) if place]

    def _fetched_node(self, version: str, say: Callable[[str], None]) -> Path | None:
        package = f"node-{platform.system().lower()}-{_ARCHITECTURES.get(platform.machine(), platform.machine())}"
        try:
            number = self._newest(package, version)
            folder = self.fetched / f"node-{number}-with-its-npm"
            self.fetched.mkdir(parents=True, exist_ok=True)
            with (self.fetched / ".lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                if number and not folder.is_dir():
                    say(f"Fetching Node {number} from npm, its package {package}")
                    self._unpack_node(package, number, folder)
        except NotThereError:
            return None
        return folder / "bin" if number else None

    def _newest(self, package: str, version: str) -> str:
        numbers = [number for number in self.mirror.packument(package, base_url="")["versions"] if "-" not in number]
        return max((number for number in numbers if matches(version, number)), key=_order, default="")

    def _unpack_node(self, package: str, number: str, folder: Path) -> None:
        release = int(number.partition(".")[0])
        npm = self._newest("npm", next((npm for below, npm in _NPM_BELOW if release < below), "latest"))
        with tempfile.TemporaryDirectory(dir=self.fetched, prefix=".new-") as scratch:
            new = Path(scratch) / "node"
            self._unpack(package, number, new)
            self._unpack("npm", npm, new / "lib" / "node_modules" / "npm")
            for name in ("npm", "npx"):
                script = f"lib/node_modules/npm/bin/{name}-cli.js"
                write_launcher(new / "bin" / name, f'exec "${{0%/*}}/node" "${{0%/*}}/../{script}" "$@"')
            new.rename(folder)

    def _unpack(self, name: str, number: str, into: Path) -> None:
        content = self.mirror.tarball(name, f"{name}-{number}.tgz")
        with tempfile.TemporaryDirectory(dir=self.fetched, prefix=".new-") as scratch:
            with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as archive:
                archive.extractall(scratch, filter="data")
            into.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(Path(scratch) / "package", into)


def matches(wanted: str, version: str) -> bool:
    """Whether a version is one that a build spec asks for: `latest`, `3`, `3.11`, `20.x`."""
    if wanted == "latest":
        return True
    pairs = zip(wanted.split("."), version.split("."), strict=False)
    return all(field == "x" or field == has for field, has in pairs)


def _may_be(folder: str, version: str) -> bool:
    """Whether a Python may be of a version by its folder's name, which need not say one: asking each takes longer."""
    said = re.search(r"(?:^|-)(\d+\.\d+(?:\.\d+)?)(?:-|$)", folder)
    return said is None or matches(version, said[1])


def _is_python(program: Path) -> bool:
    return re.fullmatch(r"python3(\.\d+)?", program.name) is not None


def _first(programs: Iterable[Path], wanted: str, script: str, option: str) -> Path | None:
    """The first program that says that it is of the version."""
    for program in programs:
        if not program.exists():
            continue
        try:
            done = subprocess.run(
                [str(program), option, script], capture_output=True, text=True, timeout=_SECONDS, cwd="/", check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0 and matches(wanted, done.stdout.strip()):
            return program
    return None


def _order(number: str) -> list[int]:
    return [int(field) for field in number.split(".")]


__all__ = ["Runtimes", "UnreachableError", "matches"]
