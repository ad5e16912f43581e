"""The queue: order, places, stopping what waits, and the time-out of the queue."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from localcloud.services.codebuild.arns import Scope
from localcloud.services.codebuild.builds.build_progress import BuildProgress
from localcloud.services.codebuild.builds.build_queue import BuildQueue, default_slots
from localcloud.services.codebuild.builds.build_records import BuildRecords
from localcloud.services.codebuild.process.build_process import InterruptedBuildError, Stop
from localcloud.services.codebuild.records import BuildRecord
from localcloud.services.codebuild.store import Store

SCOPE = Scope("111111111111", "us-east-1")


class Line:
    """A queue whose builds run until they are told to end."""

    def __init__(self, directory: Path, *, slots: int) -> None:
        self.records = BuildRecords(Store(directory / "store.sqlite"))
        self.started: list[str] = []
        self.changed = threading.Condition()
        self.may_end = threading.Event()
        self.queue = BuildQueue(slots=slots, run=self._run)

    def _run(self, progress: BuildProgress, stop: Stop) -> None:
        with self.changed:
            self.started.append(progress.build_id)
            self.changed.notify_all()
        while not self.may_end.wait(0.01):
            try:
                stop.check()
            except InterruptedBuildError:
                break
        progress.begin("FINALIZING")
        progress.finish("SUCCEEDED")

    def submit(self, build_id: str, queued_minutes: float = 5) -> BuildProgress:
        build = {"id": build_id, "projectName": "project", "phases": [], "buildComplete": False}
        self.records.add(SCOPE, BuildRecord(uuid=build_id, build=build, project_artifacts=(), request={}))
        progress = BuildProgress(records=self.records, scope=SCOPE, build_id=build_id)
        progress.begin("QUEUED")
        self.queue.submit(progress, queued_minutes=queued_minutes)
        return progress

    def await_started(self, count: int) -> bool:
        with self.changed:
            return self.changed.wait_for(lambda: len(self.started) >= count, 10)


@contextmanager
def _line(directory: Path, *, slots: int) -> Iterator[Line]:
    made = Line(directory, slots=slots)
    try:
        yield made
    finally:
        made.may_end.set()
        made.queue.shut_down(wait_seconds=10)


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with _line(tmp_path, slots=2) as made:
        yield made


@pytest.fixture
def single(tmp_path: Path) -> Iterator[Line]:
    with _line(tmp_path, slots=1) as made:
        yield made


def test_builds_beyond_the_places_wait(line: Line) -> None:
    waiting = [line.submit(name) for name in ("a", "b", "c", "d")]
    assert line.await_started(2)
    assert sorted(line.started) == ["a", "b"]
    assert [one.read().build["currentPhase"] for one in waiting[2:]] == ["QUEUED", "QUEUED"]
    line.may_end.set()
    for name in ("c", "d"):
        assert line.queue.await_end(name, timeout_seconds=10)
    assert sorted(line.started[2:]) == ["c", "d"]


def test_builds_start_in_the_order_of_their_submission(single: Line) -> None:
    """With one place: two that are begun at once may each be seen first."""
    names = ["a", "b", "c", "d"]
    for name in names:
        single.submit(name)
    single.may_end.set()
    assert single.queue.await_end("d", timeout_seconds=10)
    assert single.started == names


def test_a_queued_build_can_be_stopped(line: Line) -> None:
    for name in ("a", "b"):
        line.submit(name)
    assert line.await_started(2)
    waiting = line.submit("c")
    line.queue.stop("c", wait_seconds=10)
    build = waiting.read().build
    assert (build["buildStatus"], build["buildComplete"]) == ("STOPPED", True)
    assert "c" not in line.started


def test_a_build_times_out_in_the_queue(line: Line) -> None:
    for name in ("a", "b"):
        line.submit(name)
    assert line.await_started(2)
    waiting = line.submit("c", queued_minutes=0.2 / 60)
    assert line.queue.await_end("c", timeout_seconds=10)
    build = waiting.read().build
    assert build["buildStatus"] == "TIMED_OUT"
    assert build["phases"][0]["contexts"][0]["message"] == "Build timed out in queue"


def test_a_build_that_is_not_running_has_ended(line: Line) -> None:
    assert line.queue.await_end("unknown", timeout_seconds=0)


def test_a_running_build_has_not_ended(line: Line) -> None:
    line.submit("a")
    assert not line.queue.await_end("a", timeout_seconds=0.05)


def test_shutting_down_leaves_the_records_of_queued_builds(line: Line) -> None:
    for name in ("a", "b"):
        line.submit(name)
    assert line.await_started(2)
    waiting = line.submit("c")
    line.queue.shut_down(wait_seconds=10)
    assert waiting.read().build["buildComplete"] is False


def test_a_build_may_wait_for_another_even_on_one_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    assert default_slots() == 2


def test_a_build_whose_end_a_full_disk_refuses_ends_once_there_is_space(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("localcloud.services.codebuild.builds.build_queue._RECORD_SECONDS", 0.01)
    change, refusals = line.records.change, [1, 2, 3]

    def on_a_full_disk(*given: Any) -> Any:
        if line.started and refusals:
            refusals.pop()
            raise sqlite3.OperationalError("database or disk is full")
        return change(*given)

    monkeypatch.setattr(line.records, "change", on_a_full_disk)
    progress = line.submit("one")
    line.may_end.set()
    assert line.queue.await_end("one", timeout_seconds=10)
    build = progress.read().build
    assert (build["buildStatus"], build["buildComplete"], refusals) == ("FAULT", True, [])
    assert build["phases"][-2]["contexts"][0]["message"] == "OperationalError: database or disk is full"
