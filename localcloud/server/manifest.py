"""What a complete checkpoint consists of: written last into its folder, with a digest of itself.

A checkpoint without one was never finished. It also says what the checkpoint relies on elsewhere in the state folder.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from localcloud.aws.storage.damage import Damage, DamagedStateError, OtherVersionError

NAME: Final = "manifest.json"
_FORMAT = 1


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """One complete checkpoint.

    Attributes:
        number: counts the checkpoints of a state folder.
        written: when, UTC, ISO 8601.
        services: the SHA-256 of each service's file, by the service's name.
        formats: MiniStack's format of these, by the same names.
        databases: how many transactions each database had seen, by its path in the state folder.
        constant: the SHA-256 of files that never change, by their path.
        present: paths of files that had come to exist, whatever they hold now.
        code: the SHA-256 of each code that a function has, which is its file's name too.
    """

    number: int
    written: str
    services: Mapping[str, str]
    formats: Mapping[str, int]
    databases: Mapping[str, int]
    constant: Mapping[str, str]
    present: tuple[str, ...]
    code: tuple[str, ...]

    def write(self, directory: Path) -> None:
        """Complete a checkpoint's folder; durably."""
        document = asdict(self)
        content = json.dumps({"format": _FORMAT, "sha256": _digest(document), "manifest": document}, indent=1)
        with (directory / NAME).open("w", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def read_manifest(directory: Path) -> Manifest:
    """The manifest of a checkpoint's folder.

    Raises:
        DamagedStateError: it is missing, or is not what was written.
        OtherVersionError: it is of another version.
    """
    path = directory / NAME
    try:
        content: dict[str, Any] = json.loads(path.read_bytes())
        document = content["manifest"]
        if content["format"] != _FORMAT:
            raise OtherVersionError(path, content["format"], _FORMAT)
        if content["sha256"] != _digest(document):
            raise DamagedStateError(Damage(path=path, what="it is not what was written"))
        return Manifest(**{**document, "present": tuple(document["present"]), "code": tuple(document["code"])})
    except FileNotFoundError:
        raise DamagedStateError(Damage(path=path, what="it is missing")) from None
    except (ValueError, KeyError, TypeError) as error:
        what = f"it is no manifest: {error}" if path.stat().st_size else "it is empty"
        raise DamagedStateError(Damage(path=path, what=what)) from error


def complete_checkpoints(root: Path) -> Iterator[tuple[Path, Manifest]]:
    """Every checkpoint that was finished and whose manifest can be read, the newest first."""
    found = []
    for directory in root.glob("c-*"):
        try:
            found.append((directory, read_manifest(directory)))
        except (DamagedStateError, OtherVersionError):
            continue
    yield from sorted(found, key=lambda one: one[1].number, reverse=True)


def _digest(document: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
