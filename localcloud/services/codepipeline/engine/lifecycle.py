"""Executions begin and are ended from outside: started, stopped, cancelled. Each is one transaction.

Refusals carry the codes and, as far as they are documented, the words of the CodePipeline API.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from localcloud.aws.service_error import ServiceError
from localcloud.services.codepipeline.declaration import PipelineDeclaration
from localcloud.services.codepipeline.engine.executions import ExecutionStarter
from localcloud.services.codepipeline.engine.journal import Journal
from localcloud.services.codepipeline.engine.lookup import declared_action, require_pipeline
from localcloud.services.codepipeline.records import Execution, Json, PipelineKey
from localcloud.services.codepipeline.statuses import (
    STAGE_ACTIVE,
    ActionStatus,
    ExecutionMode,
    ExecutionStatus,
    StageStatus,
)
from localcloud.services.codepipeline.store import Store

# docs.aws.amazon.com/codepipeline/latest/userguide/limits.html: executions of one pipeline that run or wait at once.
MAX_CONCURRENT = 50
STARTED_BY_CALLER = "StartPipelineExecution"


class Lifecycle:
    """Starts and ends executions of one store's pipelines."""

    def __init__(
        self, store: Store, journal: Journal, *, wake: Callable[[], None], abandon: Callable[[str], None]
    ) -> None:
        self._store = store
        self._journal = journal
        self._starter = ExecutionStarter(store, journal)
        self._wake = wake
        self._abandon_worker = abandon

    def start(
        self,
        key: PipelineKey,
        *,
        trigger_type: str,
        trigger_detail: str,
        variables: Mapping[str, str] | None = None,
        source_revisions: Mapping[str, Json] | None = None,
        client_token: str = "",
    ) -> Execution:
        """Start an execution; a client token that was used before gives the execution that it started.

        Raises:
            ServiceError: unknown pipeline or variable, or too many executions at once.
        """
        with self._store.transaction():
            record, declaration = require_pipeline(self._store, key)
            known = self._store.executions.with_token(key, client_token) if client_token else None
            if known is not None:
                return known
            check_variables(declaration, variables or {}, complete=trigger_type == STARTED_BY_CALLER)
            limited = declaration.mode is not ExecutionMode.SUPERSEDED
            if limited and len(self._store.executions.active(key)) >= MAX_CONCURRENT:
                message = f"The pipeline {key.name!r} has reached its limit of {MAX_CONCURRENT} concurrent executions"
                raise ServiceError("ConcurrentPipelineExecutionsLimitExceededException", message)
            execution = self._starter.start(
                record,
                declaration,
                trigger_type=trigger_type,
                trigger_detail=trigger_detail,
                variables=variables,
                source_revisions=source_revisions,
                client_token=client_token,
            )
        self._wake()
        return execution

    def cancel_running(self, key: PipelineKey, summary: str) -> None:
        """End every unfinished execution: the definition they ran under is no longer the pipeline's."""
        abandoned: list[str] = []
        with self._store.transaction():
            for execution in self._store.executions.active(key):
                abandoned += self._leave_stage(execution, StageStatus.CANCELLED)
                self._journal.end_execution(execution, ExecutionStatus.CANCELLED, summary)
        self._release(abandoned)

    def stop(self, key: PipelineKey, execution_id: str, *, abandon: bool, reason: str) -> Execution:
        """Stop an execution: now (`abandon`), or as soon as its running actions have finished.

        Raises:
            ServiceError: it does not run, or is being stopped already.
        """
        abandoned: list[str] = []
        with self._store.transaction():
            require_pipeline(self._store, key)
            execution = self._store.executions.get(key, execution_id)
            if execution is None or not execution.active:
                message = f"The pipeline execution {execution_id} is not in progress, so it cannot be stopped"
                raise ServiceError("PipelineExecutionNotStoppableException", message)
            if execution.status is ExecutionStatus.STOPPING and not abandon:
                message = f"The pipeline execution {execution_id} is already being stopped"
                raise ServiceError("DuplicatedStopRequestException", message)
            mode = "ABANDON" if abandon else "WAIT"
            stopping = self._journal.move_execution(execution, stop_mode=mode, stop_reason=reason)
            if abandon:
                abandoned = self._leave_stage(stopping, StageStatus.STOPPED)
                self._journal.end_execution(stopping, ExecutionStatus.STOPPED, reason)
            else:
                self._journal.end_execution(stopping, ExecutionStatus.STOPPING, reason)
                run = self._store.stages.get(execution.id, execution.stage)
                if run is not None and run.status is StageStatus.IN_PROGRESS:
                    self._journal.end_stage(run, stopping, StageStatus.STOPPING)
        self._release(abandoned)
        return execution

    def _leave_stage(self, execution: Execution, status: StageStatus) -> list[str]:
        """Abandon what runs for an execution and end its stage; returns the abandoned runs."""
        run = self._store.stages.get(execution.id, execution.stage)
        if run is None or run.status not in STAGE_ACTIVE:
            return []
        updated = status is StageStatus.CANCELLED
        abandoned = abandon_runs(self._store, self._journal, execution, updated=updated)
        self._journal.end_stage(run, execution, status)
        return abandoned

    def _release(self, abandoned: list[str]) -> None:
        for run_id in abandoned:
            self._abandon_worker(run_id)
        self._wake()


def check_variables(declaration: PipelineDeclaration, given: Mapping[str, str], *, complete: bool) -> None:
    """Refuse values for undeclared variables; if `complete`, also a missing value that has no default."""
    unknown = sorted(set(given) - set(declaration.variables))
    if unknown:
        raise ServiceError("ValidationException", f"The pipeline has no variable named {', '.join(unknown)}")
    missing = sorted(name for name, value in declaration.variables.items() if value is None and name not in given)
    if missing and complete:
        raise ServiceError("ValidationException", f"A value is needed for the variable {', '.join(missing)}")


def abandon_runs(store: Store, journal: Journal, execution: Execution, *, updated: bool) -> list[str]:
    """Record every run in progress of an execution as abandoned; returns their ids.

    Args:
        updated: whether that is so because the pipeline's structure was updated.
    """
    abandoned: list[str] = []
    for run in store.actions.in_stage(execution.id, execution.stage):
        declared = declared_action(store, run)
        if run.status is ActionStatus.IN_PROGRESS and declared is not None:
            if updated:
                journal.cancel_action(run, execution, declared.item)
            else:
                journal.end_action(run, execution, declared.item, status=ActionStatus.ABANDONED)
            abandoned.append(run.id)
    for rule in store.rules.in_stage(execution.id, execution.stage):
        if rule.status is ActionStatus.IN_PROGRESS:
            journal.end_rule(rule, status=ActionStatus.ABANDONED)
            abandoned.append(rule.id)
    return abandoned
