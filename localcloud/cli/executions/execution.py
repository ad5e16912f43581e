"""An execution of the pipeline as AWS's API tells it: stages and actions in the declared order, with what each of them
did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from localcloud.cli.executions.commit_message import commit_message
from localcloud.cli.executions.pipeline_owner import PipelineOwner
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode
from localcloud.cli.terminal.safe_text import one_line

ENDED = frozenset({"Succeeded", "Failed", "Stopped", "Superseded", "Cancelled"})
PENDING = "Pending"
_SUBJECT_LENGTH = 300


@dataclass(frozen=True, kw_only=True)
class ActionRun:
    """The newest run of one action within an execution; status `Pending` before it started.

    Attributes:
        status: Pending, InProgress, Succeeded, Failed or Abandoned.
        external_id: the build's id, the change set's or stack's ARN, and the like; empty where there is none.
        role_arn: the role it acted with, whose account is where it acted.
        region: where it acted; empty before it started.
    """

    stage: str
    name: str
    category: str
    provider: str
    run_order: int
    status: str = PENDING
    started: datetime | None = None
    updated: datetime | None = None
    external_id: str = ""
    summary: str = ""
    error_code: str = ""
    error_message: str = ""
    updated_by: str = ""
    role_arn: str = ""
    region: str = ""
    configuration: Mapping[str, str] = field(default_factory=dict)

    @property
    def waits_for_approval(self) -> bool:
        return self.category == "Approval" and self.status == "InProgress"

    @property
    def was_rejected(self) -> bool:
        return self.category == "Approval" and self.status == "Failed"

    def seconds(self, now: datetime) -> float | None:
        """How long it has run or ran; None before it started."""
        return _seconds(self.started, self.updated, running=self.status == "InProgress", now=now)


@dataclass(frozen=True, kw_only=True)
class StageRun:
    """One stage of an execution; its state follows from its actions."""

    name: str
    actions: tuple[ActionRun, ...]

    @property
    def status(self) -> str:
        statuses = {action.status for action in self.actions}
        for decisive in ("Failed", "Abandoned", "InProgress"):
            if decisive in statuses:
                return decisive
        if statuses == {PENDING}:
            return PENDING
        return "InProgress" if PENDING in statuses else "Succeeded"

    def seconds(self, now: datetime) -> float | None:
        """From the first action's start to the last one's end, waiting for a person included."""
        started = [action.started for action in self.actions if action.started]
        updated = [action.updated for action in self.actions if action.updated]
        running = self.status == "InProgress"
        return _seconds(min(started, default=None), max(updated, default=None), running=running, now=now)


@dataclass(frozen=True, kw_only=True)
class Execution:
    """One execution of the pipeline.

    Attributes:
        status: InProgress, Stopping or one of `ENDED`.
        commit: 40 hex digits; empty until Source has run.
        trigger: why it started, such as `CreatePipeline`.
    """

    pipeline: str
    id: str
    status: str
    status_summary: str
    commit: str
    commit_message: str
    trigger: str
    trigger_detail: str
    started: datetime
    updated: datetime
    stages: tuple[StageRun, ...]

    @property
    def subject(self) -> str:
        """The first line of the message that says something, printable; empty where none does."""
        return one_line(self.commit_message, _SUBJECT_LENGTH)

    @property
    def actions(self) -> tuple[ActionRun, ...]:
        return tuple(action for stage in self.stages for action in stage.actions)

    @property
    def has_ended(self) -> bool:
        return self.status in ENDED

    @property
    def waiting_approval(self) -> ActionRun | None:
        """The approval that a person must answer, if the execution has got there."""
        return (
            next((action for action in self.actions if action.waits_for_approval), None) if not self.has_ended else None
        )

    @property
    def failed_actions(self) -> tuple[ActionRun, ...]:
        return tuple(action for action in self.actions if action.status in {"Failed", "Abandoned"})

    def seconds(self, now: datetime) -> float:
        return (now if not self.has_ended else self.updated).timestamp() - self.started.timestamp()

    def exit_code(self) -> ExitCode:
        """What the outcome means to a script; an execution that goes on has none yet, which is OK."""
        if self.status == "Succeeded" or not self.has_ended:
            return ExitCode.OK
        if any(action.was_rejected for action in self.actions):
            return ExitCode.REJECTED
        return ExitCode.PIPELINE_FAILED


class ExecutionReader:
    """Reads executions of one pipeline. The declaration is read once for each version of it.

    Args:
        codepipeline: a boto3 client.
        command: what to type for a further command.
    """

    def __init__(self, codepipeline: Any, pipeline: str, *, command: Callable[[str], str]) -> None:
        self._codepipeline = codepipeline
        self._command = command
        self.pipeline = pipeline
        self._declarations: dict[int, dict[str, Any]] = {}

    def summaries(self) -> list[dict[str, Any]]:
        """Every execution, newest first."""
        pages = self._codepipeline.get_paginator("list_pipeline_executions").paginate(pipelineName=self.pipeline)
        found = [summary for page in pages for summary in page["pipelineExecutionSummaries"]]
        return sorted(found, key=lambda summary: _time(summary.get("startTime")), reverse=True)

    def newest(self, summaries: Sequence[Mapping[str, Any]] | None = None) -> str:
        """The id of the newest execution; `summaries` as for `read`.

        Raises:
            CommandError: there is none yet.
        """
        summaries = self.summaries() if summaries is None else summaries
        if not summaries:
            raise CommandError(
                f"{self.pipeline} has no execution yet",
                exit_code=ExitCode.USAGE,
                remedy=f"`{self._command('push')}` starts one",
            )
        return str(summaries[0]["pipelineExecutionId"])

    def read(self, execution_id: str, summaries: Sequence[Mapping[str, Any]] | None = None) -> Execution:
        """One execution as it stands now.

        Args:
            summaries: `summaries()`, where they were read already.

        Raises:
            CommandError: the pipeline has no such execution.
        """
        known = self.summaries() if summaries is None else summaries
        summary = next((each for each in known if each["pipelineExecutionId"] == execution_id), None)
        if summary is None:
            raise CommandError(
                f"{self.pipeline} has no execution {execution_id}",
                exit_code=ExitCode.USAGE,
                remedy=f"`{self._command('status')}` shows the newest",
            )
        detail = self._codepipeline.get_pipeline_execution(
            pipelineName=self.pipeline, pipelineExecutionId=execution_id
        )["pipelineExecution"]
        runs = self._action_runs(execution_id)
        source: dict[str, str] = next(iter(summary.get("sourceRevisions", [])), {})
        return Execution(
            pipeline=self.pipeline,
            id=execution_id,
            status=summary["status"],
            status_summary=summary.get("statusSummary") or detail.get("statusSummary", ""),
            commit=source.get("revisionId", ""),
            commit_message=commit_message(source.get("revisionSummary", "")),
            trigger=summary.get("trigger", {}).get("triggerType", ""),
            trigger_detail=summary.get("trigger", {}).get("triggerDetail", ""),
            started=_time(summary.get("startTime")),
            updated=_time(summary.get("lastUpdateTime")),
            stages=tuple(_stages(self._declaration(detail["pipelineVersion"]), runs)),
        )

    def automatic_rollback(self, execution_id: str) -> str:
        """The id of the execution by which a stage's failure condition takes one back; empty where there is none."""
        triggered = {"triggerType": "AutomatedRollback", "triggerDetail": execution_id}
        found = (each["pipelineExecutionId"] for each in self.summaries() if each.get("trigger") == triggered)
        return next(found, "")

    def _action_runs(self, execution_id: str) -> dict[tuple[str, str], dict[str, Any]]:
        """The newest run of each action: a retried stage lists its actions again."""
        pages = self._codepipeline.get_paginator("list_action_executions").paginate(
            pipelineName=self.pipeline, filter={"pipelineExecutionId": execution_id}
        )
        details = [detail for page in pages for detail in page["actionExecutionDetails"]]
        details.sort(key=lambda detail: _time(detail.get("startTime")))
        return {(detail["stageName"], detail["actionName"]): detail for detail in details}

    def _declaration(self, version: int) -> dict[str, Any]:
        if version not in self._declarations:
            answer = self._codepipeline.get_pipeline(name=self.pipeline, version=version)
            self._declarations[version] = answer["pipeline"]
        return self._declarations[version]


