"""Writes transitions: the record and its announcement in one transaction, so that neither exists without the other.

The announced details are those of the events that CodePipeline puts on the default event bus
(docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from localcloud.services.codepipeline.declaration import ActionDeclaration
from localcloud.services.codepipeline.ports import Clock
from localcloud.services.codepipeline.records import ActionRun, Execution, Json, RuleRun, StageRun
from localcloud.services.codepipeline.statuses import ActionStatus, ExecutionStatus, Phase, StageStatus
from localcloud.services.codepipeline.store import Store

PIPELINE_EVENT = "CodePipeline Pipeline Execution State Change"
STAGE_EVENT = "CodePipeline Stage Execution State Change"
ACTION_EVENT = "CodePipeline Action Execution State Change"

_STARTED = "STARTED"
_EXECUTION_STATES = {
    ExecutionStatus.CANCELLED: "CANCELED",
    ExecutionStatus.FAILED: "FAILED",
    ExecutionStatus.STOPPED: "STOPPED",
    ExecutionStatus.STOPPING: "STOPPING",
    ExecutionStatus.SUCCEEDED: "SUCCEEDED",
    ExecutionStatus.SUPERSEDED: "SUPERSEDED",
}
_STAGE_STATES = {
    StageStatus.CANCELLED: "CANCELED",
    StageStatus.FAILED: "FAILED",
    StageStatus.STOPPED: "STOPPED",
    StageStatus.STOPPING: "STOPPING",
    StageStatus.SUCCEEDED: "SUCCEEDED",
    StageStatus.SKIPPED: "SKIPPED",
}
_ACTION_STATES = {
    ActionStatus.ABANDONED: "ABANDONED",
    ActionStatus.FAILED: "FAILED",
    ActionStatus.IN_PROGRESS: "STARTED",
    ActionStatus.SUCCEEDED: "SUCCEEDED",
}
_ACTION_CANCELED = "CANCELED"


class Journal:
    """The only writer of executions, stage runs, action runs and rule runs."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def now(self) -> float:
        """Epoch seconds."""
        return self._clock()

    def start_execution(self, execution: Execution) -> Execution:
        """Record a new execution and announce it."""
        with self._store.transaction():
            added = self._store.executions.add(execution)
            self._announce_execution(added, _STARTED)
        return added

    def resume_execution(self, execution: Execution, **changes: Any) -> Execution:
        """Record that a failed or stopped execution goes on after a retry."""
        resumed = self._execution(
            execution, status=ExecutionStatus.IN_PROGRESS, attempt=execution.attempt + 1, status_summary="", **changes
        )
        self._announce_execution(resumed, "RESUMED")
        return resumed

    def move_execution(self, execution: Execution, **changes: Any) -> Execution:
        """Record where an execution stands; nothing to announce."""
        return self._execution(execution, **changes)

    def end_execution(self, execution: Execution, status: ExecutionStatus, summary: str = "") -> Execution:
        """Record and announce that an execution reached (or is on its way to) a final status."""
        phase = execution.phase if status is ExecutionStatus.STOPPING else Phase.DONE
        ended = self._execution(execution, status=status, status_summary=summary, phase=phase)
        self._announce_execution(ended, _EXECUTION_STATES[status])
        return ended

    def enter_stage(self, run: StageRun, execution: Execution, *, state: str = "STARTED") -> StageRun:
        """Record and announce that an execution entered a stage, or retries it (state RESUMED)."""
        entered = replace(run, updated=self.now())
        self._store.stages.save(entered)
        self._announce_stage(entered, execution, state)
        return entered

    def move_stage(self, run: StageRun, **changes: Any) -> StageRun:
        """Record a change of a stage run that nobody is told of."""
        moved = replace(run, updated=self.now(), **changes)
        self._store.stages.save(moved)
        return moved

    def end_stage(self, run: StageRun, execution: Execution, status: StageStatus) -> StageRun:
        """Record and announce the status that a stage ended with."""
        ended = self.move_stage(run, status=status)
        self._announce_stage(ended, execution, _STAGE_STATES[status])
        return ended

    def start_action(self, run: ActionRun, execution: Execution, action: ActionDeclaration) -> ActionRun:
        """Record and announce that an action started."""
        added = self._store.actions.add(run)
        self._announce_action(added, execution, action, _ACTION_STATES[added.status])
        return added

    def move_action(self, run: ActionRun, **changes: Any) -> ActionRun:
        """Record a change of a run in progress."""
        moved = replace(run, updated=self.now(), **changes)
        self._store.actions.save(moved)
        return moved

    def end_action(self, run: ActionRun, execution: Execution, action: ActionDeclaration, **changes: Any) -> ActionRun:
        """Record and announce how an action ended; `changes` hold its status."""
        ended = self.move_action(run, waiting=False, **changes)
        self._announce_action(ended, execution, action, _ACTION_STATES[ended.status])
        return ended

    def cancel_action(self, run: ActionRun, execution: Execution, action: ActionDeclaration) -> ActionRun:
        """Record and announce that an action ended because the pipeline's structure was updated: a state of the event,
        and none of the API."""
        ended = self.move_action(run, waiting=False, status=ActionStatus.ABANDONED)
        self._announce_action(ended, execution, action, _ACTION_CANCELED)
        return ended

    def start_rule(self, run: RuleRun) -> RuleRun:
        """Record that a rule started; nobody is told of rules, as on AWS."""
        return self._store.rules.add(run)

    def move_rule(self, run: RuleRun, **changes: Any) -> RuleRun:
        """Record what a rule in progress waits for."""
        moved = replace(run, updated=self.now(), **changes)
        self._store.rules.save(moved)
        return moved

    def end_rule(self, run: RuleRun, **changes: Any) -> RuleRun:
        """Record how a rule ended; `changes` hold its status."""
        ended = replace(run, updated=self.now(), **changes)
        self._store.rules.save(ended)
        return ended

    def _execution(self, execution: Execution, **changes: Any) -> Execution:
        moved = replace(execution, updated=self.now(), **changes)
        self._store.executions.save(moved)
        return moved

    def _announce_execution(self, execution: Execution, state: str) -> None:
        detail = {
            **_common(execution),
            "start-time": iso_time(execution.started),
            "state": state,
            "pipeline-execution-attempt": float(execution.attempt),
        }
        if state == _STARTED:
            # Later events of an execution do not say what started it.
            detail["execution-trigger"] = {
                "trigger-type": execution.trigger_type,
                "trigger-detail": execution.trigger_detail,
            }
        self._announce(execution, PIPELINE_EVENT, detail, self._failures(execution) if state == "FAILED" else {})

    def _announce_stage(self, run: StageRun, execution: Execution, state: str) -> None:
        detail = {
            **_common(execution),
            "start-time": iso_time(run.started),
            "stage": run.stage,
            "state": state,
            "pipeline-execution-attempt": float(execution.attempt),
        }
        self._announce(execution, STAGE_EVENT, detail, {})

    def _announce_action(self, run: ActionRun, execution: Execution, action: ActionDeclaration, state: str) -> None:
        detail = {
            **_common(execution),
            "start-time": iso_time(run.started),
            "stage": run.stage,
            "action": run.action,
            "action-execution-id": run.id,
            "state": state,
            "region": action.region or run.key.region,
            "type": action.type_id,
            "input-artifacts": [_artifact(item) for item in run.inputs],
            "output-artifacts": [_artifact(item) for item in run.outputs],
            "pipeline-execution-attempt": float(execution.attempt),
        }
        if run.status is not ActionStatus.IN_PROGRESS:
            detail["execution-result"] = _result(run)
        attributes = {
            "customData": run.configuration.get("CustomData", ""),
            "externalEntityLink": run.configuration.get("ExternalEntityLink", ""),
        }
        self._announce(execution, ACTION_EVENT, detail, {name: value for name, value in attributes.items() if value})

    def _failures(self, execution: Execution) -> Json:
        failed = [
            run
            for run in self._store.actions.in_stage(execution.id, execution.stage)
            if run.status is ActionStatus.FAILED
        ]
        latest = {run.action: run for run in failed}.values()
        return {
            "failedActionCount": len(latest),
            "failedActions": [{"action": run.action, "additionalInformation": run.error_message} for run in latest],
            "failedStage": execution.stage,
        }

    def _announce(self, execution: Execution, detail_type: str, detail: Json, attributes: Json) -> None:
        self._store.announcements.add(
            key=execution.key, detail_type=detail_type, detail=detail, attributes=attributes, time=self.now()
        )


def iso_time(moment: float) -> str:
    """Epoch seconds as AWS's events write them."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _common(execution: Execution) -> Json:
    return {
        "pipeline": execution.key.name,
        "execution-id": execution.id,
        "version": float(execution.version),
    }


def _artifact(item: Json) -> Json:
    return {"name": item["name"], "s3location": {"bucket": item["bucket"], "key": item["key"]}}


def _result(run: ActionRun) -> Json:
    result = {
        "external-execution-id": run.external_id,
        "external-execution-url": run.external_url,
        "external-execution-summary": run.summary or run.error_message,
        "error-code": run.error_code,
    }
    return {name: value for name, value in result.items() if value}
