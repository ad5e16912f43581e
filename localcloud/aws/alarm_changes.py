"""Which states alarms came into, for services that watch an alarm: nothing is missed between two looks at it.

CloudWatch tells each change here; AWS's own services hear of it without asking, too.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

_KEPT = 50
"""Changes of one alarm."""


@dataclass(frozen=True, kw_only=True)
class StateChange:
    """An alarm came into a state (``ALARM``, ``OK``, ``INSUFFICIENT_DATA``) at a moment (epoch seconds)."""

    state: str
    at: float


_changes: dict[str, deque[StateChange]] = {}


def note_change(alarm_arn: str, change: StateChange) -> None:
    """Keep a change of an alarm's state."""
    _changes.setdefault(alarm_arn, deque(maxlen=_KEPT)).append(change)


def states_since(alarm_arn: str, moment: float) -> set[str]:
    """The states that an alarm came into since a moment (epoch seconds), however short it was in them."""
    return {change.state for change in list(_changes.get(alarm_arn, ())) if change.at >= moment}
