"""Stage conditions: their rules run like actions, and together decide what happens.

All rules of a condition must succeed for it to hold. A rule that cannot be judged makes the condition Errored, which
counts as not holding: an entry or a success is never granted on a rule that did not run.
"""

from __future__ import annotations

from enum import Enum

from localcloud.services.codepipeline.declaration import Condition
from localcloud.services.codepipeline.engine.jobs import Jobs
from localcloud.services.codepipeline.engine.journal import Journal
from localcloud.services.codepipeline.ports import JOB_FAILED
from localcloud.services.codepipeline.records import Execution, RuleRun, StageRun
from localcloud.services.codepipeline.statuses import ActionStatus, ConditionStatus
from localcloud.services.codepipeline.store import Store


class Verdict(Enum):
    """What a condition says."""

    RUNNING = "running"
    HOLDS = "holds"
    FAILS = "fails"


class Conditions:
    """Runs and judges the conditions of one pipeline's stages."""

    def __init__(self, store: Store, journal: Journal, jobs: Jobs) -> None:
        self._store = store
        self._journal = journal
        self._jobs = jobs

    def begin(self, kind: str, condition: Condition, execution: Execution, run: StageRun) -> StageRun:
        """Record that the rules of a condition start."""
        for rule in condition.rules:
            self._journal.start_rule(
                self._jobs.new_rule_run(
                    execution,
                    rule,
                    stage=run.stage,
                    condition=kind,
                    attempt=run.attempt,
                    now=self._journal.now(),
                )
            )
        return self._note(run, kind, ConditionStatus.IN_PROGRESS, "")

    def judge(self, kind: str, execution: Execution, run: StageRun) -> tuple[Verdict, StageRun]:
        """What the rules of the stage's current attempt say; the state that people see is recorded."""
        rules = self.rule_runs(kind, execution, run)
        if run.conditions.get(kind, {}).get("status") == ConditionStatus.OVERRIDDEN:
            return Verdict.HOLDS, run
        if any(rule.status is ActionStatus.IN_PROGRESS for rule in rules):
            return Verdict.RUNNING, run
        failed = [rule for rule in rules if rule.status is not ActionStatus.SUCCEEDED]
        if not failed:
            return Verdict.HOLDS, self._note(run, kind, ConditionStatus.SUCCEEDED, "")
        judged = all(rule.error_code == JOB_FAILED for rule in failed)
        status = ConditionStatus.FAILED if judged else ConditionStatus.ERRORED
        reasons = "; ".join(f"{rule.rule}: {rule.error_message}" for rule in failed)
        return Verdict.FAILS, self._note(run, kind, status, reasons)

    def rule_runs(self, kind: str, execution: Execution, run: StageRun) -> list[RuleRun]:
        """The runs of a condition's rules in the stage's current attempt."""
        return [
            rule
            for rule in self._store.rules.in_stage(execution.id, run.stage)
            if rule.condition == kind and rule.stage_attempt == run.attempt
        ]

    def _note(self, run: StageRun, kind: str, status: ConditionStatus, summary: str) -> StageRun:
        state = {"status": str(status), "summary": summary, "at": self._journal.now()}
        return self._journal.move_stage(run, conditions={**run.conditions, kind: state})
