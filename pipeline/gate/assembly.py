"""The assembly as the gate finds it: held to the listing that Build made of it, then read.

Everything in it is a commit's, so it is data here: nothing of it is imported or run.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath
from typing import Any, Final

LISTING: Final = "assembly.sha256"
_NESTED: Final = "assembly-"
_UNLISTED: Final = (LISTING, "*.metadata.json", "*.lock")
"""Files that nobody deploys (compliance/assembly/assembly_digest.py says why)."""


class AssemblyError(Exception):
    """The assembly is not what its listing says, or lacks what must be in it."""


def listed_digest(assembly: Path, *, beside: Collection[str] = ()) -> str:
    """The assembly's digest: the SHA-256 of its listing, after every file was held to it.

    Args:
        beside: files that the gate itself put beside the listed ones.

    Raises:
        AssemblyError: a file differs, is missing, or is not listed.
    """
    try:
        listing = (assembly / LISTING).read_bytes()
        listed = dict(_lines(listing.decode()))
    except (OSError, ValueError) as error:
        raise AssemblyError(f"the assembly has no listing that can be read: {error}") from None
    found = {name: _sha256(assembly / name) for name in _names(assembly) if name not in beside}
    differing = sorted({name for name, _ in listed.items() ^ found.items()})
    if differing or not found:
        raise AssemblyError(f"the assembly is not the one that was listed, differing: {', '.join(differing)}")
    return hashlib.sha256(listing).hexdigest()


def read_json(assembly: Path, name: str) -> Any:
    """One file of the assembly.

    Raises:
        AssemblyError: it is missing or is not JSON.
    """
    try:
        return json.loads((assembly / name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise AssemblyError(f"{name} cannot be read: {error}") from None


def _lines(listing: str) -> Iterator[tuple[str, str]]:
    for line in listing.splitlines():
        digest, _, name = line.partition("  ")
        yield name, digest


def _names(assembly: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(assembly):
        place = PurePosixPath(Path(folder).relative_to(assembly).as_posix())
        for name in [*files, *(name for name in folders if Path(folder, name).is_symlink())]:
            if Path(folder, name).is_symlink():
                raise AssemblyError(f"{place / name} is a symbolic link")
            nested = all(part.startswith(_NESTED) for part in place.parts)
            if not (nested and any(PurePosixPath(name).match(pattern) for pattern in _UNLISTED)):
                yield str(place / name)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
