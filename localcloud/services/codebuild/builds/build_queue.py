"""Runs builds in the order of their start, as many at a time as this machine has processors; the others are QUEUED."""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from localcloud.services.codebuild.builds.build_progress import BuildProgress
from localcloud.services.codebuild.builds.build_run import SHUTDOWN
from localcloud.services.codebuild.process.build_process import Stop

_log = logging.getLogger(__name__)
_RECORD_SECONDS = 1.0


def default_slots() -> int:
    """One build a processor, but two at least: a build may start another one and wait for it."""
    return max(2, os.cpu_count() or 1)


@dataclass(frozen=True, kw_only=True)
class _Waiting:
    progress: BuildProgress
    stop: Stop
    queued_seconds: float
    thread: list[threading.Thread] = field(default_factory=list)


class BuildQueue:
    """Queued and running builds. Each has a thread from its start to its end."""

    def __init__(self, *, slots: int, run: Callable[[BuildProgress, Stop], None]) -> None:
        """`run` runs a build to its end, in the thread that calls it."""
        self._free = slots
        self._run = run
        self._condition = threading.Condition()
        self._order: list[str] = []
        self._builds: dict[str, _Waiting] = {}

    def submit(self, progress: BuildProgress, *, queued_minutes: float) -> None:
        """Queue a build whose QUEUED phase has begun."""
        entry = _Waiting(progress=progress, stop=Stop(), queued_seconds=queued_minutes * 60)
        thread = threading.Thread(target=self._serve, args=(entry,), name=f"build {progress.build_id}", daemon=True)
        entry.thread.append(thread)
        with self._condition:
            self._order.append(progress.build_id)
            self._builds[progress.build_id] = entry
        thread.start()

    def stop(self, build_id: str, *, wait_seconds: float) -> None:
        """End a build, queued or running; returns when it has ended, or after `wait_seconds`."""
        with self._condition:
            entry = self._builds.get(build_id)
        if entry is not None:
            self._request(entry, "STOPPED")
            entry.thread[0].join(wait_seconds)

    def await_end(self, build_id: str, *, timeout_seconds: float) -> bool:
        """Wait until a build has ended; False when it has not after `timeout_seconds`."""
        with self._condition:
            return self._condition.wait_for(lambda: build_id not in self._builds, timeout_seconds)

    def shut_down(self, *, wait_seconds: float) -> None:
        """End all builds' processes, and leave their records as they are."""
        with self._condition:
            entries = list(self._builds.values())
        for entry in entries:
            self._request(entry, SHUTDOWN)
        deadline = time.monotonic() + wait_seconds
        for entry in entries:
            entry.thread[0].join(max(0.0, deadline - time.monotonic()))

    def _request(self, entry: _Waiting, reason: str) -> None:
        entry.stop.request(reason)
        with self._condition:
            self._condition.notify_all()

    def _serve(self, entry: _Waiting) -> None:
        try:
            if self._await_slot(entry):
                try:
                    entry.progress.complete()
                    self._run(entry.progress, entry.stop)
                finally:
                    self._release_slot()
            elif entry.stop.reason != SHUTDOWN:
                entry.progress.finish(
                    entry.stop.reason or "TIMED_OUT", message="" if entry.stop.reason else "Build timed out in queue"
                )
        except Exception as error:
            _log.exception("build %s", entry.progress.build_id)
            self._record_fault(entry, error)
        finally:
            with self._condition:
                self._builds.pop(entry.progress.build_id, None)
                self._condition.notify_all()
            entry.stop.close()

    def _record_fault(self, entry: _Waiting, fault: Exception) -> None:
        """End a build whose own end could not be recorded, for instance on a full disk, as soon as that is possible."""
        while entry.stop.reason != SHUTDOWN:
            try:
                return entry.progress.finish(
                    "FAULT", code="INTERNAL_SERVICE_ERROR", message=f"{type(fault).__name__}: {fault}"
                )
            except sqlite3.OperationalError:
                with self._condition:
                    self._condition.wait_for(lambda: entry.stop.reason == SHUTDOWN, _RECORD_SECONDS)
            except LookupError:
                return None  # it was deleted meanwhile
        return None

    def _await_slot(self, entry: _Waiting) -> bool:
        build_id = entry.progress.build_id

        def decided() -> bool:
            return entry.stop.reason is not None or (self._free > 0 and self._order[0] == build_id)

        with self._condition:
            self._condition.wait_for(decided, entry.queued_seconds)
            granted = entry.stop.reason is None and self._free > 0 and self._order[0] == build_id
            self._order.remove(build_id)
            self._free -= 1 if granted else 0
            self._condition.notify_all()
            return granted

    def _release_slot(self) -> None:
        with self._condition:
            self._free += 1
            self._condition.notify_all()
