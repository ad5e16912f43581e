"""Answers a waiting approval as any client would: with the current token, so that an old page's answer is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from localcloud.cli.terminal.exit_codes import CommandError, ExitCode

APPROVED = "Approved"
REJECTED = "Rejected"
# CodePipeline takes at most this much (PutApprovalResult, ApprovalSummary).
_SUMMARY_LENGTH = 512


class PipelineOwner(Protocol):
    """Where a pipeline is: in the local cloud, or in an account on AWS."""

    @property
    def pipeline_name(self) -> str:
        """Its name."""

    def client(self, service: str) -> Any:
        """A boto3 client."""

    def command(self, arguments: str) -> str:
        """What to type for a further command on the same pipeline."""


@dataclass(frozen=True, kw_only=True)
class WaitingApproval:
    """An approval action that waits, of which execution, and the token that answers it."""

    stage: str
    action: str
    execution_id: str
    token: str


def waiting_approval(cloud: PipelineOwner, *, execution_id: str | None = None) -> WaitingApproval:
    """The approval that waits now, of one execution or of any.

    Raises:
        CommandError: none does.
    """
    state = cloud.client("codepipeline").get_pipeline_state(name=cloud.pipeline_name)
    for stage in state["stageStates"]:
        execution = stage.get("latestExecution", {}).get("pipelineExecutionId", "")
        token = next((token for action in stage.get("actionStates", []) if (token := _token(action))), None)
        if token is not None and execution_id in (None, execution):
            return WaitingApproval(stage=stage["stageName"], action=token[0], execution_id=execution, token=token[1])
    which = f"execution {execution_id}" if execution_id else "no execution"
    raise CommandError(
        f"{which} does not wait for an approval" if execution_id else f"{which} waits for an approval",
        exit_code=ExitCode.USAGE,
        remedy=f"`{cloud.command('status')}` shows where it stands",
    )


def _token(action: dict[str, Any]) -> tuple[str, str] | None:
    latest = action.get("latestExecution", {})
    if latest.get("status") == "InProgress" and latest.get("token"):
        return action["actionName"], latest["token"]
    return None


def answer(cloud: PipelineOwner, *, verdict: str, summary: str, execution_id: str | None = None) -> WaitingApproval:
    """Approves or rejects what waits.

    Args:
        verdict: `APPROVED` or `REJECTED`.
        summary: why; it stays in the execution's history.

    Raises:
        CommandError: nothing waits, or somebody else was quicker.
    """
    waiting = waiting_approval(cloud, execution_id=execution_id)
    client = cloud.client("codepipeline")
    try:
        client.put_approval_result(
            pipelineName=cloud.pipeline_name,
            stageName=waiting.stage,
            actionName=waiting.action,
            token=waiting.token,
            result={"summary": summary[:_SUMMARY_LENGTH], "status": verdict},
        )
    except (client.exceptions.ApprovalAlreadyCompletedException, client.exceptions.InvalidApprovalTokenException):
        raise CommandError(
            f"{waiting.stage}/{waiting.action} was answered by somebody else meanwhile",
            exit_code=ExitCode.USAGE,
            remedy=f"`{cloud.command('status')}` shows where it stands",
        ) from None
    return waiting
