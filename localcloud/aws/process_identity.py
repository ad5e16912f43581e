"""Which process a recorded number means: ids are given to other programs again, what is recorded here is not.

The command line knows the server by it, and the server its builds.
"""

from __future__ import annotations

import psutil

_ENDED = (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)


def process_identity(process_id: int) -> str | None:
    """Return text that no later process with that id will have; None when there is no such process or it has ended.

    It holds until the machine starts anew and does not depend on the clock, which may be set meanwhile.
    """
    try:
        process = psutil.Process(process_id)
        # The hash is of the id and of the time since boot at which the process started, numbers both.
        return None if process.status() in _ENDED else str(hash(process))
    except psutil.Error:
        return None


def command_line(process_id: int) -> str:
    """Return a process's command line; empty when there is none (about to become its program, or to end)."""
    try:
        return " ".join(psutil.Process(process_id).cmdline())
    except psutil.Error:
        return ""
