from __future__ import annotations

import io
from datetime import timedelta

from rich.console import Console

from localcloud.cli.executions.execution import Execution, ExecutionReader
from localcloud.cli.executions.execution_rendering import LiveExecution, approval_lines, as_document, changes, overview
from localcloud.cli.executions.failure_reasons import FailureReason
from localcloud.cli.terminal.durations import duration
from tests.localcloud.cli.pipeline_answers import BEGAN, PIPELINE, action_run, queue_execution, summary
from tests.localcloud.cli.stubbed_cloud import StubbedCloud

NOW = BEGAN + timedelta(seconds=61)


def read(stubbed: StubbedCloud, *runs: dict[str, object], status: str = "InProgress") -> Execution:
    queue_execution(stubbed, *runs, summaries=[summary(status=status)])
    return ExecutionReader(
        stubbed.cloud.client("codepipeline"), PIPELINE, command=stubbed.cloud.workspace.command
    ).read("e-1")


def test_durations_are_seconds_below_a_minute_and_minutes_above() -> None:
    assert [duration(s) for s in (None, 0.04, 59.9, 60, 125.4)] == ["", "0.0 s", "59.9 s", "1:00 min", "2:05 min"]


def test_the_overview_of_a_failed_execution_shows_where_it_stopped(stubbed: StubbedCloud) -> None:
    execution = read(
        stubbed,
        action_run("Source/Source", seconds=1),
        action_run("Build/Synth", "Failed", seconds=61),
        status="Failed",
    )
    lines = [" ".join(line.split()) for line in overview(execution, NOW)]
    assert lines == [
        'execution e-1 0123456 "Add a thing": Failed (1:30 min)',
        "Source Succeeded 1.0 s",
        "+ Source Succeeded 1.0 s",
        "Build Failed 1:01 min",
        "x Synth Failed 1:01 min",
        "Dev Not run",
        "ApproveProd Not run",
        "Prod Not run",
    ]


def test_a_log_gets_one_line_for_each_change_and_none_without(stubbed: StubbedCloud) -> None:
    before = read(stubbed, action_run("Source/Source"), action_run("Build/Synth", "InProgress"))
    after = read(
        stubbed, action_run("Source/Source"), action_run("Build/Synth"), action_run("Dev/Deploy", "InProgress")
    )
    assert list(changes(None, before, NOW)) == ["+ Source/Source: Succeeded (4.0 s)", "> Build/Synth: InProgress"]
    assert list(changes(before, after, NOW)) == ["+ Build/Synth: Succeeded (4.0 s)", "> Dev/Deploy: InProgress"]
    assert list(changes(after, after, NOW)) == []


def test_a_waiting_approval_shows_the_facts_and_what_to_type(stubbed: StubbedCloud) -> None:
    execution = read(stubbed, action_run("ApproveProd/Approve", "InProgress"))
    text = "\n".join(approval_lines(execution, "bin/example {}".format))
    assert "Deploy commit 0123456 to prod?" in text
    assert "bin/example approve" in text
    assert "bin/example reject" in text


def picture_of(execution: Execution | None, *, height: int = 24) -> list[str]:
    picture = LiveExecution("bin/example {}".format)
    if execution is not None:
        picture.show(execution)
    drawn = io.StringIO()
    Console(file=drawn, width=80, height=height).print(picture)
    return [" ".join(line.split()) for line in drawn.getvalue().splitlines()]


def test_the_live_picture_names_every_stage_and_the_actions_at_work(stubbed: StubbedCloud) -> None:
    assert picture_of(None) == ["reading the pipeline ..."]
    lines = picture_of(read(stubbed, action_run("Source/Source"), action_run("Build/Synth", "InProgress")))
    assert lines[0].startswith('execution e-1 0123456 "Add a thing": InProgress')
    assert lines[1] == "+ Source 4.0 s"
    assert lines[2].startswith("> Build")
    assert "Synth" in lines[3]
    assert lines[4:] == ["· Dev", "· ApproveProd", "· Prod"]


def test_the_live_picture_of_a_waiting_approval_fits_a_small_terminal(stubbed: StubbedCloud) -> None:
    done = [action_run(place) for place in ("Source/Source", "Build/Synth", "Dev/Deploy", "Dev/Smoke")]
    lines = picture_of(read(stubbed, *done, action_run("ApproveProd/Approve", "InProgress")))
    assert len(lines) < 24
    assert lines[-1].startswith("no: bin/example reject")


def test_the_document_for_scripts_has_stages_actions_seconds_and_reasons(stubbed: StubbedCloud) -> None:
    execution = read(stubbed, action_run("Build/Synth", "Failed", externalExecutionId="b:1"), status="Failed")
    reason = FailureReason(stage="Build", action="Synth", headline="JobFailed", details=("phase BUILD: ...",))
    document = as_document(execution, NOW, [reason])
    assert (document["execution_id"], document["status"], document["seconds"]) == ("e-1", "Failed", 90)
    build = document["stages"][1]
    assert (build["name"], build["status"], build["seconds"]) == ("Build", "Failed", 4)
    assert build["actions"][0]["external_id"] == "b:1"
    assert document["waiting_approval"] is None
    assert document["reasons"] == [
        {"stage": "Build", "action": "Synth", "headline": "JobFailed", "details": ["phase BUILD: ..."]}
    ]
