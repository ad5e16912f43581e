"""No run lasts for ever: an approval nobody answers, a function that never reports, a rule that hangs."""

from __future__ import annotations

from collections.abc import Callable

from localcloud.services.codepipeline.declaration import ActionDeclaration
from localcloud.services.codepipeline.engine.journal import Journal
from localcloud.services.codepipeline.engine.lookup import declared_action
from localcloud.services.codepipeline.ports import JOB_FAILED, SYSTEM_UNAVAILABLE
from localcloud.services.codepipeline.records import ActionRun, RuleRun
from localcloud.services.codepipeline.registry import action_type
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
            with store.transaction():
                _expire_rule(store, journal, rule.id, message)
            abandon(rule.id)


def _expire_action(store: Store, journal: Journal, run_id: str) -> None:
    run = store.actions.get(run_id)
    declared = declared_action(store, run) if run else None
    if run is None or declared is None or run.status is not ActionStatus.IN_PROGRESS:
        return
    journal.end_action(
        run,
        declared.execution,
        declared.item,
        status=ActionStatus.FAILED,
        error_code=JOB_FAILED,
        error_message=_silence(run, declared.item),
    )


def _silence(run: ActionRun, action: ActionDeclaration) -> str:
    """What did not happen within which time."""
    kind = action_type(action.category, action.provider)
    if kind and kind.silence_minutes and _minutes(run) < kind.timeout_minutes:
        name, minutes = run.configuration.get("FunctionName", action.name), kind.silence_minutes
        return f"{name} called neither PutJobSuccessResult nor PutJobFailureResult within {minutes} minutes"
    reason = "Nobody approved or rejected it" if action.category == "Approval" else "The action did not finish"
    return f"{reason} within {_minutes(run)} minutes"


def _expire_rule(store: Store, journal: Journal, run_id: str, message: str) -> None:
    run = store.rules.get(run_id)
    if run is not None and run.status is ActionStatus.IN_PROGRESS:
        journal.end_rule(run, status=ActionStatus.FAILED, error_code=SYSTEM_UNAVAILABLE, error_message=message)


def _minutes(run: ActionRun | RuleRun) -> int:
    return round((run.deadline - run.started) / 60)
