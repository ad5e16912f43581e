"""The code of functions: files named by their digest, kept for as long as a checkpoint needs them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from localcloud.aws.storage.state_folder import code_dir

_synced: set[str] = set()


def references(states: Mapping[str, Any]) -> tuple[str, ...]:
    """The digests of the code that the functions of a checkpoint have."""
    functions = states.get("lambda", {}).get("functions")
    if functions is None:
        return ()
    return tuple(sorted({found for record in functions._data.values() for found in _of_function(record)}))


def _of_function(record: Mapping[str, Any]) -> Iterator[str]:
    for holder in (record, *record.get("versions", {}).values()):
        code = holder.get("code_zip")
        if isinstance(code, dict) and "code_blob_ref" in code:
            yield code["code_blob_ref"]


def sync_new(state_dir: Path) -> None:
    """Make code durable that was written since this was last asked for."""
    directory = code_dir(state_dir)
    new = [path for path in directory.glob("*.zip") if path.name not in _synced]
    for path in new:
        _sync(path)
        _synced.add(path.name)
    if new:
        _sync(directory)


def remove_unreferenced(state_dir: Path, referenced: Collection[str]) -> None:
    """Remove code that no checkpoint names; once the newest one is current."""
    for path in code_dir(state_dir).glob("*.zip"):
        if path.stem not in referenced:
            path.unlink(missing_ok=True)
            _synced.discard(path.name)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
