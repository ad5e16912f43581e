"""Sessions that have expired go while others are made at the same moment.

MiniStack looks through its sessions each time one is made, and stops with "dictionary changed size during iteration"
where another thread makes one meanwhile: of two builds that began together one ended in a fault.
"""

from __future__ import annotations

import time

from ministack.services import sts

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.sts", "_evict_expired_sessions", ""),
    Touched("services.sts", "_sessions"),
)


def apply() -> None:
    """Look through a copy, which is made in one step."""
    sts._evict_expired_sessions = evict_expired_sessions


def evict_expired_sessions() -> None:
    """Drops sessions past their end; those without one are kept."""
    now = time.time()
    for key, session in list(sts._sessions.items()):
        end = session.get("Expiration")
        if isinstance(end, int | float) and now > end:
            sts._sessions.pop(key, None)
