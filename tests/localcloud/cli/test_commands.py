"""The commands in process: what they print, as lines and as JSON, and their exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import BotoCoreError, ConnectionClosedError, EndpointConnectionError, ReadTimeoutError

from localcloud.aws.storage.published_messages import PublishedMessage, keep
from localcloud.cli.commands import application
from localcloud.cli.terminal.exit_codes import ExitCode
from tests.localcloud.cli import example_command
from tests.localcloud.cli.pipeline_answers import COMMIT, action_run, queue_execution, summary
from tests.localcloud.cli.stubbed_cloud import StubbedCloud


@pytest.fixture
def call(stubbed: StubbedCloud, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs a command against the stubbed cloud; returns its exit code."""
    monkeypatch.setattr("localcloud.cli.terminal.interruption.Interruption.install", lambda _: None)
    # What was shown last is kept in the state folder, which would otherwise be one of this checkout.
    monkeypatch.setenv("EXAMPLE_STATE", str(stubbed.cloud.workspace.state))

    def run(command: str, *arguments: str) -> int:
        for module in (application.COMMANDS[command], "localcloud.cli.commands.pipeline_command"):
            monkeypatch.setattr(f"{module}.connect", lambda _: stubbed.cloud, raising=False)
        return example_command.main([command, *arguments])

    return run


