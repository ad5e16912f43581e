"""What was pushed since the last release, from CodePipeline's history of executions.

A source artifact holds no git history. A full clone would bring it, and with it the right to use the connection into
every build, and a source that is fetched anew by each of them. So the history speaks: each push that started an
execution, superseded and failed ones included, with its head commit. AWS tells neither the commits below a head nor
who wrote one; the link to the provider shows both.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.gate.executions import subject_of

Execution = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Push:
    """The head commit of one push.

    Attributes:
        url: of the commit at its provider; empty where the source tells none.
        pushed: when its execution began.
        became: its execution's status, such as ``Superseded``.
    """

    commit: str
    subject: str
    url: str
    pushed: str
    became: str


def pushes(executions: Sequence[Execution], *, current: str, last: str) -> Iterator[Push]:
    """Those of this release, the newest first: from the current execution back to the last release's.

    Args:
        executions: summaries, the newest first.
    """
    ids = [one["pipelineExecutionId"] for one in executions]
    begin = ids.index(current) if current in ids else 0
    end = ids.index(last) if last in ids else len(ids)
    seen = {_revision(one).get("revisionId") for one in executions[end : end + 1]}
    for execution in executions[begin:end]:
        revision = _revision(execution)
        commit = revision.get("revisionId", "")
        if commit and commit not in seen:
            seen.add(commit)
            yield Push(
                commit=commit,
                subject=subject_of(revision.get("revisionSummary", "")),
                url=revision.get("revisionUrl", ""),
                pushed=_minute(execution["startTime"]),
                became=execution["status"],
            )


def since(executions: Sequence[Execution], *, last: str, now: datetime.datetime) -> str:
    """How long ago the last release ended, such as ``3 days``; empty where there was none."""
    ended = next((one["lastUpdateTime"] for one in executions if one["pipelineExecutionId"] == last), None)
    if ended is None:
        return ""
    minutes = int((now - ended).total_seconds() // 60)
    for size, unit in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            count = minutes // size
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return "less than a minute"


def _revision(execution: Execution) -> Mapping[str, Any]:
    found: Mapping[str, Any] = next(iter(execution.get("sourceRevisions", [])), {})
    return found


def _minute(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC")
