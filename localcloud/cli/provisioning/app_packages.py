"""Installs what an app needs, by its own lock files and package managers, into a copy of its commit.

Nothing of it reaches the checkout. What only the lock files decide is installed once and shared by every commit that
has the same ones.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import tempfile
import time
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from localcloud.cli.provisioning.app_failure import explained
from localcloud.cli.provisioning.python_requirements import cdk_options, read_requirements
from localcloud.cli.terminal.child_process import Child, Children
from localcloud.cli.terminal.exit_codes import CommandError
from localcloud.toolchain.build_image import write_launcher
from localcloud.toolchain.python_search_path import python_search_path

_SECONDS = 1200.0
_KEPT_SECONDS = 30 * 86_400.0
_INSTALL_SCRIPTS = ("preinstall", "install", "postinstall", "prepare", "preprepare", "postprepare")
_LOCAL = re.compile(r"file:|link:|workspace:|portal:")
_PINNED_NPM = ("package-lock.json", "npm-shrinkwrap.json")
_DECIDING = {
    ("npm", "ci"): ("package.json", ".npmrc", *_PINNED_NPM),
    ("npx", "yarn"): ("package.json", ".npmrc", ".yarnrc", "yarn.lock"),
}
"""The files that decide what a command installs into node_modules. Yarn from its version 2 on, and pnpm, also read
folders of the commit's own (patches, workspaces)."""
_REQUIREMENTS, _PYPROJECT = "requirements.txt", "pyproject.toml"
_LOCKS = ("poetry.lock", "Pipfile.lock")
# Beside the environment, whose folder no asset of an app takes.
_EXPORTED, _REQUIRED, _CONSTRAINTS = ".venv/locked.txt", ".venv/required.txt", ".venv/constraints.txt"
_RUNNERS = ("poetry", "pipenv")
_RUNNER = """[ "${{1:-}}" = run ] && shift && exec "$@"
echo "{tool} is not on this machine, and only '{tool} run' is done without it: install it" >&2; exit 127"""
_PEERS = re.compile(r"npm (?:error|ERR!) ERESOLVE\b")
_CDK_REQUIREMENT = re.compile(r"^aws[-_.]cdk[-_.]lib\b", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class AppPackages:
    """Installs into folders of one copy.

    Attributes:
        environment: this machine's, with the package indexes to install from.
        installed: the folder that holds what commits share.
        logs: where each installation writes what it says.
    """

    children: Children
    environment: Mapping[str, str]
    installed: Path
    logs: Path

    def install(self, folder: Path) -> None:
        """Installs what the lock files and manifests of one folder name.

        Raises:
            CommandError: a package manager failed; says what it said, and carries its last lines.
        """
        if (folder / "package.json").is_file():
            self._install_node(folder)
        self._install_python(folder)

    def build(self, folder: Path) -> None:
        """Runs the build script of a folder, with its packages."""
        if not (folder / "node_modules").exists():
            self._install_node(folder)
        self._run(folder, "npm", "run", "build")

    def fetch_cdk(self, into: Path) -> None:
        """The newest command line of the CDK's second version, which reads every assembly of it; for an app that pins
        none."""
        self.fetch("aws-cdk@2", into, purpose="the newest CDK command line, because the app pins none")

    def fetch(self, package: str, into: Path, *, purpose: str) -> None:
        """Installs a package of npm's, as `name@version`, into a folder that is no app's."""
        into.mkdir(parents=True, exist_ok=True)
        command = ("npm", "install", "--no-save", "--no-package-lock", "--prefix", str(into), package)
        self._run(into, *command, purpose=purpose)

    def _install_node(self, folder: Path) -> None:
        command = node_command(folder)
        manager = next((word for word in command[1:] if not word.startswith("-")), "").partition("@")[0]
        files = _DECIDING.get((command[0], manager))
        if files is not None and _decided_by_lock(folder):
            self._share(folder, "node_modules", files=files, commands=(command,))
        else:
            self._install_by(folder, command)
        if _must_be_compiled(folder):
            self._run(folder, "npm", "run", "build")

    def _install_python(self, folder: Path) -> None:
        file = python_file(folder)
        if file == "uv.lock":
            # What the lock says from where to fetch is left aside: this machine's index may be another.
            export = ("--frozen", "--no-emit-workspace", "--no-header", "--quiet", "--output-file", _EXPORTED)
            self._run(folder, "uv", "venv", ".venv")
            self._run(folder, "uv", "export", *export)
            self._run(folder, "uv", "pip", "install", "-r", _EXPORTED)
        elif file in (*_LOCKS, "Pipfile") or (file == _PYPROJECT and not _is_project(folder)):
            self._install_read(folder)
        elif file == _PYPROJECT:
            self._run(folder, "uv", "venv", ".venv")
            self._run(folder, "uv", "pip", "install", "-r", _PYPROJECT, *cdk_options(folder / _PYPROJECT))
        elif file:
            self._install_requirements(folder)
        if file:
            self._make_runners(folder / ".venv" / "bin")
        if file and (folder / "src").is_dir() and _is_built(folder):
            self._run(folder, "uv", "pip", "install", "--no-deps", "-e", ".")

    def _make_runners(self, bin_dir: Path) -> None:
        """`poetry run` and `pipenv run`, where this machine has none: an app's command may begin with them, and what
        they run it in is here already."""
        for tool in _RUNNERS:
            if not (bin_dir / tool).exists() and shutil.which(tool, path=self.environment.get("PATH")) is None:
                write_launcher(bin_dir / tool, _RUNNER.format(tool=tool))

    def _install_read(self, folder: Path) -> None:
        """Installs what Poetry's or Pipenv's files name."""
        found = read_requirements(folder)
        if found is None:
            return
        self._run(folder, "uv", "venv", ".venv")
        lists = {"-r": (_REQUIRED, found.required), "-c": (_CONSTRAINTS, found.constraints)}
        for file, lines in lists.values():
            (folder / file).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        named = [word for option, (file, lines) in lists.items() if lines for word in (option, file)]
        if named:
            self._run(folder, "uv", "pip", "install", *named)

    def _install_requirements(self, folder: Path) -> None:
        requirements = requirement_files(folder)
        named = [word for name in requirements for word in ("-r", name)]
        commands = (["uv", "venv", ".venv"], ["uv", "pip", "install", *named])
        if all(_names_packages_only(folder / name) for name in requirements):
            self._share(folder, ".venv", files=(*requirements, ".python-version"), commands=commands)
        else:
            for command in commands:
                self._run(folder, *command)

    def _share(self, folder: Path, name: str, *, files: tuple[str, ...], commands: tuple[list[str], ...]) -> None:
        """Links `folder/name` to what these files decide, which is installed first where it is not there yet."""
        contents = [(file, (folder / file).read_bytes()) for file in files if (folder / file).is_file()]
        facts = (*commands, self.environment.get("PATH", ""))
        shared = self.installed / hashlib.sha256(repr((facts, contents)).encode()).hexdigest()[:32]
        if not (shared / name).is_dir():
            self.installed.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=self.installed, prefix=".new-") as new:
                scratch = Path(new) / "app"
                scratch.mkdir()
                for file, content in contents:
                    (scratch / file).parent.mkdir(parents=True, exist_ok=True)
                    (scratch / file).write_bytes(content)
                # In its final place, because a virtual environment knows where it lies.
                shutil.rmtree(shared, ignore_errors=True)
                scratch.rename(shared)
                try:
                    for command in commands:
                        self._install_by(shared, command)
                except BaseException:
                    shutil.rmtree(shared, ignore_errors=True)
                    raise
            remove_unused(self.installed, now=time.time())
        os.utime(shared)
        (folder / name).symlink_to(shared / name)

    def _install_by(self, folder: Path, command: list[str]) -> None:
        """Runs a command that installs. What npm finds no tree for, because packages ask for different versions of
        another beside them, it installs as its releases before 7 did (docs.npmjs.com/cli/using-npm/config,
        "legacy-peer-deps"): an app that was locked with one of those is built with it by its image's Node.
        """
        try:
            self._run(folder, *command)
        except CommandError as error:
            if command[0] != "npm" or not _PEERS.search(error.message):
                raise
            shutil.rmtree(folder / "node_modules", ignore_errors=True)
            self._run(folder, *command, "--legacy-peer-deps", purpose="the app, whose packages' peers conflict,")

    def _run(self, folder: Path, *command: str, purpose: str = "the app") -> None:
        program = shutil.which(command[0], path=self.environment.get("PATH", os.defpath)) or command[0]
        search_path = {"PATH": python_search_path(self.environment)} if command[0] == "uv" else {}
        words = " ".join(command[:3])
        log = self.logs / f"install-{re.sub(r'[^a-z]+', '-', words)}.log"
        try:
            self.children.run(
                Child(
                    label=f"{words} for {purpose}",
                    command=[program, *command[1:]],
                    cwd=folder,
                    environment={**self.environment, **search_path, "VIRTUAL_ENV": str(folder / ".venv")},
                    log=log,
                    timeout_seconds=_SECONDS,
                )
            )
        except CommandError as error:
            raise explained(error, log) from None


