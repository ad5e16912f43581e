"""Workers: one for each action or rule in progress, in memory only.

A worker runs the action, waits until the cloud's state is durable, and only then records the success: a crash in
between runs the action again, never skips it. What an action came to is recorded as soon as the disk takes
it; on a full disk that may be a while, and the action is not run again for it.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from localcloud.services.codepipeline.declaration import ActionDeclaration
from localcloud.services.codepipeline.engine.jobs import Jobs
from localcloud.services.codepipeline.engine.journal import Journal
from localcloud.services.codepipeline.engine.lookup import Declared, declared_action, declared_rule
from localcloud.services.codepipeline.ports import (
    SYSTEM_UNAVAILABLE,
    ActionFailedError,
    Checkpoint,
    Outcome,
    RunInterruptedError,
    Runner,
    Spawn,
)
from localcloud.services.codepipeline.records import ActionRun
from localcloud.services.codepipeline.statuses import ActionStatus
from localcloud.services.codepipeline.store import Store

_log = logging.getLogger(__name__)
_RETRY_SECONDS = 5.0
T = TypeVar("T")


@dataclass(frozen=True)
class _RunProgress:
    """What one worker sees of the engine."""

    run_id: str
    store: Store
    journal: Journal
    leave: threading.Event = field(default_factory=threading.Event)

    def pause(self, seconds: float) -> None:
        if self.leave.wait(seconds):
            raise RunInterruptedError

    def report(
        self, *, external_id: str = "", external_url: str = "", summary: str = "", log_stream_arn: str = ""
    ) -> None:
        if self.leave.is_set():
            raise RunInterruptedError
        given = {
            "external_id": external_id,
            "external_url": external_url,
            "summary": summary,
            "log_stream_arn": log_stream_arn,
        }
        with self.store.transaction():
            run = self.store.actions.get(self.run_id) or self.store.rules.get(self.run_id)
            if run is None or run.status is not ActionStatus.IN_PROGRESS:
                return
            if isinstance(run, ActionRun):
                self.journal.move_action(run, **{name: value for name, value in given.items() if value})
            elif summary:
                self.journal.move_rule(run, summary=summary)


class Workers:
    """Starts and ends workers."""

    def __init__(
        self,
        *,
        store: Store,
        journal: Journal,
        runner: Runner,
        checkpoint: Checkpoint,
        spawn: Spawn,
        wake: Callable[[], None],
    ) -> None:
        self._store = store
        self._journal = journal
        self._runner = runner
        self._checkpoint = checkpoint
        self._spawn = spawn
        self._wake = wake
        self._lock = threading.Lock()
        self._running: dict[str, _RunProgress] = {}
        self._stopped = False

    def start_pending(self) -> None:
        """Start a worker for each run in progress that has none and does not wait for an answer from outside."""
        for run in self._store.actions.active():
            if not run.waiting:
                self._start(run.id, f"action {run.action}", self._act)
        for rule in self._store.rules.active():
            self._start(rule.id, f"rule {rule.rule}", self._judge)

    def abandon(self, run_id: str) -> None:
        """Tell a worker to leave; what it still brings is not recorded."""
        with self._lock:
            progress = self._running.get(run_id)
        if progress is not None:
            progress.leave.set()

    def stop(self) -> None:
        """Tell all to leave, and start no more."""
        with self._lock:
            self._stopped = True
            running = list(self._running.values())
        for progress in running:
            progress.leave.set()

    def _start(self, run_id: str, name: str, work: Callable[[str, _RunProgress], None]) -> None:
        with self._lock:
            if self._stopped or run_id in self._running:
                return
            progress = _RunProgress(run_id, self._store, self._journal)
            self._running[run_id] = progress

        def run() -> None:
            try:
                work(run_id, progress)
            except RunInterruptedError:
                pass
            except Exception:
                _log.exception("%s could not be recorded; it is run again", name)
                progress.leave.wait(_RETRY_SECONDS)
            finally:
                with self._lock:
                    self._running.pop(run_id, None)
                self._wake()

        self._spawn(run, f"codepipeline-{name}")

    def _act(self, run_id: str, progress: _RunProgress) -> None:
        run = self._store.actions.get(run_id)
        declared = declared_action(self._store, run) if run else None
        if run is None or declared is None:
            return
        try:
            job = Jobs(self._store, declared.pipeline).action_job(run, declared.execution, declared.item)
            outcome = self._guarded(lambda: self._runner.run_action(job, progress))
            if progress.leave.is_set():
                return
            if not outcome.waiting:
                self._guarded(self._checkpoint)
            changes = _changes(outcome)
        except ActionFailedError as failure:
            changes = _failed(failure)
        self._record(progress, lambda: self._record_action(run_id, progress, declared, changes))

    def _record(self, progress: _RunProgress, record: Callable[[], None]) -> None:
        while True:
            try:
                return record()
            except sqlite3.OperationalError:
                _log.exception("what an action came to cannot be recorded; it is tried again")
                progress.pause(_RETRY_SECONDS)

    def _record_action(
        self,
        run_id: str,
        progress: _RunProgress,
        declared: Declared[ActionDeclaration],
        changes: dict[str, object],
    ) -> None:
        with self._store.transaction():
            run = self._store.actions.get(run_id)
            if run is None or run.status is not ActionStatus.IN_PROGRESS or progress.leave.is_set():
                return
            if changes.get("waiting"):
                self._journal.move_action(run, **changes)
            else:
                self._journal.end_action(run, declared.execution, declared.item, **changes)

    def _judge(self, run_id: str, progress: _RunProgress) -> None:
        run = self._store.rules.get(run_id)
        declared = declared_rule(self._store, run) if run else None
        if run is None or declared is None:
            return
        changes: dict[str, object]
        try:
            job = Jobs(self._store, declared.pipeline).rule_job(run, declared.execution, declared.item)
            outcome = self._guarded(lambda: self._runner.run_rule(job, progress))
            changes = {"status": ActionStatus.SUCCEEDED, "summary": outcome.summary}
        except ActionFailedError as failure:
            changes = {"status": ActionStatus.FAILED, "error_code": failure.code, "error_message": failure.message}
        self._record(progress, lambda: self._record_rule(run_id, progress, changes))

    def _record_rule(self, run_id: str, progress: _RunProgress, changes: dict[str, object]) -> None:
        with self._store.transaction():
            current = self._store.rules.get(run_id)
            if current is None or current.status is not ActionStatus.IN_PROGRESS or progress.leave.is_set():
                return
            self._journal.end_rule(current, **changes)

    def _guarded(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except (ActionFailedError, RunInterruptedError):
            raise
        except Exception as error:
            _log.exception("an action failed unexpectedly")
            raise ActionFailedError(f"{type(error).__name__}: {error}", code=SYSTEM_UNAVAILABLE) from error


def _changes(outcome: Outcome) -> dict[str, object]:
    given: dict[str, object] = {
        "summary": outcome.summary,
        "external_id": outcome.external_id,
        "external_url": outcome.external_url,
        "log_stream_arn": outcome.log_stream_arn,
        "revision": outcome.revision,
        "output_variables": dict(outcome.variables),
    }
    changes = {name: value for name, value in given.items() if value}
    if outcome.waiting:
        return {**changes, "waiting": True}
    return {**changes, "status": ActionStatus.SUCCEEDED}


def _failed(failure: ActionFailedError) -> dict[str, object]:
    changes: dict[str, object] = {
        "status": ActionStatus.FAILED,
        "error_code": failure.code,
        "error_message": failure.message,
    }
    return {**changes, "external_id": failure.external_id} if failure.external_id else changes
