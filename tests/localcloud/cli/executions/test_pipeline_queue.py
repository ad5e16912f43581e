"""What an execution waits for, from the pipeline's state."""

from __future__ import annotations

from typing import Any

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
