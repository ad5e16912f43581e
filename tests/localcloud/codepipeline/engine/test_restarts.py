"""Stop, retry, roll back, override: what is allowed, what is refused with which error, and what happens then."""

from __future__ import annotations

from typing import Any

import pytest

from localcloud.aws.service_error import ServiceError
from localcloud.services.codepipeline.ports import Outcome
from localcloud.services.codepipeline.statuses import ActionStatus, ExecutionStatus
from tests.localcloud.codepipeline.scripted_engine import (
    DELIVERY,
    KEY,
    ScriptedEngine,
    action,
    approval,
    fail,
    pipeline,
    source,
    stage,
    succeed,
)

_FAILED, _RUNNING = ExecutionStatus.FAILED, ExecutionStatus.IN_PROGRESS
_STOPPED, _SUCCEEDED = ExecutionStatus.STOPPED, ExecutionStatus.SUCCEEDED


def _deploying(**given: Any) -> dict[str, Any]:
    """Source, and a stage that deploys in two steps."""
    prod = stage("Prod", action("Prepare"), action("Deploy", order=2), **given)
    return pipeline(stage("Source", source()), stage("Build", action("Synth", outputs=("Assembly",))), prod)


def test_stop_and_wait_lets_running_actions_finish_and_starts_no_more(scripted: ScriptedEngine) -> None:
    first = scripted.create(_deploying())
    scripted.step()
    scripted.engine.lifecycle.stop(KEY, first.id, abandon=False, reason="wrong commit")
    scripted.step()
    assert scripted.status(first) is ExecutionStatus.STOPPING
    scripted.drain()
    assert scripted.status(first) is _STOPPED
    assert scripted.run_statuses(first) == [("Source", ActionStatus.SUCCEEDED)]
    assert scripted.executions()[0].stop_reason == "wrong commit"


def test_stop_and_abandon_ends_at_once(scripted: ScriptedEngine) -> None:
    first = scripted.create(_deploying())
    scripted.step()
    scripted.engine.lifecycle.stop(KEY, first.id, abandon=True, reason="")
    assert scripted.status(first) is _STOPPED
    scripted.drain()
    assert scripted.run_statuses(first) == [("Source", ActionStatus.ABANDONED)]


@pytest.mark.enforces(
    "CodePipeline: an execution that is stopping is stopped again only by abandoning",
    source="https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_StopPipelineExecution.html",
)
def test_a_second_stop_is_refused_unless_it_abandons(scripted: ScriptedEngine) -> None:
    first = scripted.create(_deploying())
    scripted.step()
    scripted.engine.lifecycle.stop(KEY, first.id, abandon=False, reason="")
    with pytest.raises(ServiceError, match="DuplicatedStopRequestException"):
        scripted.engine.lifecycle.stop(KEY, first.id, abandon=False, reason="")
    scripted.engine.lifecycle.stop(KEY, first.id, abandon=True, reason="")
    with pytest.raises(ServiceError, match="PipelineExecutionNotStoppableException"):
        scripted.engine.lifecycle.stop(KEY, first.id, abandon=True, reason="")


def test_a_stopped_execution_gives_its_stage_to_the_next(scripted: ScriptedEngine) -> None:
    first = scripted.create(DELIVERY)
    scripted.drain()
    second = scripted.start()
    scripted.drain()
    scripted.engine.lifecycle.stop(KEY, first.id, abandon=True, reason="")
    scripted.drain()
    assert scripted.runs(second, "Approve")[0].status is ActionStatus.IN_PROGRESS


def test_retry_of_the_failed_actions_keeps_those_that_succeeded(scripted: ScriptedEngine) -> None:
    scripted.runner.script["Smoke"] = [fail(), succeed()]
    first = scripted.create(DELIVERY)
    scripted.drain()
    scripted.engine.restarts.retry(KEY, "Dev", first.id, mode="FAILED_ACTIONS")
    scripted.drain()
    assert [scripted.runner.ran(name) for name in ("Deploy", "Check", "Smoke")] == [1, 1, 2]
    assert scripted.status(first) is _RUNNING
    assert scripted.runs(first, "Approve")


