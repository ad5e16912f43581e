"""Deployments as they are kept: everything that one needs to go on, also when its group is gone by then."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class Status(StrEnum):
    """A deployment's, in CodeDeploy's words."""

    CREATED = "Created"
    IN_PROGRESS = "InProgress"
    SUCCEEDED = "Succeeded"
    FAILED = "Failed"
    STOPPED = "Stopped"


ENDED: Final = frozenset({Status.SUCCEEDED, Status.FAILED, Status.STOPPED})
BEFORE: Final = "before_allow_traffic"
SHIFT: Final = "allow_traffic"
AFTER: Final = "after_allow_traffic"
EVENTS: Final = {BEFORE: "BeforeAllowTraffic", SHIFT: "AllowTraffic", AFTER: "AfterAllowTraffic"}
"""The lifecycle events in their order: a deployment's attribute, and what CodeDeploy calls it."""


@dataclass(frozen=True, kw_only=True)
class LifecycleEvent:
    """One of a deployment's events; times are epoch seconds.

    Attributes:
        status: Pending, InProgress, Succeeded, Failed or Skipped.
        function: the hook that judges it; empty where there is none.
        execution_id: what the hook reports its judgement for.
    """

    status: str = "Pending"
    function: str = ""
    execution_id: str = ""
    started: float | None = None
    ended: float | None = None
    message: str = ""


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """One deployment; times are epoch seconds.

    Attributes:
        content: its AppSpec.
        group_id: the group's id, which the group's name may change under.
        shares: how traffic is shifted: percent of the new version, minutes until the next step.
        weight: percent of the traffic that the new version has now.
        alarms: which stop it; empty where they are not asked.
        rollback_events: after which of its ends it is rolled back.
        rollback_of: the deployment that this one takes back.
        rolled_back_by: the deployment that takes this one back.
        stop_requested: that somebody asked for its end.
        stack: the stack whose update waits for it; empty for a person's own.
    """

    id: str
    account: str
    region: str
    application: str
    group: str
    group_id: str
    config_name: str
    role_arn: str
    content: str
    previous_content: str = ""
    function: str
    alias: str
    current_version: str
    target_version: str
    shares: tuple[tuple[int, int], ...]
    before_allow_traffic: LifecycleEvent = field(default_factory=LifecycleEvent)
    allow_traffic: LifecycleEvent = field(default_factory=LifecycleEvent)
    after_allow_traffic: LifecycleEvent = field(default_factory=LifecycleEvent)
    weight: int = 0
    alarms: tuple[str, ...] = ()
    ignores_unknown_alarms: bool = False
    rollback_events: tuple[str, ...] = ()
    description: str = ""
    creator: str = "user"
    status: Status = Status.CREATED
    error_code: str = ""
    error_message: str = ""
    created: float
    started: float | None = None
    completed: float | None = None
    rollback_of: str = ""
    rolled_back_by: str = ""
    rollback_message: str = ""
    stop_requested: bool = False
    stack: str = ""

    @property
    def ended(self) -> bool:
        """Whether nothing happens in it any more."""
        return self.status in ENDED
