"""The commands in process: what they print, as lines and as JSON, and their exit codes."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError
from botocore.response import StreamingBody

from delivery import cli
from localcloud.cli.terminal.exit_codes import ExitCode
from tests.unit.delivery.conftest import StubbedCloud
from tests.unit.delivery.pipeline_answers import action_run, queue_execution, summary


@pytest.fixture
def call(stubbed: StubbedCloud, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs a command against the stubbed cloud; returns its exit code."""
    monkeypatch.setattr("localcloud.cli.terminal.interruption.Interruption.install", lambda _: None)

    def run(command: str, *arguments: str) -> int:
        monkeypatch.setattr(f"{cli.COMMANDS[command]}.connect", lambda _: stubbed.cloud)
        return cli.main([command, *arguments])

    return run


def document(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """What a script reads: stdout is one JSON document and nothing else."""
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("command", ["push", "status", "watch", "logs", "approve", "reject", "report", "env"])
def test_without_a_local_cloud_a_command_says_how_to_start_one(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("localcloud.cli.terminal.interruption.Interruption.install", lambda _: None)
    assert cli.main([command, "--state", str(tmp_path / "none"), "--json"]) == ExitCode.NOT_RUNNING
    printed = capsys.readouterr()
    assert json.loads(printed.out)["exit_code"] == ExitCode.NOT_RUNNING
    assert "bin/delivery up" in printed.err
    assert not (tmp_path / "none").exists()


def test_env_says_in_its_help_how_a_shell_takes_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["env", "--help"]) == ExitCode.OK
    printed = capsys.readouterr().out
    assert '\n  eval "$(bin/delivery env)"\n  aws codepipeline list-pipelines\n' in printed
    assert "Default: .delivery in the checkout." in printed


def test_status_tells_a_script_stages_and_outcome(
    call: Any, stubbed: StubbedCloud, capsys: pytest.CaptureFixture[str]
) -> None:
    stubbed.has_pipeline()
    rejected = action_run("ApproveProd/Approve", "Failed", externalExecutionSummary="no")
    stubbed.answers("list_pipeline_executions", {"pipelineExecutionSummaries": [summary(status="Failed")]})
    queue_execution(stubbed, rejected, summaries=[summary(status="Failed")])
    assert call("status", "--json") == ExitCode.REJECTED
    found = document(capsys)
    assert (found["ok"], found["exit_code"], found["status"]) == (False, 5, "Failed")
    assert found["reasons"][0]["headline"] == "rejected: no"


def test_status_shows_a_person_what_to_type_where_it_waits(
    call: Any, stubbed: StubbedCloud, capsys: pytest.CaptureFixture[str]
) -> None:
    stubbed.has_pipeline()
    queue_execution(stubbed, action_run("ApproveProd/Approve", "InProgress"))
    assert call("status", "--execution", "e-1") == ExitCode.OK
    printed = capsys.readouterr().out
    assert "? Approve" in printed
    assert "bin/delivery approve" in printed


def test_watch_tells_a_script_the_outcome_and_a_person_the_lines(
    call: Any, stubbed: StubbedCloud, capsys: pytest.CaptureFixture[str]
) -> None:
    stubbed.has_pipeline()
    queue_execution(stubbed, action_run("Build/Synth"), summaries=[summary(status="Succeeded")])
    assert call("watch", "--execution", "e-1", "--json") == ExitCode.OK
    printed = capsys.readouterr()
    found = json.loads(printed.out)
    assert (found["ok"], found["execution_id"], found["restarted"]) == (True, "e-1", [])
    assert "+ Build/Synth: Succeeded" in printed.err


def test_logs_are_lines_for_a_person_and_a_list_for_a_script(
    call: Any, stubbed: StubbedCloud, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in ([], ["--json"]):
        if not arguments:
            stubbed.has_pipeline()
        queue_execution(stubbed, action_run("Build/Synth", externalExecutionId="b:1"))
        build = {"id": "b:1", "buildComplete": True, "logs": {"groupName": "g", "streamName": "s"}}
        for events in ([{"timestamp": 1, "message": "[bold]not markup\n"}], []):
            stubbed.answers("batch_get_builds", {"builds": [build]}, service="codebuild")
            stubbed.answers("get_log_events", {"events": events, "nextForwardToken": "f"}, service="logs")
        assert call("logs", "Synth", "--execution", "e-1", *arguments) == ExitCode.OK
        printed = capsys.readouterr().out
        if arguments:
            assert json.loads(printed)["lines"] == ["[bold]not markup"]
        else:
            assert printed == "[bold]not markup\n"


@pytest.mark.parametrize(("command", "verdict"), [("approve", "Approved"), ("reject", "Rejected")])
def test_approve_and_reject_answer_what_waits(
    call: Any, stubbed: StubbedCloud, capsys: pytest.CaptureFixture[str], command: str, verdict: str
) -> None:
    stubbed.has_pipeline()
    stage = {
        "stageName": "ApproveProd",
        "latestExecution": {"pipelineExecutionId": "e-1", "status": "InProgress"},
        "actionStates": [{"actionName": "Approve", "latestExecution": {"status": "InProgress", "token": "t"}}],
    }
    stubbed.answers("get_pipeline_state", {"stageStates": [stage]})
    stubbed.answers(
        "put_approval_result",
        {},
        pipelineName="careervp-pipeline",
        stageName="ApproveProd",
        actionName="Approve",
        token="t",
        result={"summary": "seen in dev", "status": verdict},
    )
    assert call(command, "--summary", "seen in dev", "--json") == ExitCode.OK
    assert document(capsys)["verdict"] == verdict


def test_report_names_folder_files_and_counts(
    call: Any, stubbed: StubbedCloud, capsys: pytest.CaptureFixture[str]
) -> None:
    stubbed.has_pipeline()
    stubbed.has_outputs()
    queue_execution(stubbed, action_run("Build/Synth", externalExecutionId="b:1"))
    stubbed.answers("batch_get_builds", {"builds": [{"id": "b:1", "reportArns": []}]}, service="codebuild")
    stubbed.answers("list_objects_v2", {}, service="s3")
    assert call("report", "--execution", "e-1", "--json") == ExitCode.OK
    found = document(capsys)
    assert found["folder"] == str(stubbed.cloud.workspace.state / "reports" / "e-1")
    assert (found["files"], found["reports"]) == ([], [])


def keep_page(stubbed: StubbedCloud) -> None:
    """Queues an execution `e-1` whose Build kept the compliance page and its matrix."""
    stubbed.has_pipeline()
    stubbed.has_outputs()
    queue_execution(stubbed, action_run("Build/Synth", externalExecutionId="b:1"))
    stubbed.answers("batch_get_builds", {"builds": [{"id": "b:1", "reportArns": []}]}, service="codebuild")
    folder = "e-1/synth/compliance"
    matrix = {"verdict": "stopped", "packs": [{"title": "AWS Solutions", "total": {"Non-Compliant": 3}}]}
    files = {f"{folder}/compliance-matrix.json": json.dumps(matrix), f"{folder}/compliance-report.html": "<html>"}
    stubbed.answers("list_objects_v2", {"Contents": [{"Key": key} for key in files]}, service="s3")
    for content in files.values():
        body = StreamingBody(io.BytesIO(content.encode()), len(content))
        stubbed.answers("get_object", {"Body": body}, service="s3")


def test_report_says_verdict_counts_and_where_the_page_is(
    call: Any, stubbed: StubbedCloud, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_page(stubbed)
    assert call("report", "--execution", "e-1", "--json") == ExitCode.OK
    said = capsys.readouterr()
    compliance = json.loads(said.out)["compliance"]
    assert (compliance["verdict"], compliance["step"]) == ("stopped", "synth")
    assert compliance["packs"] == {"AWS Solutions": {"Non-Compliant": 3}}
    assert Path(compliance["page"]).read_text(encoding="utf-8") == "<html>"
    for fact in ("compliance stopped", "AWS Solutions: 3 Non-Compliant", compliance["page"]):
        assert fact in said.err


def test_report_without_a_browser_says_so_and_where_the_page_is(
    call: Any, stubbed: StubbedCloud, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    keep_page(stubbed)
    monkeypatch.setattr("sys.platform", "linux")
    assert call("report", "--execution", "e-1", "--open") == ExitCode.OK
    said = capsys.readouterr().out
    assert "compliance-report.html" in said
    assert "no browser" in said


def test_report_without_an_id_takes_the_newest_execution_that_kept_something(
    call: Any, stubbed: StubbedCloud, capsys: pytest.CaptureFixture[str]
) -> None:
    stubbed.has_pipeline()
    stubbed.has_outputs()
    stubbed.stub("codebuild")
    summaries = {"pipelineExecutionSummaries": [summary("e-2", minute=5), summary("e-1")]}
    stubbed.answers("list_pipeline_executions", summaries)
    stubbed.answers("list_objects_v2", {}, service="s3", Bucket="evidence", Prefix="e-2/", MaxKeys=1)
    kept = {"Contents": [{"Key": "e-1/synth/compliance/nag.xml"}]}
    stubbed.answers("list_objects_v2", kept, service="s3", Bucket="evidence", Prefix="e-1/", MaxKeys=1)
    queue_execution(stubbed)
    stubbed.answers("list_objects_v2", {}, service="s3", Bucket="evidence", Prefix="e-1/")
    assert call("report", "--json") == ExitCode.OK
    assert document(capsys)["execution_id"] == "e-1"


def test_an_aws_error_is_one_line_with_its_own_exit_code(
    call: Any, stubbed: StubbedCloud, capsys: pytest.CaptureFixture[str]
) -> None:
    stubbed.has_pipeline()
    stubbed.stub("codepipeline").add_client_error("list_pipeline_executions", "AccessDeniedException", "not yours")
    assert call("status", "--json") == ExitCode.STEP_FAILED
    assert "not yours" in document(capsys)["error"]


def test_a_cloud_that_went_away_is_not_running(
    call: Any, stubbed: StubbedCloud, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(**_: object) -> None:
        raise EndpointConnectionError(endpoint_url="http://127.0.0.1:4566")

    stubbed.has_pipeline()
    client = stubbed.stub("codepipeline").client
    monkeypatch.setattr(client, "get_paginator", lambda _: type("Pages", (), {"paginate": staticmethod(gone)}))
    assert call("status") == ExitCode.NOT_RUNNING
    assert "does not answer" in capsys.readouterr().err
