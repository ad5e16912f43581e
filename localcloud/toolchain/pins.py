"""Reads the versions that a checkout pins, so that the toolchain never has a version list of its own."""

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from localcloud.toolchain.errors import ToolchainError
from localcloud.toolchain.settings import ToolchainSettings, read_toolchain_settings

CDK_TOOLS = ("aws-cdk", "cdk-assets")
"""What CDK Pipelines installs in its own builds. A checkout pins both in its package.json."""

_NPM_MANIFEST, _NPM_LOCK = "package.json", "package-lock.json"

_LAYOUT_VERSION = "6"
"""Part of the key: raise it when the preparation itself changes, so that older directories are prepared again."""


@dataclass(frozen=True, kw_only=True)
class NpmPin:
    """One npm package at one version, with the integrity that package-lock.json promises (`sha512-<base64>`)."""

    name: str
    version: str
    integrity: str

    @property
    def tarball_name(self) -> str:
        return f"{self.name}-{self.version}.tgz"

    def matches(self, tarball: bytes) -> bool:
        digest = base64.b64encode(hashlib.sha512(tarball).digest()).decode()
        return self.integrity == f"sha512-{digest}"


@dataclass(frozen=True, kw_only=True)
class Pins:
    """Everything of a checkout that decides what the toolchain holds.

    Attributes:
        uv_version: such as `0.13.9`; empty where the checkout pins none.
    """

    project: Path
    settings: ToolchainSettings
    npm: tuple[NpmPin, ...]
    uv_version: str

    def key(self, *facts: str) -> str:
        """A digest of the lock files and of `facts` about this machine: the same key means that nothing is to do."""
        digest = hashlib.sha256(_LAYOUT_VERSION.encode())
        for lock in _lock_files(self.settings):
            digest.update(b"\0" + (self.project / lock).read_bytes())
        for fact in (repr(self.settings), *facts):
            digest.update(b"\0" + fact.encode())
        return digest.hexdigest()


def read_pins(project: Path) -> Pins:
    """Read the pins of the checkout at `project`.

    Raises:
        ToolchainError: a lock file is missing, or does not pin what it must.
    """
    settings = read_toolchain_settings(project)
    missing = [name for name in _lock_files(settings) if not (project / name).is_file()]
    if missing:
        raise ToolchainError(f"{project} is not a checkout with readable lock files: {missing[0]} is missing")
    try:
        packages = json.loads((project / _NPM_LOCK).read_text())["packages"]
        wanted = json.loads((project / _NPM_MANIFEST).read_text())["devDependencies"]
    except (OSError, KeyError, ValueError) as error:
        raise ToolchainError(f"{project} is not a checkout with readable lock files: {error}") from error
    npm = tuple(_npm_pin(name, wanted, packages) for name in CDK_TOOLS)
    return Pins(project=project, settings=settings, npm=npm, uv_version=_uv_version(project, settings.uv_lock))


def _lock_files(settings: ToolchainSettings) -> tuple[str, ...]:
    locks = (settings.uv_lock, *(requirement_set.lock for requirement_set in settings.requirement_sets))
    return (_NPM_MANIFEST, _NPM_LOCK, *filter(None, locks))


def _uv_version(project: Path, lock: str) -> str:
    if not lock:
        return ""
    pinned = re.search(r"^uv==([0-9.]+)", (project / lock).read_text(), re.MULTILINE)
    if pinned is None:
        raise ToolchainError(f"{lock} pins no version of uv; write the lock again")
    return pinned[1]


def _npm_pin(name: str, wanted: dict[str, str], packages: dict[str, dict[str, str]]) -> NpmPin:
    locked = packages.get(f"node_modules/{name}", {})
    version = locked.get("version", "")
    if not version or not locked.get("integrity") or wanted.get(name) != version:
        raise ToolchainError(
            f"package.json asks for {name} {wanted.get(name)}, package-lock.json has {version or 'none'}; "
            "write the lock again"
        )
    return NpmPin(name=name, version=version, integrity=locked["integrity"])
