"""`status` and `watch` say what an execution waits for, and which older and newer ones are there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.terminal.exit_codes import ExitCode
from tests.localcloud.cli.operation.pipeline_history import TWO_APPROVALS, WITH_CONDITION, History, history


@pytest.fixture
def it(tmp_path: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> History:
    return history(tmp_path, workspace, monkeypatch)


def named(it: History, letter: str) -> str:
    return f'execution {it.executions[letter]} {it.commit(letter)[:7]} "Change {letter}"'


@pytest.mark.parametrize("command", [("status",), ("watch", "--timeout", "0.01")], ids=["status", "watch"])
def test_of_the_newer_push_the_older_one_that_asks_is_named(
    it: History, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    it.begin()
    it.push()
    it.person(*command)
    printed = capsys.readouterr().out
    assert f"waits: ApproveProd: {named(it, 'A')} waits for a person in ApproveProd" in printed
    assert f"older: {named(it, 'A')} waits for a person in ApproveProd" in printed
    assert f"bin/example approve --execution {it.executions['A']}" in printed
    assert "yes:  bin/example approve" not in printed  # a bare one would not be of this execution


@pytest.mark.parametrize("command", [("status",), ("watch", "--stop-at-approval")], ids=["status", "watch"])
def test_of_the_one_that_asks_the_newer_ones_behind_are_named(
    it: History, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    it.begin()
    it.push()
    it.held.add("Smoke")
    it.push()
    it.person(*command, "--execution", "A")
    printed = capsys.readouterr().out
    assert f"newer: {named(it, 'B')} waits before ApproveProd" in printed
    assert f"newer: {named(it, 'C')} is in Dev" in printed
    assert "yes:  bin/example approve" in printed


def test_a_held_stage_is_named_with_its_reason_and_whoever_held_it(
    it: History, capsys: pytest.CaptureFixture[str]
) -> None:
    it.begin()
    it.somebody_holds("Prod", "quarter\x1b[2J end")
    it.somebody_answers("Approved")
    it.person("status")
    printed = capsys.readouterr().out
    assert r"waits: Prod: held by bob: quarter\x1b[2J end" in printed
    assert "bin/example release Prod" in printed


def test_a_condition_that_is_judged_is_named_with_its_rule(it: History, capsys: pytest.CaptureFixture[str]) -> None:
    it.begin(WITH_CONDITION)
    it.held.add("Quiet")
    it.somebody_answers("Approved")
    it.person("status")
    assert "waits: Prod: its entry condition is judged: Quiet" in capsys.readouterr().out


def test_a_condition_that_failed_is_the_reason(it: History, capsys: pytest.CaptureFixture[str]) -> None:
    it.begin(WITH_CONDITION)
    it.scripted.runner.rules["Quiet"] = [False]
    it.somebody_answers("Approved")
    assert it.person("status") == ExitCode.PIPELINE_FAILED
    assert "Prod/Quiet: its condition does not hold: Quiet says no" in capsys.readouterr().out


def test_a_script_reads_what_it_waits_for_and_what_else_goes_on(
    it: History, capsys: pytest.CaptureFixture[str]
) -> None:
    it.begin()
    it.push()
    it.somebody_holds("ApproveProd")
    capsys.readouterr()
    it.person("status", "--json")
    found = json.loads(capsys.readouterr().out)
    assert [(each["kind"], each["stage"], each["execution_id"]) for each in found["waits_for"]] == [
        ("transition", "ApproveProd", None),
        ("execution", "ApproveProd", it.executions["A"]),
    ]
    assert [each["execution_id"] for each in found["unfinished"]] == [it.executions["A"]]
    assert found["held_stages"] == {"ApproveProd": "held by bob: release freeze"}
    assert found["subject"] == "Change B"


def test_an_answer_names_commit_subject_and_what_waits_behind(it: History, capsys: pytest.CaptureFixture[str]) -> None:
    it.subjects["A"] = "Add \x1b[1A a thing"
    it.begin()
    it.push()
    it.person("approve", "--execution", "A")
    printed = capsys.readouterr().out
    assert f'of execution {it.executions["A"]} {it.commit("A")[:7]} "Add \\x1b[1A a thing", 1 newer' in printed
    assert f"{named(it, 'B')} waits before ApproveProd" in printed


def test_a_refused_answer_says_all_that_waits_and_what_to_type(it: History, capsys: pytest.CaptureFixture[str]) -> None:
    it.begin(TWO_APPROVALS)
    it.somebody_answers("Approved", "ApproveStaging")
    it.push()
    it.person("status")
    capsys.readouterr()
    assert it.person("reject") == ExitCode.USAGE
    printed = capsys.readouterr().err
    assert "more than one question waits, and nothing was answered" in printed
    for letter, stage in (("A", "ApproveProd"), ("B", "ApproveStaging")):
        assert f"{named(it, letter)} waits in {stage}/Approve" in printed
        assert f"bin/example reject --execution {it.executions[letter]}" in printed


def test_whoever_is_there_is_shown_what_waits_and_asked(
    it: History, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []
    answers = iter([False, True])

    def confirmed(question: str) -> bool:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr("localcloud.cli.commands.approve.can_ask", lambda _: True)
    monkeypatch.setattr("localcloud.cli.commands.approve.confirmed", confirmed)
    it.begin()
    assert it.person("approve") == ExitCode.DECLINED
    assert it.answers_given() == []
    assert it.person("approve") == ExitCode.OK
    assert asked == [f"Approve {named(it, 'A')} in ApproveProd?"] * 2
    assert re.search(r"waits in ApproveProd/Approve, no newer executions behind it", capsys.readouterr().out)


def test_what_cannot_be_remembered_is_not_answered_for_something_older(
    it: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(28, "No space left on device")

    it.begin()
    it.person("status")
    it.push()
    monkeypatch.setattr("localcloud.cli.executions.shown_approval.write_atomically", refused)
    assert it.person("status") == ExitCode.OK
    assert it.person("approve") == ExitCode.WAITING_FOR_APPROVAL
    assert it.answers_given() == []
