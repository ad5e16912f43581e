from __future__ import annotations

from typing import Any

import pytest

from localcloud.cli.executions import build_logs
from localcloud.cli.executions.build_logs import choose_action, log_lines
from localcloud.cli.executions.execution import Execution, ExecutionReader
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode
from tests.localcloud.cli.pipeline_answers import PIPELINE, action_run, queue_execution
from tests.localcloud.cli.stubbed_cloud import StubbedCloud


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_logs, "_POLL_SECONDS", 0.0)


def read(stubbed: StubbedCloud, *runs: dict[str, Any]) -> Execution:
    queue_execution(stubbed, *runs)
    return ExecutionReader(
        stubbed.cloud.client("codepipeline"), PIPELINE, command=stubbed.cloud.workspace.command
    ).read("e-1")


def test_without_a_name_the_failed_build_is_meant_then_the_running_then_the_last(stubbed: StubbedCloud) -> None:
    synth = action_run("Build/Synth", externalExecutionId="b:1")
    assert choose_action(read(stubbed, synth), None).name == "Synth"
    running = action_run("Dev/Smoke", "InProgress", externalExecutionId="b:2")
    assert choose_action(read(stubbed, synth, running), None).name == "Smoke"
    failed = action_run("Build/Synth", "Failed", externalExecutionId="b:1")
    assert choose_action(read(stubbed, failed, running), None).name == "Synth"


@pytest.mark.parametrize("wanted", ["Smoke", "smoke", "dev/smoke"])
def test_a_build_is_named_with_or_without_its_stage(stubbed: StubbedCloud, wanted: str) -> None:
    execution = read(stubbed, action_run("Dev/Smoke", externalExecutionId="b:2"))
    assert choose_action(execution, wanted).external_id == "b:2"


def test_a_name_that_no_build_has_lists_those_there_are(stubbed: StubbedCloud) -> None:
    execution = read(stubbed, action_run("Dev/Smoke", externalExecutionId="b:2"))
    with pytest.raises(CommandError, match="is called 'Deploy'") as refused:
        choose_action(execution, "Deploy")
    assert refused.value.exit_code is ExitCode.USAGE
    assert "Dev/Smoke" in refused.value.remedy


def test_before_any_build_there_is_no_log(stubbed: StubbedCloud) -> None:
    with pytest.raises(CommandError, match="no build yet"):
        choose_action(read(stubbed), None)


def queue_build(stubbed: StubbedCloud, *, complete: bool) -> None:
    build = {"id": "b:1", "buildComplete": complete, "logs": {"groupName": "g", "streamName": "s"}}
    stubbed.answers("batch_get_builds", {"builds": [build]}, service="codebuild")


def queue_events(stubbed: StubbedCloud, *lines: str, token: str = "", following: str) -> None:
    stubbed.answers(
        "get_log_events",
        {"events": [{"timestamp": 1, "message": line} for line in lines], "nextForwardToken": following},
        service="logs",
        logGroupName="g",
        logStreamName="s",
        startFromHead=True,
        **({"nextToken": token} if token else {}),
    )


def test_the_whole_log_is_read_page_by_page(stubbed: StubbedCloud) -> None:
    queue_build(stubbed, complete=True)
    queue_events(stubbed, "one\n", "two\n", following="f/1")
    queue_build(stubbed, complete=True)
    queue_events(stubbed, "three\n", token="f/1", following="f/2")
    queue_build(stubbed, complete=True)
    queue_events(stubbed, token="f/2", following="f/2")
    assert list(log_lines(stubbed.cloud, "b:1", follow=False, timeout_seconds=5)) == ["one", "two", "three"]


def test_following_goes_on_until_the_build_has_ended_and_its_last_lines_are_read(stubbed: StubbedCloud) -> None:
    queue_build(stubbed, complete=False)
    queue_events(stubbed, following="f/1")
    queue_build(stubbed, complete=True)
    queue_events(stubbed, "last\n", token="f/1", following="f/2")
    queue_build(stubbed, complete=True)
    queue_events(stubbed, token="f/2", following="f/2")
    assert list(log_lines(stubbed.cloud, "b:1", follow=True, timeout_seconds=5)) == ["last"]


def test_following_is_bounded(stubbed: StubbedCloud) -> None:
    queue_build(stubbed, complete=False)
    queue_events(stubbed, following="f/1")
    with pytest.raises(CommandError) as ended:
        list(log_lines(stubbed.cloud, "b:1", follow=True, timeout_seconds=0))
    assert ended.value.exit_code is ExitCode.TIMEOUT
