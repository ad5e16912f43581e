"""Every tool that a command runs: in a process group of its own, with a log, a time limit, and an end that takes its
children along, also where the command itself is killed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from localcloud.cli.terminal.durations import duration
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode
from localcloud.cli.terminal.interruption import INTERRUPTION, Interruption
from localcloud.cli.terminal.step_bar import StepBar
from localcloud.toolchain.guarded_process import GuardedProcess

_TAIL_LINES = 15
_POLL_SECONDS = 0.05
_QUIET_SECONDS = 30.0


def last_lines(path: Path, *, count: int = _TAIL_LINES) -> tuple[str, ...]:
    """The last lines of a log that are not blank; empty when there is no log."""
    if not path.exists():
        return ()
    lines = [line.rstrip() for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]
    return tuple(line for line in lines if line)[-count:]


def end_process_group(process: subprocess.Popen[bytes], *, grace_seconds: float, urgent: threading.Event) -> None:
    """SIGTERM to the whole group, a bounded wait, then SIGKILL to whatever is left of it. `urgent` cuts the wait
    short.
    """
    _signal_group(process.pid, signal.SIGTERM)
    deadline = time.monotonic() + grace_seconds
    while process.poll() is None and time.monotonic() < deadline and not urgent.wait(_POLL_SECONDS):
        pass
    _signal_group(process.pid, signal.SIGKILL)
    process.wait()


def _signal_group(group: int, number: signal.Signals) -> None:
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return


@dataclass(frozen=True, kw_only=True)
class Child:
    """A tool to run.

    Attributes:
        label: what a person calls it, such as `cdk bootstrap (dev)`.
        log: where stdout and stderr go; truncated first.
        timeout_seconds: after that it is ended and counts as failed.
        remedy: what to do when it fails.
    """

    label: str
    command: Sequence[str]
    cwd: Path
    environment: Mapping[str, str]
    log: Path
    timeout_seconds: float
    remedy: str = ""


class Children:
    """The children of one command. Thread-safe; once `end_all` was called, no further child starts.

    Args:
        bar: where each child counts as a step.
        announce: gets each child's label before it starts, where no bar is shown, and then that it still runs.
        quiet_seconds: how often it gets the latter.
    """

    def __init__(
        self,
        *,
        grace_seconds: float = 5.0,
        interruption: Interruption = INTERRUPTION,
        bar: StepBar | None = None,
        announce: Callable[[str], None] | None = None,
        quiet_seconds: float = _QUIET_SECONDS,
    ) -> None:
        self._bar = bar
        self._announce = announce
        self._quiet_seconds = quiet_seconds
        self._grace_seconds = grace_seconds
        self._interruption = interruption
        self._running: set[GuardedProcess] = set()
        self._lock = threading.Lock()
        self._closed = False

    def run(self, child: Child) -> float:
        """Runs a child to its end.

        Returns:
            The seconds it took.

        Raises:
            CommandError: it failed, took too long or could not be started; carries its last lines.
        """
        if self._announce is not None:
            self._announce(child.label)
        with nullcontext() if self._bar is None else self._bar.step(child.label):
            return self._run(child)

    def _run(self, child: Child) -> float:
        started = time.monotonic()
        child.log.parent.mkdir(parents=True, exist_ok=True)
        with child.log.open("wb") as log, self._interruption.held():
            process = self._start(child, log.fileno())
        try:
            status = self._wait(child, process.popen, until=started + child.timeout_seconds)
        except subprocess.TimeoutExpired:
            raise self._failure(child, f"took longer than {child.timeout_seconds:.0f} s and was ended") from None
        finally:
            self._end(process)
        if status != 0:
            raise self._failure(child, f"failed (exit code {status})")
        return time.monotonic() - started

    def _wait(self, child: Child, process: subprocess.Popen[bytes], *, until: float) -> int:
        """Waits for its end, and says now and then that it still runs: package managers say nothing for minutes."""
        started = time.monotonic()
        while True:
            left = until - time.monotonic()
            try:
                return process.wait(timeout=min(left, self._quiet_seconds))
            except subprocess.TimeoutExpired:
                if left <= self._quiet_seconds:
                    raise
            if self._announce is not None:
                self._announce(f"{child.label} has run for {duration(time.monotonic() - started)}")

    def __enter__(self) -> Children:
        return self

    def __exit__(self, *_: object) -> None:
        self.end_all()

    def end_all(self) -> None:
        """Ends every running child and refuses new ones."""
        with self._lock:
            self._closed = True
            running = list(self._running)
        for process in running:
            _signal_group(process.popen.pid, signal.SIGTERM)
        for process in running:
            self._end(process)

    def _start(self, child: Child, log: int) -> GuardedProcess:
        with self._lock:
            if self._closed:
                raise CommandError(f"{child.label}: not started, the command is ending", exit_code=ExitCode.INTERRUPTED)
            try:
                process = GuardedProcess(
                    child.command,
                    cwd=child.cwd,
                    environment=child.environment,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                )
            except OSError as error:
                raise self._failure(child, f"could not be started: {error}") from error
            self._running.add(process)
            return process

    def _end(self, process: GuardedProcess) -> None:
        end_process_group(process.popen, grace_seconds=self._grace_seconds, urgent=self._interruption.urgent)
        with self._lock:
            if process in self._running:  # the command's end may have been first
                self._running.discard(process)
                process.release()

    def _failure(self, child: Child, what: str) -> CommandError:
        return CommandError(
            f"{child.label} {what}",
            exit_code=ExitCode.STEP_FAILED,
            remedy=child.remedy or f"the whole output: {child.log}",
            details=last_lines(child.log),
        )
