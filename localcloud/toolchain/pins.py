"""Reads the versions that a checkout pins, so that the toolchain never has a version list of its own."""

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

CDK_TOOLS = ("aws-cdk", "cdk-assets")
REQUIREMENT_SETS = ("build", "compliance", "checks", "supply", "lambda")

_LAYOUT_VERSION = "5"
"""Part of the key: raise it when the preparation itself changes, so that older directories are prepared again."""


class ToolchainError(Exception):
    """The toolchain cannot be prepared or used; the message says what to do."""


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
    """Everything of a checkout that decides what the toolchain holds."""

    project: Path
    npm: tuple[NpmPin, ...]
    uv_version: str

    def requirement_file(self, name: str) -> Path:
        return self.project / "requirements" / f"{name}.txt"

    def key(self, *facts: str) -> str:
        """A digest of the lock files and of `facts` about this machine: the same key means that nothing is to do."""
        digest = hashlib.sha256(_LAYOUT_VERSION.encode())
        locks = ["package.json", "package-lock.json", "requirements/uv.txt"]
        locks += [f"requirements/{name}.txt" for name in REQUIREMENT_SETS]
        for lock in locks:
            digest.update(b"\0" + (self.project / lock).read_bytes())
        for fact in facts:
            digest.update(b"\0" + fact.encode())
        return digest.hexdigest()


def read_pins(project: Path) -> Pins:
    """Read the pins of the checkout at `project`.

    Raises:
        ToolchainError: a lock file is missing, or does not pin what it must.
    """
    try:
        packages = json.loads((project / "package-lock.json").read_text())["packages"]
        wanted = json.loads((project / "package.json").read_text())["devDependencies"]
        uv_lock = (project / "requirements" / "uv.txt").read_text()
    except (OSError, KeyError, ValueError) as error:
        raise ToolchainError(f"{project} is not a checkout with readable lock files: {error}") from error
    uv_version = re.search(r"^uv==([0-9.]+)", uv_lock, re.MULTILINE)
    if uv_version is None:
        raise ToolchainError("requirements/uv.txt pins no version of uv; run make lock")
    missing = [name for name in REQUIREMENT_SETS if not (project / "requirements" / f"{name}.txt").is_file()]
    if missing:
        raise ToolchainError(f"requirements/{missing[0]}.txt is missing; run make lock")
    npm = tuple(_npm_pin(name, wanted, packages) for name in CDK_TOOLS)
    return Pins(project=project, npm=npm, uv_version=uv_version[1])


def _npm_pin(name: str, wanted: dict[str, str], packages: dict[str, dict[str, str]]) -> NpmPin:
    locked = packages.get(f"node_modules/{name}", {})
    version = locked.get("version", "")
    if not version or not locked.get("integrity") or wanted.get(name) != version:
        raise ToolchainError(
            f"package.json asks for {name} {wanted.get(name)}, package-lock.json has {version or 'none'}; run make lock"
        )
    return NpmPin(name=name, version=version, integrity=locked["integrity"])
