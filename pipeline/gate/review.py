"""Which weakenings a person has reviewed: the entries of the commit's register that are for exactly them.

An entry of this kind is for one release. It counts while it is new since the last one; after the release it is spent,
excuses nothing any more, and stops nothing either, so that the next commit need not be the one that removes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.gate.weakenings import PREFIX, Weakening

Entry = dict[str, Any]
"""An entry of the register: finding, path, reason, owner, record, expires."""


def reviews(register: Sequence[Entry], released: Sequence[Entry], *, today: str) -> list[Entry]:
    """The entries for weakenings that hold today.

    Args:
        released: the register of the last release.
        today: as ``2026-11-27``.
    """
    return [
        entry
        for entry in register
        if entry["finding"].startswith(PREFIX) and entry not in released and entry["expires"] >= today
    ]


def review_of(weakening: Weakening, entries: Sequence[Entry]) -> Entry | None:
    """The entry for exactly this weakening."""
    return next((one for one in entries if (one["finding"], one["path"]) == (weakening.finding, weakening.path)), None)
