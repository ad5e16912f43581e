"""Delivers announcements: to the account's default event bus, and to SNS through notification rules.

They are taken from the store, where each transition put its own, and removed once delivered. A delivery that fails is
logged and not repeated: as on AWS, nobody waits for it, and a broken topic must not hold up the others.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from localcloud.aws.event_bus import put_event
from localcloud.aws.event_loop import on_event_loop
from localcloud.services.codepipeline.engine.journal import ACTION_EVENT, PIPELINE_EVENT, STAGE_EVENT
from localcloud.services.codepipeline.records import Announcement
from localcloud.services.codepipeline.store import Store
from localcloud.services.notifications import service as notifications

_log = logging.getLogger(__name__)
_DELIVERY_SECONDS = 15
_STOP_SECONDS = 3
_APPROVALS = {"FAILED": "failed", "STARTED": "needed", "SUCCEEDED": "succeeded"}
_KINDS = {ACTION_EVENT: "action", PIPELINE_EVENT: "pipeline", STAGE_EVENT: "stage"}

Deliver = Callable[[Announcement], None]


def event_type_ids(announcement: Announcement) -> list[str]:
    """The notification event types that an announcement is of.

    Source: docs.aws.amazon.com/dtconsole/latest/userguide/concepts.html#events-ref-pipeline
    """
    state = announcement.detail["state"]
    kind = _KINDS[announcement.detail_type]
    found = [f"codepipeline-pipeline-{kind}-execution-{state.lower()}"]
    approval = announcement.detail.get("type", {}).get("category") == "Approval"
    if approval and state in _APPROVALS:
        found.append(f"codepipeline-pipeline-manual-approval-{_APPROVALS[state]}")
    return found


def deliver(announcement: Announcement) -> None:
    """Put the event on the bus, and publish it by the rules that ask for it."""
    on_event_loop(lambda: _put_event(announcement), timeout_seconds=_DELIVERY_SECONDS)
    for event_type_id in event_type_ids(announcement):
        notifications.announce(
            resource_arn=announcement.key.arn,
            event_type_id=event_type_id,
            detail_type=announcement.detail_type,
            detail=announcement.detail,
            attributes=announcement.attributes,
        )


class Announcer:
    """One thread that sleeps until there is something to deliver."""

    def __init__(self, store: Store, deliver: Deliver = deliver) -> None:
        self._store = store
        self._deliver = deliver
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin with what is pending."""
        self._wake.set()
        self._thread = threading.Thread(target=self._loop, name="codepipeline-announcer", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Look at the store soon."""
        self._wake.set()

    def stop(self) -> None:
        """Leave the rest for the next start; returns within a few seconds."""
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(_STOP_SECONDS)

    def deliver_pending(self) -> None:
        """Deliver what the store holds, oldest first."""
        for announcement in self._store.announcements.pending():
            if self._stopping.is_set():
                return
            try:
                self._deliver(announcement)
            except Exception:
                _log.exception("an event of %s could not be delivered", announcement.key.arn)
            self._store.announcements.remove(announcement.id)

    def _loop(self) -> None:
        while not self._stopping.is_set():
            self._wake.wait()
            self._wake.clear()
            self.deliver_pending()


def _put_event(announcement: Announcement) -> None:
    key = announcement.key
    put_event(
        source="aws.codepipeline",
        detail_type=announcement.detail_type,
        detail=announcement.detail,
        resource_arns=[key.arn],
        account=key.account,
        region=key.region,
    )
