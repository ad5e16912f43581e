"""The next transition of an execution, decided from what is recorded and nothing else.

Each step is one transaction. After a crash the same function, on the same records, continues as if nothing had
happened: there is no other state. Work (actions, rules) is only recorded as started here; workers pick it up.
"""

from __future__ import annotations

from collections.abc import Callable

from localcloud.services.codepipeline.declaration import ActionDeclaration, PipelineDeclaration, StageDeclaration
from localcloud.services.codepipeline.engine.executions import ExecutionStarter
from localcloud.services.codepipeline.engine.jobs import Jobs
from localcloud.services.codepipeline.engine.journal import Journal
from localcloud.services.codepipeline.engine.stages.admission import Admission, admission, superseded_by
from localcloud.services.codepipeline.engine.stages.completion import StageCompletion
from localcloud.services.codepipeline.engine.stages.conditions import Conditions, Verdict
from localcloud.services.codepipeline.engine.stages.progress import stage_progress
from localcloud.services.codepipeline.ports import ActionFailedError
from localcloud.services.codepipeline.records import Execution, PipelineRecord, StageRun
from localcloud.services.codepipeline.statuses import (
    BEFORE_ENTRY,
    ON_SUCCESS,
    ActionStatus,
    ExecutionStatus,
    Phase,
    StageStatus,
)
from localcloud.services.codepipeline.store import Store


class Scheduler:
    """Moves the executions of one pipeline as far as they go without waiting."""

    def __init__(
        self, store: Store, journal: Journal, record: PipelineRecord, declaration: PipelineDeclaration
    ) -> None:
        self._store = store
        self._journal = journal
        self._record = record
        self._declaration = declaration
        self._jobs = Jobs(store, declaration)
        self._conditions = Conditions(store, journal, self._jobs)
        starter = ExecutionStarter(store, journal)
        self._end = StageCompletion(store, journal, self._conditions, starter, declaration)
        self._phases: dict[Phase, Callable[[Execution], bool]] = {
            Phase.WAITING: self._wait,
            Phase.BEFORE_ENTRY: self._judge_entry,
            Phase.ACTIONS: self._run_actions,
            Phase.ON_SUCCESS: self._judge_success,
            Phase.ON_FAILURE: self._judge_failure,
        }

    def step(self, execution: Execution) -> bool:
        """Make one transition of an unfinished execution; False if it can only wait."""
        if execution.status is ExecutionStatus.STOPPING:
            return self._stop(execution)
        return self._phases[execution.phase](execution)

    def _wait(self, execution: Execution) -> bool:
        active = self._store.executions.active(execution.key)
        decision = admission(execution, self._record, active)
        if decision is Admission.SUPERSEDED:
            newer = superseded_by(execution, active)
            self._journal.end_execution(execution, ExecutionStatus.SUPERSEDED, f"Superseded by {newer}")
            return True
        if decision is Admission.WAIT:
            return False
        self._enter(execution)
        return True

    def _enter(self, execution: Execution) -> None:
        stage = self._stage(execution)
        now = self._journal.now()
        run = StageRun(
            execution_id=execution.id,
            stage=stage.name,
            type=execution.type,
            status=StageStatus.IN_PROGRESS,
            started=now,
            updated=now,
        )
        entered = self._journal.enter_stage(run, execution)
        condition = stage.conditions.get(BEFORE_ENTRY)
        if condition is None or execution.rollback_target:
            self._journal.move_execution(execution, phase=Phase.ACTIONS)
            return
        self._conditions.begin(BEFORE_ENTRY, condition, execution, entered)
        self._journal.move_execution(execution, phase=Phase.BEFORE_ENTRY)

    def _judge_entry(self, execution: Execution) -> bool:
        verdict, run = self._conditions.judge(BEFORE_ENTRY, execution, self._run(execution))
        if verdict is Verdict.RUNNING:
            return False
        if verdict is Verdict.HOLDS:
            self._journal.move_execution(execution, phase=Phase.ACTIONS)
            return True
        result = self._stage(execution).conditions[BEFORE_ENTRY].result
        if result == "SKIP":
            self._journal.end_stage(run, execution, StageStatus.SKIPPED)
            self._end.leave(execution)
        else:
            self._end.conclude_failure(execution, run, result=result)
        return True

    def _run_actions(self, execution: Execution) -> bool:
        stage, run = self._stage(execution), self._run(execution)
        progress = stage_progress(stage, run, self._store.actions.in_stage(execution.id, stage.name))
        if progress.running:
            return False
        if progress.failed:
            self._end.fail(execution, run)
        elif progress.succeeded:
            self._end.succeed(execution, run)
        else:
            for action in progress.next_actions:
                self._start(execution, run, action)
        return True

    def _start(self, execution: Execution, run: StageRun, action: ActionDeclaration) -> None:
        new = self._jobs.new_run(execution, action, stage=run.stage, attempt=run.attempt, now=self._journal.now())
        try:
            self._journal.start_action(self._jobs.prepared(new, execution, action), execution, action)
        except ActionFailedError as failure:
            started = self._journal.start_action(new, execution, action)
            self._journal.end_action(
                started,
                execution,
                action,
                status=ActionStatus.FAILED,
                error_code=failure.code,
                error_message=failure.message,
            )

    def _judge_success(self, execution: Execution) -> bool:
        verdict, run = self._conditions.judge(ON_SUCCESS, execution, self._run(execution))
        if verdict is Verdict.RUNNING:
            return False
        if verdict is Verdict.HOLDS:
            self._end.conclude_success(execution, run)
        else:
            self._end.conclude_failure(execution, run, result=self._stage(execution).conditions[ON_SUCCESS].result)
        return True

    def _judge_failure(self, execution: Execution) -> bool:
        return self._end.judge_failure(execution, self._run(execution))

    def _stop(self, execution: Execution) -> bool:
        """A stop that waits: running actions finish first, nothing new starts."""
        run = self._store.stages.get(execution.id, execution.stage)
        in_stage = run is not None and run.status in (StageStatus.IN_PROGRESS, StageStatus.STOPPING)
        if run is not None and in_stage:
            statuses = [item.status for item in self._store.actions.in_stage(execution.id, execution.stage)]
            statuses += [item.status for item in self._store.rules.in_stage(execution.id, execution.stage)]
            if ActionStatus.IN_PROGRESS in statuses:
                return False
            self._journal.end_stage(run, execution, StageStatus.STOPPED)
        self._journal.end_execution(execution, ExecutionStatus.STOPPED, execution.stop_reason)
        return True

    def _stage(self, execution: Execution) -> StageDeclaration:
        stage = self._declaration.stage(execution.stage)
        if stage is None:
            raise LookupError(f"pipeline {self._declaration.name} has no stage {execution.stage}")
        return stage

    def _run(self, execution: Execution) -> StageRun:
        run = self._store.stages.get(execution.id, execution.stage)
        if run is None:
            raise LookupError(f"execution {execution.id} has not entered {execution.stage}")
        return run
