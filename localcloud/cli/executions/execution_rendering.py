"""How an execution looks in a terminal, in a log file, and as JSON: three views of the same record."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from rich.console import Group, RenderableType
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from localcloud.cli.executions.execution import PENDING, ActionRun, Execution, StageRun
from localcloud.cli.executions.failure_reasons import FailureReason
from localcloud.cli.executions.pipeline_queue import PipelineQueue
from localcloud.cli.terminal.durations import duration
from localcloud.cli.terminal.safe_text import continued, one_line

_MARKS = {
    PENDING: ("·", "dim"),
    "InProgress": (">", "cyan"),
    "Succeeded": ("+", "green"),
    "Failed": ("x", "bold red"),
    "Abandoned": ("x", "red"),
}
_WAITING = ("?", "bold yellow")
# What a person reads of a stage once the execution has ended: nothing of it will come any more.
_AT_THE_END = {PENDING: "Not run", "InProgress": "Stopped"}


class LiveExecution:
    """The picture that rich.Live redraws: every stage, and the actions of those that have begun.

    Spinners and elapsed times move between two readings of the API, so it renders from the clock each time.
    """

    def __init__(self, command: Callable[[str], str]) -> None:
        self._command = command
        self._execution: Execution | None = None
        self._queue: PipelineQueue | None = None
        self._spinner = Spinner("dots", style="cyan")

    def show(self, execution: Execution, queue: PipelineQueue | None = None) -> None:
        self._execution, self._queue = execution, queue

    def __rich__(self) -> RenderableType:
        execution = self._execution
        if execution is None:
            return Text("reading the pipeline ...", style="dim")
        now = datetime.now(execution.started.tzinfo)
        table = Table.grid(padding=(0, 2))
        table.add_column()
        table.add_column(justify="right")
        for stage in execution.stages:
            self._stage_rows(table, stage, now)
        rows: list[RenderableType] = [Text(title(execution, now), style="bold"), table]
        if execution.waiting_approval is not None:
            rows += [Text(continued(line), style="yellow") for line in approval_lines(execution, self._command)]
        if self._queue is not None:
            rows += [Text(continued(line)) for line in queue_lines(self._queue, execution.id, self._command)]
        return Group(*rows)

    def _stage_rows(self, table: Table, stage: StageRun, now: datetime) -> None:
        mark, style = _MARKS[stage.status]
        table.add_row(Text(f"{mark} {stage.name}", style=style), duration(stage.seconds(now)))
        # What is over takes one line, so that the picture, and what to type below it, fit a small terminal.
        for action in () if stage.status in {PENDING, "Succeeded"} else stage.actions:
            table.add_row(self._action(action), duration(action.seconds(now)))

    def _action(self, action: ActionRun) -> Text:
        mark, style = mark_of(action)
        moving = action.status == "InProgress" and not action.waits_for_approval
        sign = self._spinner.render(time.monotonic()) if moving else Text(mark, style=style)
        return Text.assemble("    ", sign if isinstance(sign, Text) else mark, " ", (action.name, style))


def mark_of(action: ActionRun) -> tuple[str, str]:
    """The sign and style of an action's state."""
    return _WAITING if action.waits_for_approval else _MARKS[action.status]


def title(execution: Execution, now: datetime) -> str:
    """One line: which execution, of which commit, how it stands and for how long."""
    of_commit = f' {execution.commit[:7]} "{one_line(execution.commit_message, 60)}"' if execution.commit else ""
    return f"execution {execution.id}{of_commit}: {execution.status} ({duration(execution.seconds(now))})"


def approval_lines(execution: Execution, command: Callable[[str], str]) -> list[str]:
    """What to type where the execution waits for a person."""
    action = execution.waiting_approval
    if action is None:
        return []
    asked = action.configuration.get("CustomData", "")
    lines = [f"{action.stage} waits for a person."]
    if asked:
        lines.append(asked)
    return [*lines, f"yes:  {command('approve')} [--summary TEXT]", f"no:   {command('reject')} [--summary TEXT]"]


