from __future__ import annotations

from typing import Any

import pytest

from localcloud.cli.executions.approval import APPROVED, REJECTED, approvals_of, put_answer
from localcloud.cli.executions.pipeline_queue import WaitingApproval, read_queue
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode
from tests.localcloud.cli.pipeline_answers import PIPELINE, summary
from tests.localcloud.cli.stubbed_cloud import StubbedCloud


def queue_state(
    stubbed: StubbedCloud, *, token: str | None, execution: str = "e-1", status: str = "InProgress"
) -> None:
    stubbed.has_pipeline()
    latest: dict[str, Any] = {"status": status} | ({"token": token} if token else {})
    stages = [
        {"stageName": "Dev", "actionStates": [{"actionName": "Deploy", "latestExecution": {"status": "InProgress"}}]},
        {
            "stageName": "ApproveProd",
            "latestExecution": {"pipelineExecutionId": execution, "status": "InProgress"},
            "actionStates": [{"actionName": "Approve", "latestExecution": latest}],
        },
    ]
    stubbed.answers("get_pipeline_state", {"pipelineName": PIPELINE, "stageStates": stages}, name=PIPELINE)
    stubbed.answers("list_pipeline_executions", {"pipelineExecutionSummaries": [summary(execution)]})


def answer(stubbed: StubbedCloud, *, verdict: str, summary: str, execution_id: str | None = None) -> WaitingApproval:
    """Answers the first of what waits."""
    waiting = approvals_of(read_queue(stubbed.cloud), stubbed.cloud, execution_id)[0]
    put_answer(stubbed.cloud, waiting, verdict=verdict, summary=summary)
    return waiting


@pytest.mark.parametrize("verdict", [APPROVED, REJECTED])
def test_the_answer_goes_to_the_action_that_waits_with_its_current_token(stubbed: StubbedCloud, verdict: str) -> None:
    queue_state(stubbed, token="t-1")
    stubbed.answers(
        "put_approval_result",
        {},
        pipelineName=PIPELINE,
        stageName="ApproveProd",
        actionName="Approve",
        token="t-1",
        result={"summary": "seen", "status": verdict},
    )
    waiting = answer(stubbed, verdict=verdict, summary="seen")
    assert (waiting.stage, waiting.action, waiting.execution_id) == ("ApproveProd", "Approve", "e-1")


def test_a_long_summary_is_cut_to_what_the_api_takes(stubbed: StubbedCloud) -> None:
    queue_state(stubbed, token="t-1")
    expected = {"summary": "x" * 512, "status": APPROVED}
    common = {"pipelineName": PIPELINE, "stageName": "ApproveProd", "actionName": "Approve", "token": "t-1"}
    stubbed.answers("put_approval_result", {}, **common, result=expected)
    answer(stubbed, verdict=APPROVED, summary="x" * 1000)


@pytest.mark.parametrize(
    ("token", "status", "wanted"),
    [(None, "InProgress", None), ("t-1", "Succeeded", None), ("t-1", "InProgress", "e-2")],
    ids=["no-token", "answered-before", "another-execution-waits"],
)
def test_where_nothing_waits_nothing_is_answered(
    stubbed: StubbedCloud, token: str | None, status: str, wanted: str | None
) -> None:
    queue_state(stubbed, token=token, status=status)
    with pytest.raises(CommandError, match="wait") as refused:
        answer(stubbed, verdict=APPROVED, summary="", execution_id=wanted)
    assert refused.value.exit_code is ExitCode.USAGE


@pytest.mark.parametrize("code", ["ApprovalAlreadyCompletedException", "InvalidApprovalTokenException"])
def test_an_approval_that_somebody_else_answered_meanwhile_gets_a_clear_line(stubbed: StubbedCloud, code: str) -> None:
    queue_state(stubbed, token="t-1")
    stubbed.stub("codepipeline").add_client_error("put_approval_result", code)
    with pytest.raises(CommandError, match="by somebody else"):
        answer(stubbed, verdict=APPROVED, summary="")
