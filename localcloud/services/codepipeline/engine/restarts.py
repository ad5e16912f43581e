"""Executions go on after they ended: retried, rolled back, or let past a condition. Each is one transaction."""

from __future__ import annotations

from collections.abc import Callable

from localcloud.aws.service_error import ServiceError
from localcloud.services.codepipeline.declaration import PipelineDeclaration, StageDeclaration
from localcloud.services.codepipeline.engine.executions import ExecutionStarter
from localcloud.services.codepipeline.engine.jobs import Jobs
from localcloud.services.codepipeline.engine.journal import Journal
from localcloud.services.codepipeline.engine.lookup import require_pipeline, require_stage
from localcloud.services.codepipeline.engine.stages.completion import retry_of
from localcloud.services.codepipeline.engine.stages.conditions import Conditions
from localcloud.services.codepipeline.records import Execution, PipelineKey, PipelineRecord, StageRun
from localcloud.services.codepipeline.statuses import (
    BEFORE_ENTRY,
    STAGE_ACTIVE,
    ConditionStatus,
    ExecutionMode,
    Phase,
    StageStatus,
)
from localcloud.services.codepipeline.store import Store

_REFUSED = (ConditionStatus.FAILED, ConditionStatus.ERRORED)


class Restarts:
    """Retries, rollbacks and overrides of one store's pipelines."""

    def __init__(self, store: Store, journal: Journal, *, wake: Callable[[], None]) -> None:
        self._store = store
        self._journal = journal
        self._starter = ExecutionStarter(store, journal)
        self._wake = wake

    def retry(self, key: PipelineKey, stage_name: str, execution_id: str, *, mode: str) -> Execution:
        """Run a stage that failed or was stopped again: all its actions, or those that did not succeed.

        Raises:
            ServiceError: the stage did not fail in that execution, or something newer happened to it.
        """
        with self._store.transaction():
            record, declaration = require_pipeline(self._store, key)
            stage = require_stage(declaration, stage_name)
            execution, run = self._retryable(record, stage, execution_id)
            manual = retry_of(run, self._store, mode=mode, trigger="ManualStageRetry", manual=1)
            # A stage whose entry condition failed has run no action: it is judged again.
            refused = run.conditions.get(BEFORE_ENTRY, {}).get("status") in _REFUSED
            self._journal.enter_stage(manual, execution, state="RESUMED")
            if refused:
                self._begin_entry_condition(declaration, stage, execution, manual)
            resumed = self._journal.resume_execution(
                execution,
                stage=stage_name,
                phase=Phase.BEFORE_ENTRY if refused else Phase.ACTIONS,
                stop_mode="",
                stop_reason="",
            )
        self._wake()
        return resumed

    def roll_back(self, key: PipelineKey, stage_name: str, target_id: str, *, by: str) -> Execution:
        """Deploy an earlier execution to one stage again.

        Raises:
            ServiceError: the target never succeeded in the stage, ran under another version, or is a rollback.
        """
        with self._store.transaction():
            record, declaration = require_pipeline(self._store, key)
            stage = require_stage(declaration, stage_name)
            target = self._store.executions.get(key, target_id)
            if target is None:
                message = f"Pipeline '{key.name}' does not have an execution with id '{target_id}'"
                raise ServiceError("PipelineExecutionNotFoundException", message)
            self._check_rollback(record, declaration, stage, target)
            execution = self._starter.roll_back(
                target, stage=stage_name, trigger_type="ManualRollback", trigger_detail=by
            )
        self._wake()
        return execution

    def override(self, key: PipelineKey, stage_name: str, execution_id: str, *, kind: str) -> None:
        """Let an execution pass a condition that it failed.

        Raises:
            ServiceError: the condition did not fail there.
        """
        with self._store.transaction():
            _, declaration = require_pipeline(self._store, key)
            require_stage(declaration, stage_name)
            execution = self._store.executions.get(key, execution_id)
            run = self._store.stages.get(execution_id, stage_name)
            state = run.conditions.get(kind, {}) if run else {}
            failed = run is not None and run.status is StageStatus.FAILED and state.get("status") in _REFUSED
            if execution is None or run is None or not failed:
                message = f"The {kind} condition of stage '{stage_name}' has not failed in execution {execution_id}"
                raise ServiceError("ConditionNotOverridableException", message)
            self._check_latest(execution, run)
            overridden = {**state, "status": str(ConditionStatus.OVERRIDDEN), "at": self._journal.now()}
            conditions = {**run.conditions, kind: overridden}
            moved = self._journal.move_stage(run, status=StageStatus.IN_PROGRESS, conditions=conditions)
            self._journal.enter_stage(moved, execution, state="RESUMED")
            phase = Phase.ACTIONS if kind == BEFORE_ENTRY else Phase.ON_SUCCESS
            self._journal.resume_execution(execution, stage=stage_name, phase=phase)
        self._wake()

    def _begin_entry_condition(
        self, declaration: PipelineDeclaration, stage: StageDeclaration, execution: Execution, run: StageRun
    ) -> None:
        conditions = Conditions(self._store, self._journal, Jobs(self._store, declaration))
        conditions.begin(BEFORE_ENTRY, stage.conditions[BEFORE_ENTRY], execution, run)

    def _retryable(
        self, record: PipelineRecord, stage: StageDeclaration, execution_id: str
    ) -> tuple[Execution, StageRun]:
        execution = self._store.executions.get(record.key, execution_id)
        run = self._store.stages.get(execution_id, stage.name)
        retryable = (StageStatus.FAILED, StageStatus.STOPPED)
        if execution is None or run is None or run.status not in retryable or execution.stage != stage.name:
            message = f"Stage '{stage.name}' has not failed in execution {execution_id}, so it cannot be retried"
            raise ServiceError("StageNotRetryableException", message)
        if execution.version != record.version:
            message = f"The pipeline has changed since execution {execution_id} started; start a new one"
            raise ServiceError("StageNotRetryableException", message)
        self._check_latest(execution, run)
        return execution, run

    def _check_latest(self, execution: Execution, run: StageRun) -> None:
        """Only the newest execution in a stage may go on in it, and only while no other runs there."""
        if execution.mode is ExecutionMode.PARALLEL:
            return
        latest = self._store.stages.in_stage(execution.key, run.stage)[0]
        if latest.execution_id == execution.id:
            return
        if latest.status in STAGE_ACTIVE:
            raise ServiceError("ConflictException", f"Execution {latest.execution_id} is running in '{run.stage}'")
        message = f"Execution {latest.execution_id} has run in stage '{run.stage}' since"
        raise ServiceError("NotLatestPipelineExecutionException", message)

    def _check_rollback(
        self, record: PipelineRecord, declaration: PipelineDeclaration, stage: StageDeclaration, target: Execution
    ) -> None:
        if target.version != record.version:
            message = f"Execution {target.id} ran version {target.version} of the pipeline, now it is {record.version}"
            raise ServiceError("PipelineExecutionOutdatedException", message)
        reason = self._rollback_obstacle(record, declaration, stage, target)
        if reason:
            raise ServiceError(
                "UnableToRollbackStageException", f"Stage '{stage.name}' cannot be rolled back: {reason}"
            )

    def _rollback_obstacle(
        self, record: PipelineRecord, declaration: PipelineDeclaration, stage: StageDeclaration, target: Execution
    ) -> str:
        if any(action.category == "Source" for action in stage.actions):
            return "it is a source stage"
        if declaration.mode is ExecutionMode.PARALLEL:
            return "the pipeline's execution mode is PARALLEL"
        if not self._starter.may_be_restored(target, stage.name, record.version):
            return f"execution {target.id} did not succeed in it, or is itself a rollback"
        if any(run.status in STAGE_ACTIVE for run in self._store.stages.in_stage(record.key, stage.name)):
            return "it is running"
        return ""
