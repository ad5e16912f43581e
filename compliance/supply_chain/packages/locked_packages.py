"""What the locks pin: Python packages from ``requirements/*.txt``, npm packages from ``package-lock.json``."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from packaging.markers import Marker

from compliance.supply_chain.requirement_groups import GROUPS

NPM_LOCK: Final = "package-lock.json"

ENVIRONMENT: Final = {
    "implementation_name": "cpython",
    "os_name": "posix",
    "platform_machine": "x86_64",
    "platform_python_implementation": "CPython",
    "platform_system": "Linux",
    "python_full_version": "3.11.9",
    "python_version": "3.11",
    "sys_platform": "linux",
}
"""Where the locks are installed, in the words of environment markers. An entry that is for another platform or another
Python is never installed, so it is none of our packages."""

_PIN = re.compile(r"(?P<name>[A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)(?:\s*;\s*(?P<marker>[^\\]+))?")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


class LockError(Exception):
    """A lock cannot be read; the message names it."""


@dataclass(frozen=True, kw_only=True)
class LockedPackage:
    """One package at one version.

    Attributes:
        ecosystem: ``pypi`` or ``npm``, as package URLs write it (github.com/package-url/purl-spec).
        name: normalized (packaging.python.org/en/latest/specifications/name-normalization).
        algorithm, hashes: of every archive that the lock accepts, in hexadecimal.
        sets: the requirement sets that hold it.
        licence: as an npm lock records it; empty for Python packages, whose locks do not.
    """

    ecosystem: str
    name: str
    version: str
    algorithm: str
    hashes: tuple[str, ...]
    sets: tuple[str, ...]
    licence: str = ""

    @property
    def title(self) -> str:
        return f"{self.name} {self.version}"


def normalized(name: str) -> str:
    """A Python package's name in the one form that locks and metadata share."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked_python(project: Path, group: str) -> tuple[LockedPackage, ...]:
    """The packages of a group's sets, by name and version; one that several sets hold is listed once.

    Raises:
        LockError: a lock is missing, or pins a package without a version or without hashes.
    """
    found: dict[tuple[str, str], LockedPackage] = {}
    for requirement_set in GROUPS[group]:
        for package in _read_lock(project / "requirements" / f"{requirement_set}.txt"):
            known = found.get((package.name, package.version))
            found[package.name, package.version] = _merged(known, package) if known else package
    return tuple(found[key] for key in sorted(found))


def _merged(one: LockedPackage, other: LockedPackage) -> LockedPackage:
    return replace(
        one,
        sets=(*one.sets, *other.sets),
        hashes=tuple(sorted({*one.hashes, *other.hashes})),
    )


def _read_lock(path: Path) -> Iterable[LockedPackage]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise LockError(f"requirements/{path.name} cannot be read ({error.strerror}); run make lock") from error
    for entry in re.split(r"\n(?=\S)", text.strip()):
        if entry.startswith("#"):
            continue
        pin = _PIN.match(entry)
        hashes = tuple(sorted(_HASH.findall(entry)))
        if pin is None or not hashes:
            raise LockError(f"requirements/{path.name}: {entry.splitlines()[0]!r} is no pin with hashes; run make lock")
        if pin["marker"] and not Marker(pin["marker"].strip()).evaluate(dict(ENVIRONMENT)):
            continue
        yield LockedPackage(
            ecosystem="pypi",
            name=normalized(pin["name"]),
            version=pin["version"],
            algorithm="SHA-256",
            hashes=hashes,
            sets=(path.stem,),
        )


def locked_npm(project: Path) -> tuple[LockedPackage, ...]:
    """The packages of the npm lock.

    Raises:
        LockError: it is missing, or locks a package without its integrity.
    """
    try:
        entries = json.loads((project / NPM_LOCK).read_text(encoding="utf-8"))["packages"]
    except (OSError, ValueError, KeyError) as error:
        raise LockError(f"{NPM_LOCK} cannot be read ({error!r}); run npm install") from error
    return tuple(_npm_package(path, entry) for path, entry in sorted(entries.items()) if path)


def _npm_package(path: str, entry: dict[str, str]) -> LockedPackage:
    algorithm, _, digest = entry.get("integrity", "").partition("-")
    if algorithm != "sha512" or not entry.get("version"):
        raise LockError(f"{NPM_LOCK}: {path} has no version with a sha512 integrity")
    return LockedPackage(
        ecosystem="npm",
        name=path.rpartition("node_modules/")[2],
        version=entry["version"],
        algorithm="SHA-512",
        hashes=(base64.b64decode(digest).hex(),),
        sets=("npm",),
        licence=entry.get("license", ""),
    )