def test_retry_of_all_actions_runs_them_all_again(scripted: ScriptedEngine) -> None:
    scripted.runner.script["Smoke"] = [fail(), succeed()]
    first = scripted.create(DELIVERY)
    scripted.drain()
    scripted.engine.restarts.retry(KEY, "Dev", first.id, mode="ALL_ACTIONS")
    scripted.drain()
    assert [scripted.runner.ran(name) for name in ("Deploy", "Check", "Smoke")] == [2, 2, 2]


def test_a_second_retry_of_the_failed_actions_still_keeps_the_first_ones(scripted: ScriptedEngine) -> None:
    scripted.runner.script["Smoke"] = [fail(), fail(), succeed()]
    first = scripted.create(DELIVERY)
    scripted.drain()
    for _ in range(2):
        scripted.engine.restarts.retry(KEY, "Dev", first.id, mode="FAILED_ACTIONS")
        scripted.drain()
    assert [scripted.runner.ran(name) for name in ("Deploy", "Check", "Smoke")] == [1, 1, 3]
    assert scripted.status(first) is _RUNNING


@pytest.mark.enforces(
    "CodePipeline: an approval's old token is refused",
    source="https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PutApprovalResult.html",
)
def test_a_retried_approval_has_a_new_token_and_the_old_one_is_refused(scripted: ScriptedEngine) -> None:
    first = scripted.create(DELIVERY)
    scripted.drain()
    old = scripted.runs(first, "Approve")[0].token
    scripted.approve(first, approved=False)
    scripted.drain()
    scripted.engine.restarts.retry(KEY, "ApproveProd", first.id, mode="FAILED_ACTIONS")
    scripted.drain()
    new = scripted.runs(first, "Approve")[-1].token
    assert new != old
    with pytest.raises(ServiceError, match="InvalidApprovalTokenException"):
        _answer(scripted, old)
    _answer(scripted, new)
    scripted.drain()
    assert scripted.status(first) is _SUCCEEDED


def test_an_approval_is_answered_once(scripted: ScriptedEngine) -> None:
    first = scripted.create(DELIVERY)
    scripted.drain()
    token = scripted.runs(first, "Approve")[0].token
    _answer(scripted, token)
    with pytest.raises(ServiceError, match="ApprovalAlreadyCompletedException"):
        _answer(scripted, token)


def test_the_token_of_an_abandoned_approval_is_refused(scripted: ScriptedEngine) -> None:
    first = scripted.create(DELIVERY)
    scripted.drain()
    token = scripted.runs(first, "Approve")[0].token
    scripted.engine.lifecycle.stop(KEY, first.id, abandon=True, reason="")
    with pytest.raises(ServiceError, match="InvalidApprovalTokenException"):
        _answer(scripted, token)


def test_the_token_of_another_action_is_no_approval(scripted: ScriptedEngine) -> None:
    first = scripted.create(DELIVERY)
    scripted.step()
    run = scripted.runs(first, "Source")[0]
    with pytest.raises(ServiceError, match="InvalidApprovalTokenException"):
        scripted.engine.results.approve(
            KEY, stage="Source", action="Source", token=run.token, approved=True, summary="", by="x"
        )


@pytest.mark.enforces(
    "CodePipeline: only a failed stage is retried",
    source="https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_RetryStageExecution.html",
)
def test_a_stage_that_did_not_fail_cannot_be_retried(scripted: ScriptedEngine) -> None:
    first = scripted.create(DELIVERY)
    scripted.drain()
    for name in ("Dev", "ApproveProd"):
        with pytest.raises(ServiceError, match="StageNotRetryableException"):
            scripted.engine.restarts.retry(KEY, name, first.id, mode="ALL_ACTIONS")


