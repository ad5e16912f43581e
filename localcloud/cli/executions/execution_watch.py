"""Follows an execution to its end, over the restart that a self-mutation causes, and says how it went."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rich.console import Console
from rich.live import Live

from localcloud.cli.cloud import disk_space
from localcloud.cli.cloud.local_cloud import LocalCloud
from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.executions.execution import Execution, execution_reader
from localcloud.cli.executions.execution_rendering import (
    LiveExecution,
    approval_lines,
    changes,
    overview,
    queue_lines,
    reason_lines,
    title,
)
from localcloud.cli.executions.failure_reasons import FailureReason, failure_reasons
from localcloud.cli.executions.pipeline_owner import PipelineOwner
from localcloud.cli.executions.pipeline_queue import PipelineQueue, read_queue
from localcloud.cli.executions.progress_lines import ProgressLines
from localcloud.cli.executions.shown_approval import remember_shown
from localcloud.cli.terminal.exit_codes import ExitCode
from localcloud.cli.terminal.output import Output

# CodePipeline has no call that waits, so a client asks again; once a second is what a person notices and costs the
# builds little.
POLL_SECONDS = 1.0
# On AWS an account has a rate of calls that others need too.
AWS_POLL_SECONDS = 5.0
_SUCCESSOR_SECONDS = 10.0
# "The pipeline's definition was updated before the execution could be completed" (PipelineExecutionSummary).
_RESTARTED = "Cancelled"


def pause_seconds(owner: PipelineOwner) -> float:
    """Between two readings: less where nobody else pays for them."""
    return POLL_SECONDS if isinstance(owner, LocalCloud) else AWS_POLL_SECONDS


@dataclass(frozen=True, kw_only=True)
class WatchOutcome:
    """How a watch ended.

    Attributes:
        execution: the last one that was followed.
        queue: the pipeline around it, while it was not at its end.
        followed: ids of executions that were restarted on the way, oldest first.
        exit_code: TIMEOUT where the limit passed, WAITING_FOR_APPROVAL where the caller wanted to stop there.
        rollback: id of the execution that takes a failed one back by itself; empty where none does.
    """

    execution: Execution
    followed: tuple[str, ...]
    reasons: tuple[FailureReason, ...]
    exit_code: ExitCode
    queue: PipelineQueue | None = None
    rollback: str = ""


Show = Callable[[Execution, PipelineQueue | None], None]


class ExecutionWatch:
    """One watch of one pipeline.

    Args:
        workspace: where it is remembered which question was shown.
        timeout_seconds: the limit for the whole watch.
        stop_at_approval: end where a person is asked, instead of waiting for the answer.
    """

    def __init__(
        self,
        owner: PipelineOwner,
        output: Output,
        *,
        workspace: Workspace,
        timeout_seconds: float,
        stop_at_approval: bool = False,
    ) -> None:
        self._owner = owner
        self._output = output
        self._workspace = workspace
        self._reader = execution_reader(owner)
        self._shown: list[str] | None = None
        self._pause = pause_seconds(owner)
        self._deadline = time.monotonic() + timeout_seconds
        self._stop_at_approval = stop_at_approval
        self._warned = ""
        # One for all follows: what was shown before is not shown again.
        self._lines = _LineDisplay(output, owner.command, None if output.as_json else ProgressLines(owner))

    def follow(self, execution_id: str) -> WatchOutcome:
        """Shows the execution until it ends, and what became of it.

        Raises:
            CommandError: there is no such execution.
        """
        followed: list[str] = []
        with self._display() as show:
            while True:
                execution, queue, code = self._until_end(execution_id, show)
                successor = self._successor(execution) if execution.status == _RESTARTED else ""
                if not successor:
                    break
                followed.append(execution_id)
                self._output.note(f"the pipeline was changed, and restarted as execution {successor}")
                execution_id = successor
        reasons = failure_reasons(self._owner, execution)
        return WatchOutcome(
            execution=execution,
            followed=tuple(followed),
            reasons=reasons,
            exit_code=code,
            queue=queue,
            rollback=self._reader.automatic_rollback(execution.id) if execution.status == "Failed" else "",
        )

    def _until_end(self, execution_id: str, show: Show) -> tuple[Execution, PipelineQueue | None, ExitCode]:
        while True:
            summaries = self._reader.summaries()
            execution = self._reader.read(execution_id, summaries)
            queue = None if execution.has_ended else read_queue(self._owner, summaries)
            show(execution, queue)
            self._warn_of_full_disk()
            if queue is None:
                return execution, None, execution.exit_code()
            self._remember(execution_id, queue)
            if self._stop_at_approval and execution.waiting_approval is not None:
                return execution, queue, ExitCode.WAITING_FOR_APPROVAL
            if time.monotonic() >= self._deadline:
                return execution, queue, ExitCode.TIMEOUT
            time.sleep(self._pause)

    def _remember(self, execution_id: str, queue: PipelineQueue) -> None:
        """Notes which questions stand on the screen, whenever they change."""
        asking = [execution_id, *(found.id for found in queue.waiting_approvals)]
        if asking != self._shown:
            remember_shown(self._workspace, self._owner, queue, execution_id)
            self._shown = asking

    def _warn_of_full_disk(self) -> None:
        """Once for each time that it becomes so."""
        warning = disk_space.warning(self._workspace.state)
        if warning and warning != self._warned:
            self._output.note(warning)
        self._warned = warning

    def _successor(self, cancelled: Execution) -> str:
        """The execution that the pipeline restarted as, which begins when the old one is cancelled; empty where none
        did.
        """
        deadline = min(self._deadline, time.monotonic() + _SUCCESSOR_SECONDS)
        around = timedelta(seconds=_SUCCESSOR_SECONDS)
        while True:
            begun = [
                summary
                for summary in self._reader.summaries()
                if summary["pipelineExecutionId"] != cancelled.id
                and summary.get("startTime", cancelled.started) > cancelled.started
                and abs(summary.get("startTime", cancelled.updated) - cancelled.updated) <= around
            ]
            if begun or time.monotonic() >= deadline:
                return str(begun[-1]["pipelineExecutionId"]) if begun else ""  # the first that began
            time.sleep(POLL_SECONDS)

    @contextmanager
    def _display(self) -> Iterator[Show]:
        """A picture that is redrawn on a terminal, lines that are only ever added anywhere else."""
        console = self._output.console
        if console.is_terminal and not self._output.as_json:
            picture = LiveExecution(self._owner.command)
            # Lines are never wrapped, because somebody greps or copies them; a picture has to be.
            wrapping = Console(file=console.file, force_terminal=True, highlight=False)
            with Live(picture, console=wrapping, refresh_per_second=4):
                yield picture.show
        else:
            yield self._lines.show


class _LineDisplay:
    """Lines that are only ever added.

    Args:
        progress: what is said while nothing changes; None for a script, which has no use for that.
    """

    def __init__(self, output: Output, command: Callable[[str], str], progress: ProgressLines | None) -> None:
        self._output = output
        self._command = command
        self._progress = progress
        self._shown: Execution | None = None
        self._around: list[str] = []

    def show(self, execution: Execution, queue: PipelineQueue | None) -> None:
        now = datetime.now(UTC)
        before = self._shown if self._shown is not None and self._shown.id == execution.id else None
        lines = [title(execution, now)] if before is None or (execution.commit and not before.commit) else []
        lines += changes(before, execution, now)
        if execution.waiting_approval is not None and (before is None or before.waiting_approval is None):
            lines += _indented(approval_lines(execution, self._command))
        around = list(queue_lines(queue, execution.id, self._command)) if queue else []
        if around != self._around:
            lines += _indented(around)
        self._shown, self._around = execution, around
        if self._progress is not None and lines:
            self._progress.spoke(now)
        elif self._progress is not None and queue is not None:
            lines = _indented(self._progress.due(execution, now))
        self._output.lines(lines)


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def print_outcome(output: Output, outcome: WatchOutcome) -> None:
    """The last lines of a watch: how it went, and why it did not get through."""
    now = datetime.now(UTC)
    execution = outcome.execution
    if outcome.exit_code is ExitCode.TIMEOUT:
        output.note(f"still {execution.status} at the time limit; `{output.command('watch')}` goes on watching")
    elif outcome.exit_code is ExitCode.WAITING_FOR_APPROVAL:
        output.note(title(execution, now))
    elif execution.status == "Succeeded":
        output.done(title(execution, now))
    else:
        output.failed(title(execution, now))
        output.lines(reason_lines(outcome.reasons), indent=3)
        if outcome.rollback:
            output.note(f"taken back by itself, by execution {outcome.rollback}")


def print_overview(
    output: Output, execution: Execution, queue: PipelineQueue | None, command: Callable[[str], str]
) -> None:
    """The whole execution, one line an action; then what it waits for and what else goes through the pipeline."""
    output.lines(overview(execution, datetime.now(UTC)))
    output.lines(approval_lines(execution, command), indent=2)
    if queue is not None:
        output.lines(queue_lines(queue, execution.id, command), indent=2)
