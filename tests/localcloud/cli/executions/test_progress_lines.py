"""What somebody reads of a long build where there is no terminal."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from rich.console import Console

from localcloud.cli.executions import execution_watch, progress_lines
from localcloud.cli.executions.execution_watch import ExecutionWatch
from localcloud.cli.terminal.output import Output
from tests.localcloud.cli.pipeline_answers import action_run, queue_watched, summary
from tests.localcloud.cli.stubbed_cloud import StubbedCloud

SYNTH = action_run("Build/Synth", "InProgress", externalExecutionId="b:1")


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(execution_watch, "POLL_SECONDS", 0.0)


@pytest.fixture
def long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line was printed long ago."""
    monkeypatch.setattr(progress_lines, "QUIET_SECONDS", 0.0)


def watch(stubbed: StubbedCloud, *, as_json: bool = False) -> list[str]:
    """The lines of a watch without a terminal, once its first reading was shown."""
    output = Output(as_json=as_json, command="bin/example {}".format)
    output.console = Console(file=io.StringIO(), highlight=False, soft_wrap=True)
    watching = ExecutionWatch(stubbed.cloud, output, workspace=stubbed.cloud.workspace, timeout_seconds=30.0)
    watching.follow("e-1")
    assert isinstance(output.console.file, io.StringIO)
    first, *lines = output.console.file.getvalue().splitlines()
    assert first.startswith("execution e-1")
    return [re.sub(r"\d+:\d\d min", "TIME", line) for line in lines]


def queue_readings(stubbed: StubbedCloud, *runs: dict[str, Any], count: int) -> None:
    """The execution as it is read so many times without a change, and then at its end."""
    stubbed.has_pipeline()
    for number in range(count):
        queue_watched(stubbed, *runs, first=number == 0)
    queue_watched(stubbed, summaries=[summary(status="Succeeded")], first=False)


def queue_log(stubbed: StubbedCloud, *lines: str) -> None:
    build = {"id": "b:1", "logs": {"groupName": "g", "streamName": "s"}}
    stubbed.answers("batch_get_builds", {"builds": [build]}, service="codebuild", ids=["b:1"])
    events = [{"timestamp": 1, "message": f"{line}\n"} for line in lines]
    stubbed.answers("get_log_events", {"events": events}, service="logs")


@pytest.mark.usefixtures("long_ago")
def test_a_build_in_which_nothing_changes_is_said_with_where_its_log_has_moved(stubbed: StubbedCloud) -> None:
    queue_readings(stubbed, SYNTH, count=4)
    queue_log(stubbed, "Collecting pears", "[Container] Entering phase BUILD")
    queue_log(stubbed, "Collecting pears")
    queue_log(stubbed, "Collecting pears", "  Building wheel  " + "of pears " * 30)
    assert watch(stubbed) == [
        "> Build/Synth: InProgress",
        "  Build/Synth has run for TIME: Collecting pears",
        "  Build/Synth has run for TIME",
        f"  Build/Synth has run for TIME: {('Building wheel  ' + 'of pears ' * 30)[:116]} ...",
    ]


def test_what_was_said_a_moment_ago_is_not_said_again(stubbed: StubbedCloud) -> None:
    queue_readings(stubbed, SYNTH, count=3)
    assert watch(stubbed) == ["> Build/Synth: InProgress"]


@pytest.mark.usefixtures("long_ago")
def test_a_script_is_told_nothing_of_it(stubbed: StubbedCloud) -> None:
    queue_readings(stubbed, SYNTH, count=3)
    assert watch(stubbed, as_json=True) == ["> Build/Synth: InProgress"]


@pytest.mark.usefixtures("long_ago")
def test_a_question_that_waits_for_its_answer_is_asked_once(stubbed: StubbedCloud) -> None:
    queue_readings(stubbed, action_run("ApproveProd/Approve", "InProgress"), count=3)
    assert not any("has run" in line for line in watch(stubbed))


@pytest.mark.usefixtures("long_ago")
def test_a_log_that_cannot_be_read_leaves_the_time(stubbed: StubbedCloud) -> None:
    queue_readings(stubbed, SYNTH, count=2)
    stubbed.stub("codebuild").add_client_error("batch_get_builds", "AccessDeniedException", "no")
    assert watch(stubbed)[1:] == ["  Build/Synth has run for TIME"]


@pytest.mark.usefixtures("long_ago")
def test_of_many_that_run_side_by_side_three_are_said(stubbed: StubbedCloud) -> None:
    places = ("Source/Source", "Dev/Deploy", "Dev/Smoke", "Build/Synth", "Prod/Deploy")
    queue_readings(stubbed, *(action_run(place, "InProgress") for place in places), count=2)
    assert [line.strip() for line in watch(stubbed)[5:]] == [
        "Source/Source has run for TIME",
        "Build/Synth has run for TIME",
        "Dev/Deploy has run for TIME",
        "and 2 more",
    ]
