"""Events that were delivered are not kept.

MiniStack appends every event to a list that nothing reads and saves it in each checkpoint, so that a cloud that runs
for long grows with each action of each pipeline. What shall be kept is archived, as on AWS.
"""

from __future__ import annotations

from typing import Any

from ministack.services import eventbridge

from localcloud.ministack.touched import Touched

TOUCHES = (Touched("services.eventbridge", "_events_log_list", ""),)


def apply() -> None:
    """Let each event be appended to a list of its own."""
    eventbridge._events_log_list = _nothing_kept


def _nothing_kept() -> list[Any]:
    return []