def document(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """What a script reads: stdout is one JSON document and nothing else."""
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("command", ["push", "status", "watch", "logs", "approve", "reject", "env"])
def test_without_a_local_cloud_a_command_says_how_to_start_one(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("localcloud.cli.terminal.interruption.Interruption.install", lambda _: None)
    assert example_command.main([command, "--state", str(tmp_path / "none"), "--json"]) == ExitCode.NOT_RUNNING
    printed = capsys.readouterr()
    assert json.loads(printed.out)["exit_code"] == ExitCode.NOT_RUNNING
    assert "bin/example up" in printed.err
    assert not (tmp_path / "none").exists()


def test_env_says_in_its_help_how_a_shell_takes_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert example_command.main(["env", "--help"]) == ExitCode.OK
    printed = capsys.readouterr().out
    assert '\n  eval "$(bin/example env)"\n  aws codepipeline list-pipelines\n' in printed
    assert "Default: .example in the checkout." in printed


def test_status_tells_a_script_stages_and_outcome(
    call: Any, stubbed: StubbedCloud, capsys: pytest.CaptureFixture[str]
) -> None:
    stubbed.has_pipeline()
    rejected = action_run("ApproveProd/Approve", "Failed", externalExecutionSummary="no")
    queue_execution(stubbed, rejected, summaries=[summary(status="Failed")], state=True)
    assert call("status", "--json") == ExitCode.REJECTED
    found = document(capsys)
    assert (found["ok"], found["exit_code"], found["status"]) == (False, 5, "Failed")
    assert found["reasons"][0]["headline"] == "rejected: no"


def test_status_shows_a_person_what_to_type_where_it_waits(
    call: Any, stubbed: StubbedCloud, capsys: pytest.CaptureFixture[str]
) -> None:
    stubbed.has_pipeline()
    queue_execution(stubbed, action_run("ApproveProd/Approve", "InProgress"), state=True)
    assert call("status", "--execution", "e-1") == ExitCode.OK
    printed = capsys.readouterr().out
    assert "? Approve" in printed
    assert "bin/example approve" in printed


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
    stubbed.answers("list_pipeline_executions", {"pipelineExecutionSummaries": [summary()]})
    stubbed.answers(
        "put_approval_result",
        {},
        pipelineName="greeting-pipeline",
        stageName="ApproveProd",
        actionName="Approve",
        token="t",
        result={"summary": "seen in dev", "status": verdict},
    )
    assert call(command, "--execution", "e-1", "--summary", "seen in dev", "--json") == ExitCode.OK
    answered = document(capsys)
    assert answered["verdict"] == verdict
    assert (answered["commit"], answered["subject"], answered["newer_behind"]) == (COMMIT, "Add a thing", [])


def test_an_aws_error_is_one_line_with_its_own_exit_code(
    call: Any, stubbed: StubbedCloud, capsys: pytest.CaptureFixture[str]
) -> None:
    stubbed.has_pipeline()
    stubbed.stub("codepipeline").add_client_error("list_pipeline_executions", "AccessDeniedException", "not yours")
    assert call("status", "--json") == ExitCode.STEP_FAILED
    assert "not yours" in document(capsys)["error"]


@pytest.mark.parametrize(
    "error",
    [
        EndpointConnectionError(endpoint_url="http://127.0.0.1:4566"),
        ReadTimeoutError(endpoint_url="http://127.0.0.1:4566/"),
        ConnectionClosedError(endpoint_url="http://127.0.0.1:4566/"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_cloud_that_went_away_or_hangs_is_not_running(
    call: Any,
    stubbed: StubbedCloud,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    error: BotoCoreError,
) -> None:
    _raised_by_a_call(error, stubbed, monkeypatch)
    assert call("status") == ExitCode.NOT_RUNNING
    said = capsys.readouterr().err
    assert "the local cloud does not answer" in said
    assert " up` starts it again" in said


def test_aws_that_does_not_answer_is_not_called_the_local_cloud(
    call: Any, stubbed: StubbedCloud, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    error = ReadTimeoutError(endpoint_url="https://codepipeline.us-east-1.amazonaws.com/")
    _raised_by_a_call(error, stubbed, monkeypatch)
    assert call("status") == ExitCode.STEP_FAILED
    said = capsys.readouterr().err
    assert "AWS does not answer" in said
    assert "local cloud" not in said


def _raised_by_a_call(error: BotoCoreError, stubbed: StubbedCloud, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(**_: object) -> None:
        raise error

    stubbed.has_pipeline()
    client = stubbed.stub("codepipeline").client
    monkeypatch.setattr(client, "get_paginator", lambda _: type("Pages", (), {"paginate": staticmethod(gone)}))


@pytest.fixture
def published(stubbed: StubbedCloud) -> None:
    """A text, and an approval's document, on two topics."""
    approval = {"consoleLink": "https://console.example", "approval": {"customData": "Deploy?", "token": None}}
    for topic, subject, text in (
        ("alarms-topic-dev", "", "too many errors"),
        ("alarms-topic-dev", 'ALARM: "slow"', json.dumps({"AlarmName": "slow", "NewStateReason": "p95", "Period": 60})),
        ("delivery-topic-tools", "APPROVAL NEEDED", json.dumps(approval)),
    ):
        arn = f"arn:aws:sns:us-east-1:111111111111:{topic}"
        message = PublishedMessage(time=0.0, topic_arn=arn, subject=subject, text=text)
        keep(stubbed.cloud.workspace.state, message)


@pytest.mark.usefixtures("published")
def test_messages_are_shown_as_a_person_reads_them(call: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("messages") == ExitCode.OK
    assert capsys.readouterr().out.splitlines() == [
        "1970-01-01 00:00:00 UTC  alarms-topic-dev",
        "  too many errors",
        "1970-01-01 00:00:00 UTC  alarms-topic-dev",
        '  ALARM: "slow"',
        "  NewStateReason: p95",
        "1970-01-01 00:00:00 UTC  delivery-topic-tools",
        "  APPROVAL NEEDED",
        "  consoleLink: https://console.example",
        "  customData: Deploy?",
    ]


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("arguments", "topics"),
    [
        (["--last", "1"], ["delivery-topic-tools"]),
        (["--topic", "alarms"], ["alarms-topic-dev"] * 2),
        (["--topic", "other"], []),
    ],
)
def test_messages_of_a_topic_and_the_last_ones(
    call: Any, capsys: pytest.CaptureFixture[str], arguments: list[str], topics: list[str]
) -> None:
    assert call("messages", "--json", *arguments) == ExitCode.OK
    shown = [message["topic_arn"].rpartition(":")[2] for message in document(capsys)["messages"]]
    assert shown == topics


@pytest.mark.parametrize("text", ["[" * 400 + "]" * 400, '{"a":' * 980 + "1" + "}" * 980, "[" * 100_000])
def test_a_message_is_shown_however_deeply_it_is_nested(
    call: Any, stubbed: StubbedCloud, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    keep(stubbed.cloud.workspace.state, PublishedMessage(time=0.0, topic_arn="topic", subject="deep", text=text))
    assert call("messages") == ExitCode.OK
    assert "  deep" in capsys.readouterr().out


def test_what_was_typed_is_said_back_as_text(call: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("status", "\u202e\x1b[2J") == ExitCode.USAGE
    assert not {"\u202e", "\x1b"} & set(capsys.readouterr().err)
