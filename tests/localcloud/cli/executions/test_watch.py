from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from rich.console import Console

from localcloud.cli.executions import execution_watch
from localcloud.cli.executions.execution_watch import ExecutionWatch, WatchOutcome, print_outcome
from localcloud.cli.terminal.exit_codes import ExitCode
from localcloud.cli.terminal.output import Output
from tests.localcloud.cli.pipeline_answers import BEGAN, action_run, queue_watched, summary
from tests.localcloud.cli.stubbed_cloud import StubbedCloud


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(execution_watch, "POLL_SECONDS", 0.0)


@pytest.fixture
def output() -> Output:
    made = Output(as_json=False, command="bin/example {}".format)
    made.console = Console(file=io.StringIO(), highlight=False, soft_wrap=True)
    return made


def text_of(output: Output) -> str:
    assert isinstance(output.console.file, io.StringIO)
    return output.console.file.getvalue()


def follow(stubbed: StubbedCloud, output: Output, **options: Any) -> WatchOutcome:
    seconds = options.pop("timeout_seconds", 30.0)
    workspace = stubbed.cloud.workspace
    watch = ExecutionWatch(stubbed.cloud, output, workspace=workspace, timeout_seconds=seconds, **options)
    return watch.follow("e-1")


def test_it_shows_each_change_until_the_execution_has_ended(stubbed: StubbedCloud, output: Output) -> None:
    stubbed.has_pipeline()
    queue_watched(stubbed, summaries=[summary(commit="")])
    queue_watched(stubbed, action_run("Source/Source"), action_run("Build/Synth", "InProgress"), first=False)
    queue_watched(
        stubbed,
        action_run("Source/Source"),
        action_run("Build/Synth"),
        summaries=[summary(status="Succeeded")],
        first=False,
    )
    outcome = follow(stubbed, output)
    print_outcome(output, outcome)
    assert outcome.exit_code is ExitCode.OK
    lines = text_of(output).splitlines()
    assert lines[1].startswith('execution e-1 0123456 "Add a thing"')
    assert lines[2:5] == [
        "+ Source/Source: Succeeded (4.0 s)",
        "> Build/Synth: InProgress",
        "+ Build/Synth: Succeeded (4.0 s)",
    ]
    assert lines[-1].startswith("ok execution e-1")


def test_a_failure_ends_with_its_reasons_and_their_exit_code(stubbed: StubbedCloud, output: Output) -> None:
    stubbed.has_pipeline()
    rejected = action_run("ApproveProd/Approve", "Failed", externalExecutionSummary="not today")
    failed = summary(status="Failed")
    queue_watched(stubbed, rejected, summaries=[failed])
    stubbed.answers("list_pipeline_executions", {"pipelineExecutionSummaries": [failed]})
    outcome = follow(stubbed, output)
    print_outcome(output, outcome)
    assert outcome.exit_code is ExitCode.REJECTED
    assert "ApproveProd/Approve: rejected: not today" in text_of(output)


@pytest.mark.parametrize("of", ["e-1", "e-0"])
def test_a_failure_that_is_taken_back_says_by_what(stubbed: StubbedCloud, output: Output, of: str) -> None:
    rollback = {
        **summary(status="InProgress"),
        "pipelineExecutionId": "e-9",
        "trigger": {"triggerType": "AutomatedRollback", "triggerDetail": of},
    }
    failed = summary(status="Failed")
    stubbed.has_pipeline()
    queue_watched(stubbed, action_run("ApproveProd/Approve", "Failed"), summaries=[failed])
    stubbed.answers("list_pipeline_executions", {"pipelineExecutionSummaries": [rollback, failed]})
    outcome = follow(stubbed, output)
    print_outcome(output, outcome)
    assert ("taken back by itself, by execution e-9" in text_of(output)) == (of == "e-1")


def _restarted(began: int) -> dict[str, Any]:
    return {**summary("e-2"), "startTime": BEGAN + timedelta(seconds=began)}


def test_a_restart_by_self_mutation_is_followed_to_the_new_execution(stubbed: StubbedCloud, output: Output) -> None:
    stubbed.has_pipeline()
    cancelled = summary(status="Cancelled")  # 90 s after it began
    queue_watched(stubbed, summaries=[cancelled])
    stubbed.answers("list_pipeline_executions", {"pipelineExecutionSummaries": [cancelled]})  # it may take a moment
    stubbed.answers("list_pipeline_executions", {"pipelineExecutionSummaries": [_restarted(91), cancelled]})
    done = {**_restarted(91), "status": "Succeeded"}
    queue_watched(stubbed, summaries=[done, cancelled], execution_id="e-2", first=False)
    outcome = follow(stubbed, output)
    assert (outcome.execution.id, outcome.followed, outcome.exit_code) == ("e-2", ("e-1",), ExitCode.OK)
    assert "restarted as execution e-2" in text_of(output)


def test_an_execution_that_began_much_later_is_no_restart(
    stubbed: StubbedCloud, output: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(execution_watch, "_SUCCESSOR_SECONDS", 0.0)
    stubbed.has_pipeline()
    cancelled = summary(status="Cancelled", statusSummary="the pipeline was deleted")
    queue_watched(stubbed, summaries=[cancelled])
    stubbed.answers("list_pipeline_executions", {"pipelineExecutionSummaries": [_restarted(600), cancelled]})
    outcome = follow(stubbed, output)
    assert (outcome.execution.id, outcome.exit_code) == ("e-1", ExitCode.PIPELINE_FAILED)


@pytest.mark.parametrize("status", ["Superseded", "Stopped"])
def test_an_execution_that_was_overtaken_or_stopped_is_a_failure_and_not_followed(
    stubbed: StubbedCloud, output: Output, status: str
) -> None:
    stubbed.has_pipeline()
    queue_watched(stubbed, summaries=[summary(status=status, statusSummary="because of e-2")])
    outcome = follow(stubbed, output)
    assert (outcome.execution.id, outcome.exit_code) == ("e-1", ExitCode.PIPELINE_FAILED)
    assert outcome.reasons[0].headline == "because of e-2"


def test_the_time_limit_ends_the_watch_and_says_that_the_execution_goes_on(
    stubbed: StubbedCloud, output: Output
) -> None:
    stubbed.has_pipeline()
    queue_watched(stubbed)
    outcome = follow(stubbed, output, timeout_seconds=0.0)
    print_outcome(output, outcome)
    assert outcome.exit_code is ExitCode.TIMEOUT
    assert "bin/example watch" in text_of(output)


def test_it_can_stop_where_a_person_is_asked_and_shows_what_to_type(stubbed: StubbedCloud, output: Output) -> None:
    stubbed.has_pipeline()
    queue_watched(stubbed, action_run("ApproveProd/Approve", "InProgress"))
    outcome = follow(stubbed, output, stop_at_approval=True)
    assert outcome.exit_code is ExitCode.WAITING_FOR_APPROVAL
    assert "yes:  bin/example approve" in text_of(output)


def test_on_a_terminal_the_picture_is_drawn_instead_of_lines(stubbed: StubbedCloud) -> None:
    output = Output(as_json=False, command="bin/example {}".format)
    output.console = Console(file=io.StringIO(), force_terminal=True, width=100)
    stubbed.has_pipeline()
    queue_watched(stubbed, action_run("Source/Source"), summaries=[summary(status="Succeeded")])
    follow(stubbed, output)
    assert "\x1b[" in text_of(output)
    assert "+ Source/Source: Succeeded" not in text_of(output)
