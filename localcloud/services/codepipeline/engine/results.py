"""Answers from outside: a person approves or rejects, a Lambda function reports its job's result."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from localcloud.aws.service_error import ServiceError
from localcloud.services.codepipeline.declarable import Declarable
from localcloud.services.codepipeline.declaration import ActionDeclaration
from localcloud.services.codepipeline.engine.journal import Journal
from localcloud.services.codepipeline.engine.lookup import (
    declared_action,
    declared_rule,
    require_action,
    require_pipeline,
    require_stage,
)
from localcloud.services.codepipeline.ports import JOB_FAILED, Checkpoint
from localcloud.services.codepipeline.records import ActionRun, PipelineKey, RuleRun
from localcloud.services.codepipeline.registry import action_type, rule_type
from localcloud.services.codepipeline.statuses import ActionStatus
from localcloud.services.codepipeline.store import Store

_MINUTE = 60.0


class ExternalResults:
    """Ends actions that wait for an answer."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        *,
        checkpoint: Checkpoint,
        wake: Callable[[], None],
        abandon: Callable[[str], None],
    ) -> None:
        self._store = store
        self._journal = journal
        self._checkpoint = checkpoint
        self._wake = wake
        self._abandon_worker = abandon

    def approve(
        self, key: PipelineKey, *, stage: str, action: str, token: str, approved: bool, summary: str, by: str
    ) -> float:
        """Record a person's decision; returns its time, epoch seconds.

        Raises:
            ServiceError: the token is not that of the waiting approval, or it was answered before.
        """
        with self._store.transaction():
            _, declaration = require_pipeline(self._store, key)
            declared = require_action(require_stage(declaration, stage), action)
            run = self._waiting_approval(key, stage, declared, token)
            verdict = {"status": ActionStatus.SUCCEEDED} if approved else _rejection(by, summary)
            self._end(run, {**verdict, "summary": summary, "updated_by": by})
        self._abandon_worker(run.id)
        self._wake()
        return self._journal.now()

    def job_succeeded(
        self, account: str, job_id: str, *, variables: Mapping[str, str], summary: str, external_id: str
    ) -> None:
        """Record that a Lambda function finished its job.

        Raises:
            ServiceError: no such job, or it is over.
        """
        self._checkpoint()
        changes = {"status": ActionStatus.SUCCEEDED, "summary": summary}
        self._end_job(account, job_id, changes, {"output_variables": dict(variables), "external_id": external_id})

    def job_continues(self, account: str, job_id: str, *, token: str, summary: str) -> None:
        """Record that a Lambda function is not done yet: it is called again with its token.

        Raises:
            ServiceError: no such job, it is over, or it is a rule's.
        """
        with self._store.transaction():
            run, kind = self._job(account, job_id)
            if not isinstance(run, ActionRun):
                message = "The local cloud calls no rule's function again; report success once the work is done"
                raise ServiceError("ValidationException", message)
            now = self._journal.now()
            last = run.started + kind.timeout_minutes * _MINUTE
            changes = {"summary": summary} if summary else {}
            self._journal.move_action(
                run, continuation=token, deadline=min(last, now + kind.silence_minutes * _MINUTE), **changes
            )
        self._abandon_worker(run.id)
        self._wake()

    def job_failed(self, account: str, job_id: str, *, code: str, message: str, external_id: str) -> None:
        """Record that a Lambda function failed its job.

        Raises:
            ServiceError: no such job, or it is over.
        """
        changes = {"status": ActionStatus.FAILED, "error_code": code, "error_message": message, "summary": ""}
        self._end_job(account, job_id, changes, {"external_id": external_id})

    def _end_job(
        self, account: str, job_id: str, changes: Mapping[str, object], of_actions: Mapping[str, object]
    ) -> None:
        with self._store.transaction():
            run, _ = self._job(account, job_id)
            if isinstance(run, ActionRun):
                self._end(run, {**changes, **of_actions})
            else:
                self._journal.end_rule(run, **changes)
        self._abandon_worker(run.id)
        self._wake()

    def _job(self, account: str, job_id: str) -> tuple[ActionRun | RuleRun, Declarable]:
        """The run in progress that a function was given as its job, and its type.

        Raises:
            ServiceError: no such job, or it is over.
        """
        run = self._store.actions.get(job_id) or self._store.rules.get(job_id)
        kind = self._kind(run) if run and run.key.account == account else None
        if run is None or kind is None or not kind.ended_by_job_result:
            raise ServiceError("JobNotFoundException", f"There is no job with id {job_id}")
        if run.status is not ActionStatus.IN_PROGRESS:
            raise ServiceError("InvalidJobStateException", f"The job {job_id} is no longer in progress")
        return run, kind

    def _kind(self, run: ActionRun | RuleRun) -> Declarable | None:
        if isinstance(run, ActionRun):
            action = declared_action(self._store, run)
            return action_type(action.item.category, action.item.provider) if action else None
        rule = declared_rule(self._store, run)
        return rule_type(rule.item.provider) if rule else None

    def _waiting_approval(self, key: PipelineKey, stage: str, action: ActionDeclaration, token: str) -> ActionRun:
        runs = [run for run in self._store.actions.of_pipeline(key) if (run.stage, run.action) == (stage, action.name)]
        run = next((item for item in runs if item.token == token and action.category == "Approval"), None)
        answered = run is not None and bool(run.updated_by)
        if run is None or (run.status is not ActionStatus.IN_PROGRESS and not answered):
            message = f"The token is not that of a waiting approval of '{action.name}'; it may have expired"
            raise ServiceError("InvalidApprovalTokenException", message)
        if answered and run is not runs[0]:
            message = f"The token is of an earlier approval of '{action.name}', which was answered"
            raise ServiceError("InvalidApprovalTokenException", message)
        if answered:
            message = f"The approval '{action.name}' has already been answered by {run.updated_by}"
            raise ServiceError("ApprovalAlreadyCompletedException", message)
        return run

    def _end(self, run: ActionRun, changes: Mapping[str, object]) -> None:
        declared = declared_action(self._store, run)
        if declared is None:
            raise ServiceError("JobNotFoundException", f"There is no action for run {run.id}")
        # What it waited for is no summary of how it ended.
        given = {name: value for name, value in changes.items() if value or name == "summary"}
        self._journal.end_action(run, declared.execution, declared.item, **given)


def _rejection(by: str, summary: str) -> dict[str, object]:
    message = f"Rejected by {by}: {summary}" if summary else f"Rejected by {by}"
    return {"status": ActionStatus.FAILED, "error_code": JOB_FAILED, "error_message": message}
