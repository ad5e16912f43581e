"""An execution runs through its stages in order, run orders in parallel, and stops where an action fails."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from localcloud.services.codepipeline.ports import Outcome
from localcloud.services.codepipeline.statuses import ActionStatus, ExecutionStatus, StageStatus
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


def test_creating_a_pipeline_starts_an_execution_that_waits_for_its_approval(scripted: ScriptedEngine) -> None:
    first = scripted.create(DELIVERY)
    scripted.drain()
    assert first.trigger_type == "CreatePipeline"
    assert scripted.run_statuses(first) == [
        ("Source", ActionStatus.SUCCEEDED),
        ("Synth", ActionStatus.SUCCEEDED),
        ("Deploy", ActionStatus.SUCCEEDED),
        ("Check", ActionStatus.SUCCEEDED),
        ("Smoke", ActionStatus.SUCCEEDED),
        ("Approve", ActionStatus.IN_PROGRESS),
    ]


def test_an_approved_execution_runs_to_its_end(scripted: ScriptedEngine) -> None:
    first = scripted.create(DELIVERY)
    scripted.drain()
    scripted.approve(first)
    scripted.drain()
    assert scripted.status(first) is ExecutionStatus.SUCCEEDED
    assert scripted.runner.ran("DeployProd") == 1


def test_actions_of_one_run_order_start_together_and_the_next_order_waits_for_all(scripted: ScriptedEngine) -> None:
    declared = stage("Dev", action("One"), action("Two"), action("Last", order=2))
    first = scripted.create(pipeline(stage("Source", source()), declared))
    scripted.step()
    scripted.work("Source")
    scripted.step()
    assert [name for name, _ in scripted.workers] == ["codepipeline-action One", "codepipeline-action Two"]
    scripted.work("Two")
    scripted.step()
    assert [name for name, _ in scripted.workers] == ["codepipeline-action One"]
    scripted.work("One")
    scripted.step()
    assert [name for name, _ in scripted.workers] == ["codepipeline-action Last"]
    scripted.drain()
    assert scripted.status(first) is ExecutionStatus.SUCCEEDED


def test_a_failed_action_lets_its_group_finish_and_then_fails_stage_and_execution(scripted: ScriptedEngine) -> None:
    scripted.runner.script["Check"] = [fail("no such table")]
    first = scripted.create(DELIVERY)
    scripted.drain()
    assert scripted.status(first) is ExecutionStatus.FAILED
    assert ("Smoke", ActionStatus.SUCCEEDED) in scripted.run_statuses(first)
    assert scripted.runs(first, "Check")[0].error_message == "no such table"
    assert scripted.runner.ran("DeployProd") == 0
    run = scripted.store.stages.get(first.id, "Dev")
    assert run is not None
    assert run.status is StageStatus.FAILED


def test_a_rejected_approval_fails_the_execution_and_says_by_whom(scripted: ScriptedEngine) -> None:
    first = scripted.create(DELIVERY)
    scripted.drain()
    scripted.approve(first, approved=False)
    scripted.drain()
    assert scripted.status(first) is ExecutionStatus.FAILED
    assert scripted.runs(first, "Approve")[0].error_message == "Rejected by arn:person"
    assert scripted.runner.ran("DeployProd") == 0


@pytest.mark.enforces(
    "CodePipeline: an approval that nobody answers fails after its time",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals.html",
)
def test_an_approval_nobody_answers_fails_after_its_time_out(scripted: ScriptedEngine) -> None:
    declared = stage("ApproveProd", approval(timeoutInMinutes=30))
    first = scripted.create(pipeline(stage("Source", source()), declared))
    scripted.drain()
    scripted.now += 30 * 60 - 1
    scripted.drain()
    assert scripted.status(first) is ExecutionStatus.IN_PROGRESS
    scripted.now += 1
    scripted.drain()
    assert scripted.status(first) is ExecutionStatus.FAILED
    assert scripted.runs(first, "Approve")[0].error_message == "Nobody approved or rejected it within 30 minutes"


def test_an_approval_waits_seven_days_by_default(scripted: ScriptedEngine) -> None:
    first = scripted.create(DELIVERY)
    scripted.drain()
    run = scripted.runs(first, "Approve")[0]
    assert run.deadline - run.started == 7 * 24 * 3600


@pytest.mark.enforces(
    "CodePipeline: a function that says nothing for twenty minutes fails its action, and one that goes on has a day",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html",
)
def test_a_function_must_not_be_silent_for_twenty_minutes(scripted: ScriptedEngine) -> None:
    scripted.runner.script["Check"] = [succeed(waiting=True)]
    invoke = action("Check", "Invoke", "Lambda", configuration={"FunctionName": "checker"})
    first = scripted.create(pipeline(stage("Source", source()), stage("Check", invoke)))
    scripted.drain()
    (run,) = scripted.runs(first, "Check")
    for _ in range(2):
        scripted.now += 19 * 60
        scripted.engine.results.job_continues(KEY.account, run.id, token="again", summary="half of it")
        scripted.drain()
    (run,) = scripted.runs(first, "Check")
    assert (run.status, run.continuation, run.summary) == (ActionStatus.IN_PROGRESS, "again", "half of it")
    scripted.now += 20 * 60
    scripted.drain()
    said = "checker called neither PutJobSuccessResult nor PutJobFailureResult within 20 minutes"
    assert scripted.runs(first, "Check")[0].error_message == said
    assert scripted.status(first) is ExecutionStatus.FAILED


def test_a_function_that_goes_on_has_a_day_in_all(scripted: ScriptedEngine) -> None:
    scripted.runner.script["Check"] = [succeed(waiting=True)]
    invoke = action("Check", "Invoke", "Lambda", configuration={"FunctionName": "checker"})
    first = scripted.create(pipeline(stage("Source", source()), stage("Check", invoke)))
    scripted.drain()
    (run,) = scripted.runs(first, "Check")
    while scripted.now < run.started + 24 * 3600 - 60:
        scripted.engine.results.job_continues(KEY.account, run.id, token="again", summary="")
        scripted.now += 15 * 60
        scripted.drain()
    assert scripted.runs(first, "Check")[0].error_message == "The action did not finish within 1440 minutes"


def test_the_state_is_durable_before_a_success_is_recorded(scripted: ScriptedEngine) -> None:
    first = scripted.create(DELIVERY)
    seen: list[tuple[int, ActionStatus]] = []

    def behaviour(job: object) -> Outcome:
        seen.append((len(scripted.checkpoints), scripted.runs(first, "Source")[0].status))
        return Outcome()

    scripted.runner.script["Source"] = [behaviour]
    scripted.step()
    scripted.work("Source")
    assert seen == [(0, ActionStatus.IN_PROGRESS)]
    assert len(scripted.checkpoints) == 1
    assert scripted.runs(first, "Source")[0].status is ActionStatus.SUCCEEDED


def test_a_state_that_cannot_be_made_durable_fails_the_action(scripted: ScriptedEngine, monkeypatch: object) -> None:
    def broken() -> None:
        raise OSError("no space left on device")

    scripted.engine._workers._checkpoint = broken
    first = scripted.create(DELIVERY)
    scripted.drain()
    assert scripted.status(first) is ExecutionStatus.FAILED
    assert scripted.runs(first)[0].error_message == "OSError: no space left on device"


def test_what_an_action_came_to_is_recorded_when_the_disk_takes_it_and_the_action_runs_once(
    scripted: ScriptedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk refuses the record of a success, twice."""
    monkeypatch.setattr("localcloud.services.codepipeline.engine.workers._RETRY_SECONDS", 0)
    end_action, refusals = scripted.engine.journal.end_action, [1, 2]

    def on_a_full_disk(*given: Any, **changes: Any) -> Any:
        if refusals:
            refusals.pop()
            raise sqlite3.OperationalError("database or disk is full")
        return end_action(*given, **changes)

    monkeypatch.setattr(scripted.engine.journal, "end_action", on_a_full_disk)
    first = scripted.create(DELIVERY)
    scripted.step()
    scripted.work("Source")
    assert scripted.runs(first, "Source")[0].status is ActionStatus.SUCCEEDED
    assert (refusals, scripted.runner.ran("Source")) == ([], 1)