def node_command(folder: Path) -> list[str]:
    """How the folder's own package manager installs what its lock file pins."""
    if (folder / "pnpm-lock.yaml").is_file():
        return ["npx", "--yes", _manager(folder, "pnpm", "pnpm@10"), "install", "--frozen-lockfile"]
    if (folder / "yarn.lock").is_file():
        modern = (folder / ".yarnrc.yml").is_file()
        manager = "@yarnpkg/cli-dist@4" if modern else _manager(folder, "yarn", "yarn@1")
        return ["npx", "--yes", manager, "install", "--immutable" if modern else "--frozen-lockfile"]
    if any((folder / name).is_file() for name in _PINNED_NPM):
        return ["npm", "ci", "--no-audit", "--no-fund"]
    return ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund"]


def python_file(folder: Path) -> str:
    """The file that says which Python packages a folder's app needs, a lock before a manifest; empty without any."""
    for lock in ("uv.lock", *_LOCKS):
        if (folder / lock).is_file():
            return lock
    if requirements := requirement_files(folder):
        return " and ".join(requirements)
    if (folder / "Pipfile").is_file():
        return "Pipfile"
    names_some = _is_project(folder) or read_requirements(folder) is not None
    return _PYPROJECT if names_some else ""


def _is_project(folder: Path) -> bool:
    return "project" in _pyproject(folder)