@pytest.mark.enforces(
    "CodePipeline: an execution of an older definition is not retried",
    source="https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_RetryStageExecution.html",
)
def test_an_execution_of_an_older_definition_cannot_be_retried(scripted: ScriptedEngine) -> None:
    scripted.runner.script["Synth"] = [fail()]
    first = scripted.create(DELIVERY)
    scripted.drain()
    scripted.definitions.update(KEY, {**DELIVERY, "executionMode": "QUEUED"})
    with pytest.raises(ServiceError, match="StageNotRetryableException"):
        scripted.engine.restarts.retry(KEY, "Build", first.id, mode="ALL_ACTIONS")


def test_only_the_latest_execution_of_a_stage_can_be_retried(scripted: ScriptedEngine) -> None:
    scripted.runner.script["Synth"] = [fail()]
    first = scripted.create(DELIVERY)
    scripted.drain()
    second = scripted.start()
    scripted.drain()
    with pytest.raises(ServiceError, match="NotLatestPipelineExecutionException"):
        scripted.engine.restarts.retry(KEY, "Build", first.id, mode="ALL_ACTIONS")
    scripted.engine.restarts.retry(KEY, "Build", second.id, mode="ALL_ACTIONS")


def test_a_stage_with_automatic_retry_is_retried_once(scripted: ScriptedEngine) -> None:
    scripted.runner.script["Deploy"] = [fail()]
    first = scripted.create(
        _deploying(onFailure={"result": "RETRY", "retryConfiguration": {"retryMode": "FAILED_ACTIONS"}})
    )
    scripted.drain()
    assert scripted.status(first) is _FAILED
    assert (scripted.runner.ran("Prepare"), scripted.runner.ran("Deploy")) == (1, 2)
    run = scripted.store.stages.get(first.id, "Prod")
    assert run is not None
    assert (run.automatic_retries, run.latest_retry_trigger) == (1, "AutomatedStageRetry")


def test_an_automatic_retry_that_succeeds_lets_the_execution_go_on(scripted: ScriptedEngine) -> None:
    scripted.runner.script["Deploy"] = [fail(), succeed()]
    first = scripted.create(_deploying(onFailure={"result": "RETRY"}))
    scripted.drain()
    assert scripted.status(first) is _SUCCEEDED
    assert (scripted.runner.ran("Prepare"), scripted.runner.ran("Deploy")) == (2, 2)


def test_a_failed_stage_is_rolled_back_to_the_last_execution_that_succeeded_in_it(scripted: ScriptedEngine) -> None:
    first = scripted.create(_deploying(onFailure={"result": "ROLLBACK"}))
    scripted.drain()
    good = scripted.runs(first, "Synth")[0].outputs
    scripted.runner.script["Deploy"] = [fail("table in use"), succeed()]
    second = scripted.start()
    scripted.drain()
    rolled_back, failed, _ = scripted.executions()
    assert (failed.id, failed.status) == (second.id, _FAILED)
    assert (rolled_back.status, rolled_back.type, rolled_back.rollback_target) == (_SUCCEEDED, "ROLLBACK", first.id)
    assert (rolled_back.trigger_type, rolled_back.trigger_detail) == ("AutomatedRollback", second.id)
    assert scripted.run_statuses(rolled_back) == [
        ("Prepare", ActionStatus.SUCCEEDED),
        ("Deploy", ActionStatus.SUCCEEDED),
    ]
    assert scripted.engine_artifacts(rolled_back)["Assembly"] == good[0]


@pytest.mark.enforces(
    "CodePipeline: a stage rolls back only to a success under the present definition",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-rollback.html",
)
def test_without_an_earlier_success_under_this_definition_nothing_is_rolled_back(scripted: ScriptedEngine) -> None:
    declared = _deploying(onFailure={"result": "ROLLBACK"})
    scripted.create(declared)
    scripted.drain()
    scripted.definitions.update(KEY, {**declared, "executionMode": "QUEUED"})
    scripted.runner.script["Deploy"] = [fail()]
    failed = scripted.start()
    scripted.drain()
    assert scripted.statuses() == [_SUCCEEDED, _FAILED]
    run = scripted.store.stages.get(failed.id, "Prod")
    assert run is not None
    assert "no earlier execution" in run.conditions["ON_FAILURE"]["summary"]