def execution_reader(owner: PipelineOwner) -> ExecutionReader:
    """The reader of the pipeline at a place.

    Raises:
        CommandError: the pipeline is not deployed.
    """
    return ExecutionReader(owner.client("codepipeline"), owner.pipeline_name, command=owner.command)


def _stages(declaration: Mapping[str, Any], runs: Mapping[tuple[str, str], Mapping[str, Any]]) -> Iterable[StageRun]:
    for stage in declaration["stages"]:
        actions = sorted(stage["actions"], key=lambda action: action.get("runOrder", 1))
        yield StageRun(
            name=stage["name"],
            actions=tuple(
                _action(stage["name"], action, runs.get((stage["name"], action["name"]), {})) for action in actions
            ),
        )


def _action(stage: str, declared: Mapping[str, Any], run: Mapping[str, Any]) -> ActionRun:
    result = run.get("output", {}).get("executionResult", {})
    error = result.get("errorDetails", {})
    asked = run.get("input", {})
    return ActionRun(
        stage=stage,
        name=declared["name"],
        category=declared["actionTypeId"]["category"],
        provider=declared["actionTypeId"]["provider"],
        run_order=declared.get("runOrder", 1),
        status=run.get("status", PENDING),
        started=run.get("startTime"),
        updated=run.get("lastUpdateTime"),
        external_id=result.get("externalExecutionId", ""),
        summary=result.get("externalExecutionSummary", ""),
        error_code=error.get("code", ""),
        error_message=error.get("message", ""),
        updated_by=run.get("updatedBy", ""),
        role_arn=asked.get("roleArn", "") or declared.get("roleArn", ""),
        region=asked.get("region", "") or declared.get("region", ""),
        configuration=asked.get("resolvedConfiguration")
        or asked.get("configuration")
        or declared.get("configuration", {}),
    )


def _time(value: datetime | None) -> datetime:
    """A time that sorts; AWS leaves it out of an execution that is still queued."""
    return value or datetime.fromtimestamp(0, tz=UTC)


def _seconds(started: datetime | None, updated: datetime | None, *, running: bool, now: datetime) -> float | None:
    if started is None:
        return None
    end = now if running or updated is None else updated
    return max(0.0, end.timestamp() - started.timestamp())
