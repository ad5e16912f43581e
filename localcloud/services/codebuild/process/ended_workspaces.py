"""The directories of ended builds: removed when the machine has time for it, not while the next build waits.

Removing a build's environment takes about as long as making it, and the next build of a pipeline starts at once. (On an
ext4 file system without a journal it costs more: for a minute after many files were removed, each new one takes several
times as long, because the freed inodes are passed over.)
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Protocol

IDLE_SECONDS = 20.0
KEPT = 14
"""Directories that may wait, which is about one push: 3,000 files and more each, and whoever ends the server waits for
their removal."""


class Removable(Protocol):
    def remove(self) -> None:
        """Remove the directory; must not raise."""


class EndedWorkspaces:
    """Thread-safe."""

    def __init__(self, *, idle_seconds: float = IDLE_SECONDS, kept: int = KEPT) -> None:
        self._idle_seconds = idle_seconds
        self._kept = kept
        self._lock = threading.Lock()
        self._running = 0
        self._waiting: list[Removable] = []
        self._timer: threading.Timer | None = None

    def build_started(self) -> None:
        """Nothing is removed from now until `build_ended`, unless too many wait."""
        with self._lock:
            self._running += 1
            self._stop_timer()

    def build_ended(self, workspace: Removable) -> None:
        """Its directory goes once no build has run for a while; the oldest go at once where too many wait."""
        with self._lock:
            self._running -= 1
            self._waiting.append(workspace)
            surplus = self._waiting[: max(0, len(self._waiting) - self._kept)]
            del self._waiting[: len(surplus)]
            self._start_timer()
        if surplus:
            threading.Thread(target=_remove, args=(surplus,), name="codebuild-remove", daemon=True).start()

    def adopt(self, workspaces: Iterable[Removable]) -> None:
        """Directories that an earlier server left behind go in the same pauses."""
        with self._lock:
            self._waiting[:0] = workspaces
            self._start_timer()

    def remove_all(self) -> None:
        """Remove what waits, now."""
        with self._lock:
            self._stop_timer()
            waiting, self._waiting = self._waiting, []
        _remove(waiting)

    def _when_idle(self) -> None:
        # One at a time, for a build may start meanwhile; its end begins the next pause.
        while workspace := self._oldest_in_a_pause():
            workspace.remove()

    def _oldest_in_a_pause(self) -> Removable | None:
        with self._lock:
            return self._waiting.pop(0) if self._waiting and self._running == 0 else None

    def _start_timer(self) -> None:
        if self._running == 0 and self._waiting:
            self._stop_timer()
            self._timer = threading.Timer(self._idle_seconds, self._when_idle)
            self._timer.daemon = True
            self._timer.start()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def _remove(workspaces: list[Removable]) -> None:
    for workspace in workspaces:
        workspace.remove()
