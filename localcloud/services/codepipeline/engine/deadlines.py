"""No run lasts for ever: an approval nobody answers, a function that never reports, a rule that hangs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from localcloud.services.codepipeline.declaration import read_declaration
from localcloud.services.codepipeline.engine.journal import Journal
from localcloud.services.codepipeline.engine.ports import JOB_FAILED, SYSTEM_UNAVAILABLE
from localcloud.services.codepipeline.records import ActionRun, RuleRun
from localcloud.services.codepipeline.statuses import ActionStatus
from localcloud.services.codepipeline.store import Store


def next_deadline(store: Store) -> float | None:
    """Epoch seconds of the earliest deadline of a run in progress."""
    runs: list[ActionRun | RuleRun] = [*store.actions.active(), *store.rules.active()]
    return min((run.deadline for run in runs), default=None)


def expire_overdue(store: Store, journal: Journal, abandon: Callable[[str], None]) -> None:
    """Fail every run whose deadline has passed."""
    now = journal.now()
    for run in store.actions.active():
        if run.deadline <= now:
            with store.transaction():
                _expire_action(store, journal, run.id)
            abandon(run.id)
    for rule in store.rules.active():
        if rule.deadline <= now:
            message = f"The rule did not finish within {_minutes(rule)} minutes"
            store.rules.save(
                replace(
                    rule,
                    status=ActionStatus.FAILED,
                    updated=now,
                    error_code=SYSTEM_UNAVAILABLE,
                    error_message=message,
                )
            )
            abandon(rule.id)


def _expire_action(store: Store, journal: Journal, run_id: str) -> None:
    run = store.actions.get(run_id)
    execution = store.executions.get(run.key, run.execution_id) if run else None
    if run is None or execution is None or run.status is not ActionStatus.IN_PROGRESS:
        return
    document = store.pipelines.declaration(run.key, execution.version)
    stage = read_declaration(document).stage(run.stage) if document else None
    action = stage.action(run.action) if stage else None
    if action is None:
        return
    approval = action.category == "Approval"
    reason = "Nobody approved or rejected it" if approval else "The action did not finish"
    journal.end_action(
        run,
        execution,
        action,
        status=ActionStatus.FAILED,
        error_code=JOB_FAILED,
        error_message=f"{reason} within {_minutes(run)} minutes",
    )


def _minutes(run: ActionRun | RuleRun) -> int:
    return round((run.deadline - run.started) / 60)
