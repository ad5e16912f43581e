"""One pipeline, read for all open pages at once: three pages that follow an execution ask AWS as often as one does."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Final, Generic, TypeVar, cast

from botocore.exceptions import BotoCoreError, ClientError

from delivery.console.reading.evidence_bucket import EvidenceOwner
from localcloud.cli import (
    Execution,
    ExecutionReader,
    ExecutionSummary,
    FailureReason,
    PipelineQueue,
    PublishedMessage,
    execution_reader,
    failure_reasons,
    read_queue,
)

FRESH_SECONDS: Final = 0.9
_MOST_KEPT: Final = 64
_SUBJECT_LENGTH: Final = 120
Value = TypeVar("Value")


class Recently(Generic[Value]):
    """Values that are read again when they are older than `seconds`, by one thread a key while the others wait."""

    def __init__(self, seconds: float, *, most: int = _MOST_KEPT) -> None:
        self._seconds = seconds
        self._most = most
        self._lock = threading.Lock()
        self._entries: OrderedDict[Hashable, tuple[threading.Lock, list[tuple[float, Value]]]] = OrderedDict()

    def get(self, key: Hashable, read: Callable[[], Value]) -> Value:
        """The value of a key, read now or a moment ago; what `read` raises is passed on and not kept."""
        with self._lock:
            lock, held = self._entries.setdefault(key, (threading.Lock(), []))
            self._entries.move_to_end(key)
            while len(self._entries) > self._most:
                self._entries.popitem(last=False)
        with lock:
            if not held or time.monotonic() - held[0][0] > self._seconds:
                held[:] = [(time.monotonic(), read())]
            return held[0][1]

    def known(self, key: Hashable) -> Value | None:
        """The last value that was read, however old; None where none was."""
        with self._lock:
            _, held = self._entries.get(key, (None, []))
        return held[0][1] if held else None

    def forget(self) -> None:
        """After something was changed."""
        with self._lock:
            self._entries.clear()


class SharedClients:
    """A pipeline's place whose clients are made once, for any thread."""

    def __init__(self, owner: EvidenceOwner) -> None:
        self._owner = owner
        self._lock = threading.Lock()
        self._clients: dict[tuple[str, str, str], Any] = {}
        self.pipeline_name = owner.pipeline_name
        self.place = owner.place
        self.report_command = owner.report_command
        self.logs_command = owner.logs_command

    def client(self, service: str, *, account: str = "", region: str = "") -> Any:
        with self._lock:  # making a client is not safe among threads, using one is
            key = (service, account, region)
            if key not in self._clients:
                self._clients[key] = self._owner.client(service, account=account, region=region)
            return self._clients[key]

    def command(self, arguments: str) -> str:
        return self._owner.command(arguments)

    @property
    def pipeline_outputs(self) -> dict[str, str]:
        return self._owner.pipeline_outputs

    def published_messages(self, topic: str) -> Sequence[PublishedMessage] | None:
        return self._owner.published_messages(topic)


@dataclass(frozen=True, kw_only=True)
class ExecutionLine(ExecutionSummary):
    """An execution as the list shows it.

    Attributes:
        superseded: ids of those that waited when this one, the next that went on, overtook them.
        waits: for a person.
    """

    superseded: tuple[str, ...] = ()
    waits: bool = False

    @property
    def state(self) -> str:
        """The status, or that it waits for a person."""
        return "Waiting" if self.waits and self.status == "InProgress" else self.status

    @property
    def took(self) -> float | None:
        """Seconds until its end, or until now; None before it started."""
        return self.seconds(datetime.now(UTC))


@dataclass(frozen=True, kw_only=True)
class ExecutionReading:
    """One execution with why it failed, and what else goes through the pipeline."""

    execution: Execution
    reasons: tuple[FailureReason, ...]
    queue: PipelineQueue
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def retryable(self) -> tuple[str, ...]:
        """Stages that failed or were stopped with this execution, whose newest it is."""
        return tuple(
            stage.name
            for stage in self.queue.stages
            if stage.latest == self.execution.id and stage.latest_status in {"Failed", "Stopped"}
        )


class PipelineReading:
    """Reads the pipeline of a place; every method may be called from any thread."""

    def __init__(self, owner: EvidenceOwner) -> None:
        self.owner = SharedClients(owner)
        self._reader: ExecutionReader = execution_reader(self.owner)
        self._recently: Recently[Any] = Recently(FRESH_SECONDS)
        self._reasons: Recently[tuple[FailureReason, ...]] = Recently(3_600)

    def forget(self) -> None:
        """Reads anew what is asked next: something was changed."""
        self._recently.forget()

    def summaries(self) -> list[dict[str, Any]]:
        """ListPipelineExecutions, the newest first."""
        return cast("list[dict[str, Any]]", self._recently.get("summaries", self._reader.summaries))

    def queue(self) -> PipelineQueue:
        """What goes through the pipeline now."""
        return cast(
            PipelineQueue, self._recently.get("queue", lambda: read_queue(self.owner, summaries=self.summaries()))
        )

    def execution(self, execution_id: str) -> ExecutionReading:
        """One execution.

        Raises:
            CommandError: the pipeline has no such execution.
        """
        return cast(
            ExecutionReading, self._recently.get(("execution", execution_id), lambda: self._execution(execution_id))
        )

    def _execution(self, execution_id: str) -> ExecutionReading:
        execution = self._reader.read(execution_id, self.summaries())
        failed = tuple((action.stage, action.name, action.updated) for action in execution.failed_actions)
        reasons: tuple[FailureReason, ...] = ()
        if failed or execution.has_ended:
            key = (execution_id, execution.status, failed)
            reasons = self._reasons.get(key, lambda: failure_reasons(self.owner, execution))
        return ExecutionReading(execution=execution, reasons=reasons, queue=self.queue())

    def lines(self) -> list[ExecutionLine]:
        """Every execution, the newest first."""
        waiting = {approval.execution_id for approval in self.queue().waiting_approvals}
        found = [
            ExecutionLine.read(summary, age, subject_length=_SUBJECT_LENGTH)
            for age, summary in enumerate(self.summaries())
        ]
        overtaken = _overtaken(found)
        return [replace(line, superseded=overtaken.get(line.id, ()), waits=line.id in waiting) for line in found]

    def succeeded_in(self, stage: str) -> frozenset[str]:
        """Ids of the executions that succeeded in a stage; none where the pipeline has no such stage."""

        def read() -> frozenset[str]:
            pages = self.owner.client("codepipeline").get_paginator("list_pipeline_executions")
            found = pages.paginate(
                pipelineName=self.owner.pipeline_name, filter={"succeededInStage": {"stageName": stage}}
            )
            try:
                return frozenset(s["pipelineExecutionId"] for page in found for s in page["pipelineExecutionSummaries"])
            except (ClientError, BotoCoreError):
                return frozenset()

        return cast("frozenset[str]", self._recently.get(("succeeded", stage), read))


def _overtaken(lines: Sequence[ExecutionLine]) -> dict[str, tuple[str, ...]]:
    """By execution, those right before it that it superseded: the next newer one that was not superseded itself."""
    found: dict[str, list[str]] = {}
    newer = ""
    for line in lines:
        if line.status == "Superseded":
            if newer:
                found.setdefault(newer, []).append(line.id)
        else:
            newer = line.id
    return {key: tuple(ids) for key, ids in found.items()}
