"""What an execution waits for, from the pipeline's state."""

from __future__ import annotations

from typing import Any

import pytest

from localcloud.cli.executions.execution_rendering import queue_lines
from localcloud.cli.executions.pipeline_queue import PipelineQueue, StageState


def _stage(**latest: Any) -> StageState:
    action = {"actionName": "Check", "latestExecution": {"status": "InProgress", **latest}}
    inside = {"pipelineExecutionId": "one", "status": "InProgress"}
    return StageState(name="Test", state={"actionStates": [action], "latestExecution": inside})


def test_an_action_that_says_what_it_waits_for_is_an_obstacle() -> None:
    (found,) = PipelineQueue(stages=(_stage(summary="waits for checker"),)).obstacles("one")
    assert (found.kind, found.stage, found.text) == ("action", "Test", "Check waits for checker")


def test_an_action_that_works_is_none() -> None:
    assert PipelineQueue(stages=(_stage(),)).obstacles("one") == ()


def test_what_asks_a_person_is_an_approval_alone() -> None:
    (found,) = PipelineQueue(stages=(_stage(token="t", summary="deploy?"),)).obstacles("one")
    assert found.kind == "approval"


def _retried(status: str = "InProgress", **retries: Any) -> PipelineQueue:
    inside = {"pipelineExecutionId": "one", "status": status}
    return PipelineQueue(
        stages=(StageState(name="Dev", state={"latestExecution": inside, "retryStageMetadata": retries}),)
    )


def _lines(queue: PipelineQueue, execution_id: str = "one") -> list[str]:
    return list(queue_lines(queue, execution_id, lambda words: words))


def test_a_stage_that_the_pipeline_tries_again_is_said_to_be() -> None:
    """Else its actions begin anew without a word, beside the one that has failed."""
    queue = _retried(latestRetryTrigger="AutomatedStageRetry", autoStageRetryAttempt=1)
    assert _lines(queue) == ["again: Dev failed and is tried once more, as its OnFailure says (retry 1)"]
    assert not any("again" in line for line in _lines(queue, "another"))


@pytest.mark.parametrize(
    "queue",
    [
        _retried(),
        _retried(latestRetryTrigger="ManualStageRetry", autoStageRetryAttempt=1, manualStageRetryAttempt=1),
        _retried("Failed", latestRetryTrigger="AutomatedStageRetry", autoStageRetryAttempt=1),
    ],
    ids=["first-try", "a-person-did", "failed-for-good"],
)
def test_what_nobody_tries_again_by_itself_is_not(queue: PipelineQueue) -> None:
    assert _lines(queue) == []
