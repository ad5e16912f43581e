"""How a stage ends and what follows: the next stage, the end of the execution, an automatic retry or a rollback."""

from __future__ import annotations

from dataclasses import replace

from localcloud.services.codepipeline.declaration import PipelineDeclaration, StageDeclaration
from localcloud.services.codepipeline.engine.executions import ExecutionStarter
from localcloud.services.codepipeline.engine.journal import Journal
from localcloud.services.codepipeline.engine.stages.conditions import Conditions, Verdict
from localcloud.services.codepipeline.records import Execution, StageRun
from localcloud.services.codepipeline.statuses import (
    ALL_ACTIONS,
    ON_FAILURE,
    ON_SUCCESS,
    ROLLBACK,
    ActionStatus,
    ExecutionStatus,
    Phase,
    StageStatus,
)
from localcloud.services.codepipeline.store import Store

# AWS retries a stage by itself once (docs.aws.amazon.com/codepipeline/latest/userguide/stage-retry.html).
_AUTOMATIC_RETRIES = 1


class StageCompletion:
    """Ends stages of one pipeline; callers hold a transaction."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        conditions: Conditions,
        starter: ExecutionStarter,
        declaration: PipelineDeclaration,
    ) -> None:
        self._store = store
        self._journal = journal
        self._conditions = conditions
        self._starter = starter
        self._declaration = declaration

    def succeed(self, execution: Execution, run: StageRun) -> None:
        """Every action succeeded: judge the success condition, if there is one."""
        condition = self._stage(run).conditions.get(ON_SUCCESS)
        if condition is None or execution.rollback_target:
            self.conclude_success(execution, run)
            return
        self._conditions.begin(ON_SUCCESS, condition, execution, run)
        self._journal.move_execution(execution, phase=Phase.ON_SUCCESS)

    def conclude_success(self, execution: Execution, run: StageRun) -> None:
        """The stage succeeded for good."""
        self._journal.end_stage(run, execution, StageStatus.SUCCEEDED)
        self.leave(execution)

    def leave(self, execution: Execution) -> None:
        """Go on to the next stage, or end; a rollback covers one stage only."""
        following = None if execution.type == ROLLBACK else self._declaration.stage_after(execution.stage)
        if following is None:
            self._journal.end_execution(execution, ExecutionStatus.SUCCEEDED)
        else:
            self._journal.move_execution(execution, stage=following.name, phase=Phase.WAITING)

    def fail(self, execution: Execution, run: StageRun) -> None:
        """An action failed: judge the failure condition, if there is one."""
        stage = self._stage(run)
        condition = stage.conditions.get(ON_FAILURE)
        if condition is None or execution.rollback_target:
            self.conclude_failure(execution, run, result=stage.on_failure_result or "FAIL")
            return
        self._conditions.begin(ON_FAILURE, condition, execution, run)
        self._journal.move_execution(execution, phase=Phase.ON_FAILURE)

    def judge_failure(self, execution: Execution, run: StageRun) -> bool:
        """Whether the failure condition has been judged; its result happens when its rules succeeded."""
        verdict, judged = self._conditions.judge(ON_FAILURE, execution, run)
        if verdict is Verdict.RUNNING:
            return False
        stage = self._stage(run)
        result = stage.conditions[ON_FAILURE].result if verdict is Verdict.HOLDS else "FAIL"
        self.conclude_failure(execution, judged, result=result)
        return True

    def conclude_failure(self, execution: Execution, run: StageRun, *, result: str) -> None:
        """The stage failed: retry it, skip it, roll it back, or fail."""
        if result == "RETRY" and run.automatic_retries < _AUTOMATIC_RETRIES:
            self._retry(execution, run)
            return
        if result == "SKIP":
            self._journal.end_stage(run, execution, StageStatus.SKIPPED)
            self.leave(execution)
            return
        ended = self._journal.end_stage(run, execution, StageStatus.FAILED)
        self._journal.end_execution(execution, ExecutionStatus.FAILED)
        # A rollback that fails is not rolled back itself: that could go on for ever.
        if result == "ROLLBACK" and execution.type != ROLLBACK:
            self._roll_back(execution, ended)

    def _retry(self, execution: Execution, run: StageRun) -> None:
        retried = retry_of(
            run, self._store, mode=self._stage(run).retry_mode, trigger="AutomatedStageRetry", automatic=1
        )
        self._journal.enter_stage(retried, execution, state="RESUMED")
        self._journal.move_execution(execution, phase=Phase.ACTIONS)

    def _roll_back(self, execution: Execution, run: StageRun) -> None:
        target = self._starter.rollback_target(execution, run.stage)
        if target is None:
            summary = "There is no earlier execution of this pipeline version that succeeded in this stage"
            state = {"status": "Errored", "summary": summary, "at": self._journal.now()}
            self._journal.move_stage(run, conditions={**run.conditions, ON_FAILURE: state})
            return
        started = self._starter.roll_back(
            target, stage=run.stage, trigger_type="AutomatedRollback", trigger_detail=execution.id
        )
        state = {"status": "Succeeded", "summary": f"Rolled back by {started.id}", "at": self._journal.now()}
        self._journal.move_stage(run, conditions={**run.conditions, ON_FAILURE: state})

    def _stage(self, run: StageRun) -> StageDeclaration:
        stage = self._declaration.stage(run.stage)
        if stage is None:
            raise LookupError(f"pipeline {self._declaration.name} has no stage {run.stage}")
        return stage


def retry_of(run: StageRun, store: Store, *, mode: str, trigger: str, automatic: int = 0, manual: int = 0) -> StageRun:
    """The next attempt of a stage: all its actions, or only those that did not succeed."""
    carried: tuple[str, ...] = ()
    if mode != ALL_ACTIONS:
        succeeded = [
            item.action
            for item in store.actions.in_stage(run.execution_id, run.stage)
            if item.stage_attempt == run.attempt and item.status is ActionStatus.SUCCEEDED
        ]
        carried = tuple(sorted({*run.carried, *succeeded}))
    return replace(
        run,
        attempt=run.attempt + 1,
        carried=carried,
        status=StageStatus.IN_PROGRESS,
        automatic_retries=run.automatic_retries + automatic,
        manual_retries=run.manual_retries + manual,
        latest_retry_trigger=trigger,
    )