def _is_built(folder: Path) -> bool:
    """Whether the app is a package itself."""
    return "build-system" in _pyproject(folder)


def _pyproject(folder: Path) -> dict[str, object]:
    path = folder / _PYPROJECT
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except ValueError:
        return {}  # the installer says what is wrong with it


def requirement_files(folder: Path) -> tuple[str, ...]:
    """The folder's own requirements file and, where that does not name the CDK, the one below that does; by its path.

    Where an app keeps its requirements is nobody's rule; that synth imports the CDK is certain.
    """
    own = (_REQUIREMENTS,) if (folder / _REQUIREMENTS).is_file() else ()
    if not (folder / "cdk.json").is_file() or any(_names_the_cdk(folder / name) for name in own):
        return own
    below = [
        path
        for form in ("requirements*.txt", "requirements/*.txt", "*/requirements*.txt")
        for path in folder.glob(form)
    ]
    named = sorted({path.relative_to(folder).as_posix() for path in below if _names_the_cdk(path)}, key=_plainest)
    return (*own, *named[:1])


def _names_the_cdk(requirements: Path) -> bool:
    return _CDK_REQUIREMENT.search(requirements.read_text(encoding="utf-8", errors="replace")) is not None


def _plainest(name: str) -> tuple[int, str]:
    """Sorts `requirements/requirements.txt` before `requirements/requirements-dev.txt`."""
    return len(name), name


def _manager(folder: Path, name: str, otherwise: str) -> str:
    """The version that package.json names as `packageManager`, such as `pnpm@9.1.0`."""
    named = str(_manifest(folder).get("packageManager", "")).partition("+")[0]
    return named if named.startswith(f"{name}@") else otherwise


def _manifest(folder: Path) -> dict[str, object]:
    try:
        return dict(json.loads((folder / "package.json").read_text(encoding="utf-8")))
    except ValueError:
        return {}  # npm says what is wrong with it


def remove_unused(installed: Path, *, now: float) -> None:
    """Removes what no commit has asked for in a month; a folder's time is when one last did."""
    for folder in installed.iterdir():
        with contextlib.suppress(OSError):
            if folder.stat().st_mtime < now - _KEPT_SECONDS:
                shutil.rmtree(folder)


def _decided_by_lock(folder: Path) -> bool:
    """Whether nothing but the lock file and the manifest decides what is installed: no script, no folder of the
    commit's own."""
    manifest = _manifest(folder)
    scripts = manifest.get("scripts") or {}
    own = isinstance(scripts, dict) and any(name in scripts for name in _INSTALL_SCRIPTS)
    return not (own or "workspaces" in manifest or _LOCAL.search(json.dumps(manifest)))


def has_build_script(folder: Path) -> bool:
    """Whether the folder has a package.json with a script `build`."""
    scripts = _manifest(folder).get("scripts") if (folder / "package.json").is_file() else None
    return isinstance(scripts, dict) and "build" in scripts


def _must_be_compiled(folder: Path) -> bool:
    """Whether cdk.json starts a JavaScript file that only a build makes, as TypeScript apps without ts-node do."""
    app_file = folder / "cdk.json"
    if not app_file.is_file() or not has_build_script(folder):
        return False
    words = str(json.loads(app_file.read_text(encoding="utf-8")).get("app", "")).split()
    scripts = [word for word in words if word.endswith((".js", ".mjs", ".cjs"))]
    return words[:1] == ["node"] and any(not (folder / script).is_file() for script in scripts)


def _names_packages_only(requirements: Path) -> bool:
    """Whether a requirements file names no other file and no folder."""
    lines = (line.strip() for line in requirements.read_text(encoding="utf-8", errors="replace").splitlines())
    return not any(line.startswith(("-r", "-c", "-e", ".", "/", "--")) or "file:" in line for line in lines)
