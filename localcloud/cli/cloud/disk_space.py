"""A full disk is said where a person looks, because nothing of the local cloud can then be recorded."""

from __future__ import annotations

import shutil
from pathlib import Path

# Less than one transition's record and its journal need.
_LEAST_BYTES = 1 << 18


def warning(state: Path) -> str:
    """What to say of the state folder's file system; empty while it has space, or cannot be looked at."""
    try:
        free = shutil.disk_usage(state).free
    except OSError:
        return ""
    if free >= _LEAST_BYTES:
        return ""
    return f"no space is left on the file system of {state}: nothing is recorded, so nothing goes on, until there is"