def queue_lines(queue: PipelineQueue, execution_id: str, command: Callable[[str], str]) -> Iterator[str]:
    """What holds an execution up, then every other one that is not finished, the oldest first; before all whether its
    stage is tried again.

    An approval of the execution itself is left to `approval_lines`; that of another can only be answered by its name.
    """
    shown = queue.execution(execution_id)
    for stage in queue.stages:
        if stage.occupant == execution_id and stage.repeats:
            yield f"again: {stage.name} failed and is tried once more, as its OnFailure says (retry {stage.repeats})"
    for obstacle in queue.obstacles(execution_id):
        if obstacle.kind != "approval":
            yield f"waits: {obstacle.stage}: {obstacle.text}"
        if obstacle.kind == "transition":
            yield f"       {command(f'release {obstacle.stage}')} lets it in"
    for other in reversed(queue.unfinished):
        if other.id == execution_id:
            continue
        order = "newer" if other.age < shown.age else "older"
        yield f"{order}: {other} {queue.whereabouts(other.id)}"
        if any(waiting.execution_id == other.id for waiting in queue.waiting_approvals):
            yield f"       {command(f'approve --execution {other.id}')}, or reject"
    yield from (f"{stage.name} is {stage.hold}" for stage in queue.stages if stage.is_held)


def overview(execution: Execution, now: datetime) -> Iterator[str]:
    """Every stage and action on a line of its own, without colours or movement."""
    yield title(execution, now)
    for stage in execution.stages:
        status = _AT_THE_END.get(stage.status, stage.status) if execution.has_ended else stage.status
        yield f"{stage.name:<16} {status:<11} {duration(stage.seconds(now))}".rstrip()
        if stage.status == PENDING:
            continue
        for action in stage.actions:
            took = duration(action.seconds(now))
            yield f"  {mark_of(action)[0]} {action.name:<34} {action.status:<11} {took}".rstrip()


def changes(before: Execution | None, after: Execution, now: datetime) -> Iterator[str]:
    """One line for each action whose state differs from the reading before: what a log file shows of a watch."""
    known = {(action.stage, action.name): action.status for action in before.actions} if before is not None else {}
    for action in after.actions:
        if action.status == PENDING or known.get((action.stage, action.name)) == action.status:
            continue
        took = f" ({duration(action.seconds(now))})" if action.status != "InProgress" else ""
        yield f"{mark_of(action)[0]} {action.stage}/{action.name}: {action.status}{took}"


def reason_lines(reasons: Sequence[FailureReason]) -> Iterator[str]:
    """The failure reasons, the place first, the evidence indented below."""
    for reason in reasons:
        place = f"{reason.stage}/{reason.action}: " if reason.action else ""
        yield f"{place}{reason.headline}"
        yield from (f"    {line}" for line in reason.details)


def stage_times(execution: Execution, now: datetime) -> list[tuple[str, str]]:
    """What each stage took, for the end of a run."""
    return [(stage.name, duration(stage.seconds(now))) for stage in execution.stages]


def as_document(
    execution: Execution,
    now: datetime,
    reasons: Iterable[FailureReason] = (),
    queue: PipelineQueue | None = None,
) -> dict[str, Any]:
    """The record for a script. Times are seconds; statuses are AWS's own words.

    `waits_for` and `unfinished` (the other executions, newest first) are there while it goes on.
    """
    approval = execution.waiting_approval
    return {
        "execution_id": execution.id,
        "pipeline": execution.pipeline,
        "status": execution.status,
        "status_summary": execution.status_summary,
        "commit": execution.commit,
        "subject": one_line(execution.commit_message, 60),
        "trigger": execution.trigger,
        "seconds": round(execution.seconds(now), 1),
        "waiting_approval": {"stage": approval.stage, "action": approval.name} if approval else None,
        **(_queue_document(queue, execution.id) if queue else {}),
        "stages": [
            {
                "name": stage.name,
                "status": stage.status,
                "seconds": _rounded(stage.seconds(now)),
                "actions": [
                    {
                        "name": action.name,
                        "provider": action.provider,
                        "status": action.status,
                        "seconds": _rounded(action.seconds(now)),
                        "external_id": action.external_id,
                    }
                    for action in stage.actions
                ],
            }
            for stage in execution.stages
        ],
        "reasons": [
            {
                "stage": reason.stage,
                "action": reason.action,
                "headline": reason.headline,
                "details": list(reason.details),
            }
            for reason in reasons
        ],
    }


def _queue_document(queue: PipelineQueue, execution_id: str) -> dict[str, Any]:
    return {
        "waits_for": [
            {"kind": found.kind, "stage": found.stage, "text": found.text, "execution_id": found.execution_id or None}
            for found in queue.obstacles(execution_id)
        ],
        "unfinished": [
            {
                "execution_id": found.id,
                "commit": found.commit,
                "subject": found.subject,
                "whereabouts": queue.whereabouts(found.id),
            }
            for found in queue.unfinished
            if found.id != execution_id
        ],
        "held_stages": {stage.name: stage.hold for stage in queue.stages if stage.is_held},
    }


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)
