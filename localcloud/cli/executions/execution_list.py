"""Executions of a pipeline, one a line: which there were, of which commits, and how each went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import count
from typing import Any

from localcloud.cli.executions.execution_summary import ExecutionSummary
from localcloud.cli.terminal.durations import duration

# PipelineExecutionSummary's, in CodePipeline's API reference.
STATUSES = ("Cancelled", "InProgress", "Stopped", "Stopping", "Succeeded", "Superseded", "Failed")
_MARKS = {"InProgress": ">", "Stopping": ">", "Succeeded": "+", "Failed": "x"}


def document(execution: ExecutionSummary, now: datetime) -> dict[str, object]:
    """For a script: times in ISO 8601, seconds as a number."""
    seconds = execution.seconds(now)
    return {
        "execution_id": execution.id,
        "status": execution.status,
        "commit": execution.commit or None,
        "subject": execution.subject,
        "trigger": execution.trigger or None,
        "rollback_target": execution.rollback_target or None,
        "started": execution.started.isoformat() if execution.started else None,
        "updated": execution.updated.isoformat() if execution.updated else None,
        "seconds": None if seconds is None else round(seconds, 1),
    }


def chosen(
    summaries: Iterable[Mapping[str, Any]], *, commit: str = "", statuses: Iterable[str] = ()
) -> Iterator[ExecutionSummary]:
    """Those of a commit (its first digits suffice) and in one of the statuses; all where neither is given."""
    wanted = set(statuses)
    for found in map(ExecutionSummary.read, summaries, count()):
        if found.commit.startswith(commit.lower()) and (not wanted or found.status in wanted):
            yield found


def list_lines(executions: Iterable[ExecutionSummary], now: datetime) -> Iterator[str]:
    """Columns that keep their places: mark, id, status, commit, age, how long it took, subject."""
    for found in executions:
        age = "queued" if found.started is None else f"{_age((now - found.started).total_seconds())} ago"
        said = f"rollback to {found.rollback_target}" if found.rollback_target else found.subject
        yield (
            f"{_MARKS.get(found.status, '-')} {found.id}  {found.status:<10}  {found.commit[:7]:<7}  {age:>10}  "
            f"{duration(found.seconds(now)):>9}  {said}"
        ).rstrip()


def _age(seconds: float) -> str:
    """In the largest unit that fits: `40 s`, `7 min`, `3 h`, `12 d`."""
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{int(seconds // size)} {unit}"
    return f"{max(0, int(seconds))} s"
