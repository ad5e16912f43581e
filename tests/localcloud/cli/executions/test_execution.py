from __future__ import annotations

from datetime import timedelta

import pytest

from localcloud.cli.executions.execution import Execution, ExecutionReader
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode
from tests.localcloud.cli.pipeline_answers import BEGAN, COMMIT, PIPELINE, STAGES, action_run, queue_execution, summary
from tests.localcloud.cli.stubbed_cloud import StubbedCloud


def read(stubbed: StubbedCloud, *runs: dict[str, object], status: str = "InProgress") -> Execution:
    queue_execution(stubbed, *runs, summaries=[summary(status=status)])
    return ExecutionReader(
        stubbed.cloud.client("codepipeline"), PIPELINE, command=stubbed.cloud.workspace.command
    ).read("e-1")


def test_stages_and_actions_come_in_the_declared_order_also_those_that_have_not_begun(stubbed: StubbedCloud) -> None:
    execution = read(stubbed, action_run("Source/Source"))
    assert [stage.name for stage in execution.stages] == list(STAGES)
    assert [stage.status for stage in execution.stages] == ["Succeeded", "Pending", "Pending", "Pending", "Pending"]
    assert execution.commit == COMMIT
    assert execution.trigger == "WebhookV2"


def test_a_stage_is_as_its_most_telling_action(stubbed: StubbedCloud) -> None:
    execution = read(
        stubbed,
        action_run("Source/Source"),
        action_run("Build/Synth", "InProgress"),
        action_run("Dev/Deploy"),
        action_run("Prod/Deploy", "Failed"),
    )
    by_name = {stage.name: stage.status for stage in execution.stages}
    assert by_name == {
        "Source": "Succeeded",
        "Build": "InProgress",
        "Dev": "InProgress",  # its smoke test has not begun
        "ApproveProd": "Pending",
        "Prod": "Failed",
    }


def test_of_a_retried_action_the_newest_run_counts(stubbed: StubbedCloud) -> None:
    newer = {**action_run("Build/Synth"), "startTime": BEGAN + timedelta(minutes=5)}
    execution = read(stubbed, newer, action_run("Build/Synth", "Failed"))
    assert execution.stages[1].status == "Succeeded"


def test_times_run_on_while_something_runs_and_stand_still_afterwards(stubbed: StubbedCloud) -> None:
    execution = read(
        stubbed, action_run("Source/Source", seconds=4), action_run("Build/Synth", "InProgress", seconds=1)
    )
    later = BEGAN + timedelta(seconds=60)
    source, build, dev = execution.stages[:3]
    assert (source.seconds(later), build.seconds(later), dev.seconds(later)) == (4, 60, None)
    assert execution.seconds(later) == 60


def test_an_ended_execution_took_until_its_last_change(stubbed: StubbedCloud) -> None:
    execution = read(stubbed, status="Succeeded")
    assert execution.seconds(BEGAN + timedelta(days=1)) == 90


def test_an_approval_waits_only_while_the_execution_goes_on(stubbed: StubbedCloud) -> None:
    execution = read(stubbed, action_run("ApproveProd/Approve", "InProgress"))
    assert execution.waiting_approval is not None
    assert execution.waiting_approval.name == "Approve"


def test_a_stopped_execution_no_longer_waits(stubbed: StubbedCloud) -> None:
    assert read(stubbed, action_run("ApproveProd/Approve", "InProgress"), status="Stopped").waiting_approval is None


@pytest.mark.parametrize(
    ("status", "failed", "code"),
    [
        ("Succeeded", "", ExitCode.OK),
        ("InProgress", "", ExitCode.OK),
        ("Failed", "Build/Synth", ExitCode.PIPELINE_FAILED),
        ("Failed", "ApproveProd/Approve", ExitCode.REJECTED),
        ("Superseded", "", ExitCode.PIPELINE_FAILED),
        ("Stopped", "", ExitCode.PIPELINE_FAILED),
    ],
)
def test_the_outcome_is_an_exit_code(stubbed: StubbedCloud, status: str, failed: str, code: ExitCode) -> None:
    runs = [action_run(failed, "Failed")] if failed else []
    assert read(stubbed, *runs, status=status).exit_code() is code


def test_the_newest_execution_is_the_one_that_started_last(stubbed: StubbedCloud) -> None:
    entries = [summary("old", minute=1), summary("new", minute=9), summary("older", minute=0)]
    stubbed.answers("list_pipeline_executions", {"pipelineExecutionSummaries": entries})
    assert (
        ExecutionReader(
            stubbed.cloud.client("codepipeline"), PIPELINE, command=stubbed.cloud.workspace.command
        ).newest()
        == "new"
    )


def test_an_unknown_execution_and_an_empty_pipeline_get_clear_lines(stubbed: StubbedCloud) -> None:
    stubbed.answers("list_pipeline_executions", {"pipelineExecutionSummaries": [summary()]})
    reader = ExecutionReader(stubbed.cloud.client("codepipeline"), PIPELINE, command=stubbed.cloud.workspace.command)
    with pytest.raises(CommandError, match="has no execution e-9") as unknown:
        reader.read("e-9")
    stubbed.answers("list_pipeline_executions", {"pipelineExecutionSummaries": []})
    with pytest.raises(CommandError, match="no execution yet"):
        reader.newest()
    assert unknown.value.exit_code is ExitCode.USAGE
