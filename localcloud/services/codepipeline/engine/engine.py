"""The engine: one thread that makes transitions, and one thread for each running action.

The thread sleeps until something wakes it or the next deadline comes. All state is in the store; memory holds only
which runs have a worker, so a new process on the same store goes on by starting workers for unfinished runs.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable

from localcloud.services.codepipeline.declaration import PipelineDeclaration, read_declaration
from localcloud.services.codepipeline.engine.deadlines import expire_overdue, next_deadline
from localcloud.services.codepipeline.engine.journal import Journal
from localcloud.services.codepipeline.engine.lifecycle import Lifecycle
from localcloud.services.codepipeline.engine.restarts import Restarts
from localcloud.services.codepipeline.engine.results import ExternalResults
from localcloud.services.codepipeline.engine.scheduler import Scheduler
from localcloud.services.codepipeline.engine.workers import Workers
from localcloud.services.codepipeline.ports import Checkpoint, Clock, Runner, Spawn
from localcloud.services.codepipeline.records import PipelineRecord
from localcloud.services.codepipeline.store import Store

_log = logging.getLogger(__name__)
_IDLE_SECONDS = 60.0
_SHORTEST_SECONDS = 0.2
_STOP_SECONDS = 5.0


def spawn_thread(work: Callable[[], None], name: str) -> None:
    """Run `work` in a daemon thread: an action that hangs must not keep the process alive."""
    threading.Thread(target=work, name=name, daemon=True).start()


class Engine:
    """Runs every pipeline of every account of one store.

    Args:
        store: its durable memory; the engine is the only writer of executions.
        runner: runs actions and rules.
        checkpoint: makes the cloud's state durable; called before a finished action is recorded.
        clock: epoch seconds.
        spawn: starts a worker; tests replace it to run workers one by one.
        advanced: called after transitions may have been made.
    """

    def __init__(
        self,
        *,
        store: Store,
        runner: Runner,
        checkpoint: Checkpoint,
        clock: Clock,
        spawn: Spawn = spawn_thread,
        advanced: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._advanced = advanced
        self.journal = Journal(store, clock)
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._workers = Workers(
            store=store,
            journal=self.journal,
            runner=runner,
            checkpoint=checkpoint,
            spawn=spawn,
            wake=self.wake,
        )
        self.lifecycle = Lifecycle(store, self.journal, wake=self.wake, abandon=self._workers.abandon)
        self.restarts = Restarts(store, self.journal, wake=self.wake)
        self.results = ExternalResults(
            store, self.journal, checkpoint=checkpoint, wake=self.wake, abandon=self._workers.abandon
        )

    def start(self) -> None:
        """Begin, or go on after a restart."""
        self._thread = threading.Thread(target=self._loop, name="codepipeline-engine", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Look at the store soon; callable from any thread."""
        self._wake.set()

    def stop(self) -> None:
        """Leave running actions as they are, to be run again at the next start; returns within a few seconds."""
        self._stopping.set()
        self._wake.set()
        self._workers.stop()
        if self._thread is not None:
            self._thread.join(_STOP_SECONDS)

    def run_once(self) -> None:
        """Make every transition that is possible now and start the workers that they call for."""
        expire_overdue(self._store, self.journal, self._workers.abandon)
        for record in self._store.pipelines.every():
            try:
                self._advance(record)
            except Exception:
                # One bad record must not stop the other pipelines; it is tried again at the next wake-up.
                _log.exception("the pipeline %s could not be advanced", record.key.arn)
        self._workers.start_pending()
        self._advanced()

    def _loop(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            try:
                self.run_once()
            except Exception:
                # E.g. a full disk: the thread must live on, and try again at the next wake-up.
                _log.exception("the pipeline engine failed to advance")
            self._wake.wait(self._pause())

    def _pause(self) -> float:
        """Seconds until the next deadline, within bounds."""
        try:
            due = next_deadline(self._store)
        except sqlite3.Error:
            return _IDLE_SECONDS  # closed at shutdown, or the disk is gone; the next wake-up says which
        delay = _IDLE_SECONDS if due is None else due - self.journal.now()
        return min(max(delay, _SHORTEST_SECONDS), _IDLE_SECONDS)

    def _advance(self, record: PipelineRecord) -> None:
        declarations: dict[int, PipelineDeclaration] = {record.version: read_declaration(record.declaration)}
        moved = True
        while moved and not self._stopping.is_set():
            moved = False
            for execution_id in [execution.id for execution in self._store.executions.active(record.key)]:
                moved = self._step(record, declarations, execution_id) or moved

    def _step(self, record: PipelineRecord, declarations: dict[int, PipelineDeclaration], execution_id: str) -> bool:
        with self._store.transaction():
            execution = self._store.executions.get(record.key, execution_id)
            # Read again within the transaction: an API call may have changed either since.
            current = self._store.pipelines.get(record.key)
            if execution is None or current is None or not execution.active:
                return False
            if execution.version not in declarations:
                stored = self._store.pipelines.declaration(record.key, execution.version)
                if stored is None:
                    return False
                declarations[execution.version] = read_declaration(stored)
            return Scheduler(self._store, self.journal, current, declarations[execution.version]).step(execution)
