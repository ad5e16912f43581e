"""One execution of a pipeline in a line, as ListPipelineExecutions tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from localcloud.cli.executions.commit_message import commit_message
from localcloud.cli.terminal.safe_text import one_line

UNFINISHED = frozenset({"InProgress", "Stopping"})
_SUBJECT_LENGTH = 60


@dataclass(frozen=True, kw_only=True)
class ExecutionSummary:
    """One execution in a line.

    Attributes:
        age: place among all executions, 0 is the newest.
        started: None while it is still queued.
        updated: the end of one that has ended.
        trigger: why it started, such as ``WebhookV2`` or ``ManualRollback``.
        rollback_target: the execution that a rollback deploys again; empty where it is none.
    """

    id: str
    status: str
    age: int
    commit: str = ""
    subject: str = ""
    type: str = "STANDARD"
    rollback_target: str = ""
    started: datetime | None = None
    updated: datetime | None = None
    trigger: str = ""

    @classmethod
    def read(cls, summary: Mapping[str, Any], age: int, *, subject_length: int = _SUBJECT_LENGTH) -> Self:
        """One entry of ListPipelineExecutions."""
        source: Mapping[str, str] = next(iter(summary.get("sourceRevisions", [])), {})
        return cls(
            id=summary["pipelineExecutionId"],
            status=summary["status"],
            age=age,
            commit=source.get("revisionId", ""),
            subject=one_line(commit_message(source.get("revisionSummary", "")), subject_length),
            type=summary.get("executionType", "STANDARD"),
            rollback_target=summary.get("rollbackMetadata", {}).get("rollbackTargetPipelineExecutionId", ""),
            started=summary.get("startTime"),
            updated=summary.get("lastUpdateTime"),
            trigger=summary.get("trigger", {}).get("triggerType", ""),
        )

    @property
    def is_unfinished(self) -> bool:
        return self.status in UNFINISHED

    def seconds(self, now: datetime) -> float | None:
        """How long it has run or ran; None before it started."""
        if self.started is None:
            return None
        end = now if self.is_unfinished or self.updated is None else self.updated
        return max(0.0, (end - self.started).total_seconds())

    def __str__(self) -> str:
        """For people: which one, of which commit."""
        rollback = f" (rollback to {self.rollback_target})" if self.rollback_target else ""
        of_commit = f' {self.commit[:7]} "{self.subject}"' if self.commit else ""
        return f"execution {self.id}{rollback}{of_commit}"
