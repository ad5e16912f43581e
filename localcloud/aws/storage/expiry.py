"""Removes what is past its retention, at checkpoints: each store says how, and finds it by an index, not by a search.

Who has nothing to remove costs one look; what is removed is over, so that no checkpoint's state depends on it.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path

Removal = Callable[[float], object]
"""Takes the present moment in epoch seconds."""

_log = logging.getLogger(__name__)
_removals: dict[tuple[Path, str], Removal] = {}


def remove_at_checkpoints(state_dir: Path, name: str, removal: Removal) -> None:
    """Let a store of a state folder be asked from now on; one of the same name is replaced."""
    _removals[state_dir, name] = removal


def remove_no_more(state_dir: Path, name: str) -> None:
    """Leave a store alone that is about to be closed."""
    _removals.pop((state_dir, name), None)


def remove_expired(state_dir: Path, *, now: float) -> None:
    """Ask every store; what the disk refuses is tried again at the next checkpoint."""
    for (folder, name), removal in list(_removals.items()):
        if folder == state_dir:
            try:
                removal(now)
            except sqlite3.Error:
                _log.exception("%s: what is past its retention stays until the disk takes it", name)