def test_variables_of_earlier_actions_reach_later_ones(scripted: ScriptedEngine) -> None:
    configured = {
        "ProjectName": "p",
        "EnvironmentVariables": "#{Build@Synth.X} #{codepipeline.PipelineExecutionId} #{variables.who}",
    }
    declared = pipeline(
        stage("Source", source()),
        stage("Build", action("Synth", namespace="Build@Synth")),
        stage("Dev", action("Smoke", configuration=configured)),
        variables=[{"name": "who", "defaultValue": "nobody"}],
    )
    scripted.runner.script["Synth"] = [succeed(variables={"X": "42"})]
    first = scripted.create(declared)
    scripted.drain()
    assert scripted.runs(first, "Smoke")[0].configuration["EnvironmentVariables"] == f"42 {first.id} nobody"
    second = scripted.start(variables={"who": "Ada"})
    scripted.drain()
    assert scripted.runs(second, "Smoke")[0].configuration["EnvironmentVariables"] == f"42 {second.id} Ada"


def test_actions_of_two_stages_that_share_a_name_have_variables_of_their_own(scripted: ScriptedEngine) -> None:
    read = {"ProjectName": "p", "EnvironmentVariables": "#{One@Facts.X} #{Two@Facts.X}"}
    declared = pipeline(
        stage("Source", source()),
        stage("One", action("Facts", namespace="One@Facts")),
        stage("Two", action("Facts", namespace="Two@Facts")),
        stage("Dev", action("Smoke", configuration=read)),
    )
    scripted.runner.script["Facts"] = [succeed(variables={"X": "1"}), succeed(variables={"X": "2"})]
    first = scripted.create(declared)
    scripted.drain()
    assert scripted.runs(first, "Smoke")[0].configuration["EnvironmentVariables"] == "1 2"


