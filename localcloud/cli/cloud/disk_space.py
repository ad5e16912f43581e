"""A disk that takes nothing is said where a person looks, because nothing of the local cloud can then be recorded."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from pathlib import Path

# Less than one transition's record and its journal need.
_LEAST_BYTES = 1 << 18
# More than the first records of a start need.
_TRIAL_BYTES = 1 << 20
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def warning(state: Path) -> str:
    """What to say of the state folder's file system; empty while it has space, or cannot be looked at."""
    try:
        free = shutil.disk_usage(state).free
    except OSError:
        return ""
    if free >= _LEAST_BYTES:
        return ""
    return f"no space is left on the file system of {state}: nothing is recorded, so nothing goes on, until there is"


def refusal(state: Path) -> str:
    """What keeps a state folder from being made or written, found out by writing; empty where nothing does.

    Modes and a count of free bytes do not tell: root may write anywhere by its mode, and yet not below `/proc`, on a
    read-only mount or beyond a quota. What is written for it is gone again.
    """
    folder = next(each for each in (state, *state.parents) if os.path.lexists(each))
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(_TRIAL_BYTES))
            file.flush()
            os.fsync(file.fileno())  # a file system may promise room and find none when it writes
    except OSError as error:
        if is_full(error):
            return f"no space is left on the file system of {folder}"
        return f"{folder} may not be written ({error.strerror})"
    return ""


def is_full(error: OSError) -> bool:
    """Whether a disk, or what somebody may take of it, has no room left."""
    return error.errno in _FULL
