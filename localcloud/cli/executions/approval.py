"""Answers a waiting approval as any client would: with the current token, so that an old page's answer is refused."""

from __future__ import annotations

from localcloud.cli.executions.pipeline_owner import PipelineOwner
from localcloud.cli.executions.pipeline_queue import PipelineQueue, WaitingApproval
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode

APPROVED = "Approved"
REJECTED = "Rejected"
# CodePipeline takes at most this much (PutApprovalResult, ApprovalSummary).
_SUMMARY_LENGTH = 512


def approvals_of(queue: PipelineQueue, owner: PipelineOwner, execution_id: str | None = None) -> list[WaitingApproval]:
    """What waits for a person, of one execution or of all; never empty.

    Raises:
        CommandError: nothing does; says how the execution stands.
    """
    found = [each for each in queue.waiting_approvals if execution_id in (None, each.execution_id)]
    if found:
        return found
    raise CommandError(
        _why_nothing_waits(queue, execution_id),
        exit_code=ExitCode.USAGE,
        remedy=f"`{owner.command('status')}` shows where it stands",
        details=tuple(approval_details(queue, each) for each in queue.waiting_approvals),
    )


def _why_nothing_waits(queue: PipelineQueue, execution_id: str | None) -> str:
    if execution_id is None:
        return "no execution waits for an approval"
    if execution_id not in queue.executions:
        return f"execution {execution_id} does not wait for an approval: the pipeline has no such execution"
    execution = queue.execution(execution_id)
    stands = queue.whereabouts(execution_id) if execution.is_unfinished else f"is {execution.status}"
    return f"{execution} does not wait for an approval: it {stands}"


def approval_details(queue: PipelineQueue, approval: WaitingApproval) -> str:
    """One question for people: what is asked about, where, and how many newer executions wait behind."""
    return f"{approval.execution} waits in {approval.stage}/{approval.action}, {behind(queue, approval)}"


def behind(queue: PipelineQueue, approval: WaitingApproval) -> str:
    """How many newer executions wait behind a question."""
    count = len(queue.newer_behind(approval))
    return f"{count or 'no'} newer execution{'' if count == 1 else 's'} behind it"


def put_answer(owner: PipelineOwner, approval: WaitingApproval, *, verdict: str, summary: str) -> None:
    """Approves or rejects one question.

    Args:
        verdict: `APPROVED` or `REJECTED`.
        summary: why; it stays in the execution's history.

    Raises:
        CommandError: somebody else was quicker.
    """
    client = owner.client("codepipeline")
    try:
        client.put_approval_result(
            pipelineName=owner.pipeline_name,
            stageName=approval.stage,
            actionName=approval.action,
            token=approval.token,
            result={"summary": summary[:_SUMMARY_LENGTH], "status": verdict},
        )
    except (client.exceptions.ApprovalAlreadyCompletedException, client.exceptions.InvalidApprovalTokenException):
        raise CommandError(
            f"{approval.stage}/{approval.action} was answered by somebody else meanwhile",
            exit_code=ExitCode.USAGE,
            remedy=f"`{owner.command('status')}` shows where it stands",
        ) from None
