"""Fills the uv cache that builds install from, so that a venv in a build takes a third of a second and no network.

Byte code is added to the cached packages as well: uv links a cached package's whole directory into a venv, so each
build would otherwise compile aws-cdk-lib's large modules again (4.7 s of a 6.6 s import were measured to be that).
"""

import os
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from localcloud.toolchain.byte_code import keep_bytecode, lend_bytecode
from localcloud.toolchain.errors import ToolchainError
from localcloud.toolchain.guarded_process import run_guarded
from localcloud.toolchain.layout import Toolchain
from localcloud.toolchain.pins import Pins
from localcloud.toolchain.settings import RequirementSet

_INSTALL_TIMEOUT_SECONDS = 900
_IMPORT_TIMEOUT_SECONDS = 120

_INDEX_VARIABLES = (
    "UV_DEFAULT_INDEX",
    "UV_INDEX_URL",
    "UV_INDEX",
    "UV_EXTRA_INDEX_URL",
    "UV_FIND_LINKS",
    "UV_INDEX_STRATEGY",
)
"""uv keys its cache by index address, so a build must name the index that filled it (without credentials)."""

_WARM_UP = """
import importlib, sys
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except ModuleNotFoundError:
        print("no module", name, file=sys.stderr)
"""


@dataclass(frozen=True, kw_only=True)
class PackageCache:
    """uv, pointed at the toolchain's own cache."""

    uv: Path
    python: Path
    toolchain: Toolchain
    pins: Pins

    def fill(self) -> None:
        """Make the cache able to serve every requirement set offline, with byte code and jsii's package cache warm."""
        with tempfile.TemporaryDirectory(dir=self.toolchain.root, prefix=".warm-") as scratch:
            for number, requirement_set in enumerate(self.pins.settings.requirement_sets):
                target = Path(scratch) / str(number)
                if requirement_set.platform:
                    self._fetch(requirement_set, target)
                else:
                    self._install(requirement_set, target)
                    self._compile(target, requirement_set.modules)

    def _install(self, requirement_set: RequirementSet, venv: Path) -> None:
        self._run_uv("venv", "--quiet", "--python", str(self.python), str(venv))
        lock = self.pins.project / requirement_set.lock
        # A lock says everything that it needs; anything else is resolved.
        install = ("sync", "--require-hashes", str(lock)) if _is_hashed(lock) else ("install", "-r", str(lock))
        self._run_uv("pip", *install, "--quiet", "--python", str(venv / "bin" / "python"))

    def _fetch(self, requirement_set: RequirementSet, target: Path) -> None:
        python = ".".join(map(str, sys.version_info[:2]))
        platform = ("--python-platform", requirement_set.platform, "--python-version", python)
        lock = self.pins.project / requirement_set.lock
        complete = ("--no-deps", "--require-hashes") if _is_hashed(lock) else ()
        options = ("--quiet", *complete, "--python", str(self.python), *platform, "--only-binary", ":all:")
        self._run_uv("pip", "install", *options, "--target", str(target), "-r", str(lock))

    def _run_uv(self, *arguments: str) -> None:
        environment = {**os.environ, "UV_CACHE_DIR": str(self.toolchain.uv_cache)}
        environment.pop("VIRTUAL_ENV", None)
        try:
            done = run_guarded(
                [str(self.uv), *arguments],
                cwd=self.toolchain.root,
                environment=environment,
                timeout_seconds=_INSTALL_TIMEOUT_SECONDS,
            )
        except subprocess.TimeoutExpired as error:
            raise ToolchainError(f"uv {' '.join(arguments[:2])} did not end in {_INSTALL_TIMEOUT_SECONDS} s") from error
        if done.returncode != 0:
            reason = "; ".join(line.strip().removeprefix("cause: ") for line in done.stderr.strip().splitlines()[-8:])
            raise ToolchainError(f"uv could not fill the package cache ({reason}); set-up needs the network once")

    def _compile(self, venv: Path, modules: tuple[str, ...]) -> None:
        environment = {
            "PATH": self.toolchain.search_path(first=(str(venv / "bin"),)),
            "HOME": str(venv),
            "JSII_RUNTIME_PACKAGE_CACHE_ROOT": str(self.toolchain.jsii_cache),
        }
        command = [str(venv / "bin" / "python"), "-c", _WARM_UP, *modules]
        try:
            done = run_guarded(command, cwd=venv, environment=environment, timeout_seconds=_IMPORT_TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise ToolchainError(
                f"importing {', '.join(modules)} did not end in {_IMPORT_TIMEOUT_SECONDS} s"
            ) from error
        if done.returncode != 0:
            reason = "\n".join(done.stderr.strip().splitlines()[-5:])
            raise ToolchainError(f"the packages of the build image do not import:\n{reason}")
        site_packages = next(venv.glob("lib/python*/site-packages"))
        keep_bytecode(site_packages=site_packages, uv_cache=self.toolchain.uv_cache)
        if sys.prefix != sys.base_prefix:  # the checkout's own environment imports much of the same
            lend_bytecode(site_packages=site_packages, to=Path(sysconfig.get_path("purelib")))


def _is_hashed(lock: Path) -> bool:
    return "--hash=" in lock.read_text()


def index_variables(environment: Mapping[str, str]) -> dict[str, str]:
    """The developer's settings of uv's package index that builds must repeat, freed of user names and passwords."""
    return {name: _without_credentials(environment[name]) for name in _INDEX_VARIABLES if environment.get(name)}


def _without_credentials(value: str) -> str:
    return " ".join(_strip_address(part) for part in value.split())


def _strip_address(address: str) -> str:
    parts = urlsplit(address)
    if "@" not in parts.netloc:
        return address
    return urlunsplit(parts._replace(netloc=parts.netloc.rsplit("@", 1)[1]))
