"""Which destructive changes a person has reviewed: entries of the commit's register that name exactly that resource.

Like the review of a weakened gate, an entry is for one release: after it, it is spent and excuses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from pipeline.release.changes import Change

PREFIX: Final = "Release::"
Entry = Mapping[str, Any]
"""An entry of the register: finding, path, reason, owner, record, expires."""


def finding(change: Change) -> str:
    """What an entry for the change names: ``Release::destructive``, ``Release::replacing``."""
    return f"{PREFIX}{change.classes[0]}"


def reviewed(
    changes: Iterable[Change], register: Sequence[Entry], *, released: Sequence[Entry], today: str
) -> list[tuple[Change, Entry | None]]:
    """What stops without an entry, each with its entry that holds today.

    Args:
        released: the register of the last release.
        today: as ``2026-11-27``.
    """
    valid = {
        (entry["finding"], entry["path"]): entry
        for entry in register
        if entry["finding"].startswith(PREFIX) and entry not in released and entry["expires"] >= today
    }
    return [(one, valid.get((finding(one), one.path))) for one in changes if one.stops]