def test_a_rollback_that_fails_is_not_rolled_back(scripted: ScriptedEngine) -> None:
    scripted.create(_deploying(onFailure={"result": "ROLLBACK"}))
    scripted.drain()
    scripted.runner.script["Deploy"] = [fail()]
    scripted.start()
    scripted.drain()
    assert scripted.statuses() == [_SUCCEEDED, _FAILED, _FAILED]


def test_a_person_may_roll_back_to_an_execution_that_succeeded(scripted: ScriptedEngine) -> None:
    first = scripted.create(_deploying())
    scripted.drain()
    scripted.start()
    scripted.drain()
    execution = scripted.engine.restarts.roll_back(KEY, "Prod", first.id, by="arn:person")
    scripted.drain()
    assert scripted.status(execution) is _SUCCEEDED
    assert (execution.trigger_type, execution.rollback_target) == ("ManualRollback", first.id)
    assert scripted.runner.ran("Synth") == 2


@pytest.mark.enforces(
    "CodePipeline: a stage is rolled back to an execution that succeeded in it under the pipeline's present structure "
    "and is no rollback itself",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-rollback.html",
)
@pytest.mark.parametrize(
    ("target", "stage_name", "error"),
    [
        ("failed", "Prod", "UnableToRollbackStageException"),
        ("rollback", "Prod", "UnableToRollbackStageException"),
        ("good", "Source", "UnableToRollbackStageException"),
        ("good", "Nothing", "StageNotFoundException"),
        ("unknown", "Prod", "PipelineExecutionNotFoundException"),
        ("outdated", "Prod", "PipelineExecutionOutdatedException"),
    ],
)
def test_a_rollback_is_refused(scripted: ScriptedEngine, target: str, stage_name: str, error: str) -> None:
    good = scripted.create(_deploying())
    scripted.drain()
    scripted.runner.script["Deploy"] = [fail(), succeed()]
    failed = scripted.start()
    scripted.drain()
    rollback = scripted.engine.restarts.roll_back(KEY, "Prod", good.id, by="x")
    scripted.drain()
    if target == "outdated":
        scripted.definitions.update(KEY, {**_deploying(), "executionMode": "QUEUED"})
    ids = {"failed": failed.id, "rollback": rollback.id, "good": good.id, "outdated": good.id, "unknown": "0" * 36}
    with pytest.raises(ServiceError, match=error):
        scripted.engine.restarts.roll_back(KEY, stage_name, ids[target], by="x")


def test_a_running_stage_cannot_be_rolled_back(scripted: ScriptedEngine) -> None:
    first = scripted.create(_deploying())
    scripted.drain()
    scripted.start()
    for name in ("Source", "Synth"):
        scripted.step()
        scripted.work(name)
    scripted.step()
    with pytest.raises(ServiceError, match="it is running"):
        scripted.engine.restarts.roll_back(KEY, "Prod", first.id, by="x")


def test_an_answer_that_comes_while_the_question_is_still_being_asked_counts(scripted: ScriptedEngine) -> None:
    first = scripted.create(pipeline(stage("Source", source()), stage("ApproveProd", approval())))
    scripted.step()
    scripted.work("Source")
    scripted.step()

    def ask_and_be_answered(job: object, progress: object) -> Outcome:
        scripted.approve(first)
        return Outcome(waiting=True)

    scripted.runner.run_action = ask_and_be_answered  # type: ignore[method-assign]
    scripted.drain()
    assert scripted.status(first) is _SUCCEEDED


def _answer(scripted: ScriptedEngine, token: str) -> None:
    scripted.engine.results.approve(
        KEY, stage="ApproveProd", action="Approve", token=token, approved=True, summary="", by="arn:person"
    )