def test_a_variable_that_was_not_produced_fails_the_action_by_name(scripted: ScriptedEngine) -> None:
    declared = pipeline(
        stage("Source", source(namespace="Src")),
        stage("Dev", action("Smoke", configuration={"ProjectName": "#{Src.Nothing}"})),
    )
    first = scripted.create(declared)
    scripted.drain()
    run = scripted.runs(first, "Smoke")[0]
    assert run.status is ActionStatus.FAILED
    assert "#{Src.Nothing}" in run.error_message
    assert scripted.runner.ran("Smoke") == 0


def test_artifacts_are_named_as_codepipeline_names_them_and_reach_the_consumer(scripted: ScriptedEngine) -> None:
    declared = {**DELIVERY, "name": "a-pipeline-with-a-rather-long-name"}
    declared["stages"] = [
        stage("Source", source()),
        stage("Build", action("Synth", outputs=("AssemblyOfTheCloud",))),
        stage("Dev", action("Deploy", inputs=("AssemblyOfTheCloud",))),
    ]
    first = scripted.create(declared)
    scripted.drain()
    (placed,) = scripted.runs(first, "Synth")[0].outputs
    pipeline_part, artifact_part, random_part = placed["key"].split("/")
    assert (pipeline_part, artifact_part, len(random_part)) == ("a-pipeline-with-a-ra", "AssemblyOf", 7)
    assert scripted.runs(first, "Deploy")[0].inputs == (placed,)


def test_the_commit_of_the_primary_source_goes_with_the_job(scripted: ScriptedEngine) -> None:
    scripted.runner.script["Source"] = [succeed(revision={"revisionId": "abc123"})]
    scripted.create(DELIVERY)
    scripted.drain()
    assert {job.commit for job in scripted.runner.jobs if job.action.name != "Source"} == {"abc123"}


def test_every_transition_is_announced_in_order(scripted: ScriptedEngine) -> None:
    scripted.runner.script["Synth"] = [fail("synth says no")]
    scripted.create(DELIVERY)
    scripted.drain()
    told = [
        (item.detail_type.split()[1], item.detail.get("action") or item.detail.get("stage"), item.detail["state"])
        for item in scripted.store.announcements.pending()
    ]
    assert told == [
        ("Pipeline", None, "STARTED"),
        ("Stage", "Source", "STARTED"),
        ("Action", "Source", "STARTED"),
        ("Action", "Source", "SUCCEEDED"),
        ("Stage", "Source", "SUCCEEDED"),
        ("Stage", "Build", "STARTED"),
        ("Action", "Synth", "STARTED"),
        ("Action", "Synth", "FAILED"),
        ("Stage", "Build", "FAILED"),
        ("Pipeline", None, "FAILED"),
    ]
    assert scripted.store.announcements.pending()[-1].attributes == {
        "failedActionCount": 1,
        "failedActions": [{"action": "Synth", "additionalInformation": "synth says no"}],
        "failedStage": "Build",
    }


def test_only_the_start_of_an_execution_says_what_started_it(scripted: ScriptedEngine) -> None:
    scripted.runner.script["Synth"] = [fail("synth says no")]
    scripted.create(DELIVERY)
    scripted.drain()
    events = [item for item in scripted.store.announcements.pending() if item.detail_type.split()[1] == "Pipeline"]
    assert [(one.detail["state"], "execution-trigger" in one.detail) for one in events] == [
        ("STARTED", True),
        ("FAILED", False),
    ]


def test_a_transition_that_is_disabled_holds_executions_until_it_is_enabled(scripted: ScriptedEngine) -> None:
    first = scripted.create(DELIVERY)
    scripted.definitions.set_transition(KEY, "Dev", enabled=False, reason="freeze", by="arn:person")
    scripted.drain()
    assert scripted.runner.ran("Deploy") == 0
    scripted.definitions.set_transition(KEY, "Dev", enabled=True, reason="", by="arn:person")
    scripted.drain()
    assert scripted.runner.ran("Deploy") == 1
    assert scripted.status(first) is ExecutionStatus.IN_PROGRESS
