"""`report` in process: what it prints, as lines and as JSON, and its exit codes."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from botocore.response import StreamingBody

from delivery import cli
from localcloud.cli import ExitCode
from tests.localcloud.cli.pipeline_answers import action_run, queue_execution, summary
from tests.localcloud.cli.stubbed_cloud import StubbedCloud


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


def test_without_a_local_cloud_it_says_how_to_start_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("localcloud.cli.terminal.interruption.Interruption.install", lambda _: None)
    assert cli.main(["report", "--state", str(tmp_path / "none"), "--json"]) == ExitCode.NOT_RUNNING
    printed = capsys.readouterr()
    assert json.loads(printed.out)["exit_code"] == ExitCode.NOT_RUNNING
    assert "bin/delivery up" in printed.err
    assert not (tmp_path / "none").exists()


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
