"""`list`: which executions there are, for a person and for a script."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from localcloud.cli.executions.execution_list import chosen, list_lines
from localcloud.cli.terminal.exit_codes import ExitCode
from tests.localcloud.cli import example_command
from tests.localcloud.cli.pipeline_answers import BEGAN, COMMIT, summary
from tests.localcloud.cli.stubbed_cloud import StubbedCloud

_OTHER = COMMIT[::-1]


@pytest.fixture
def listed(stubbed: StubbedCloud, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Calls `list` on a pipeline with three executions; what it printed."""
    monkeypatch.setattr("localcloud.cli.terminal.interruption.Interruption.install", lambda _: None)
    monkeypatch.setattr("localcloud.cli.commands.pipeline_command.connect", lambda _: stubbed.cloud)
    monkeypatch.setenv("EXAMPLE_STATE", str(stubbed.cloud.workspace.state))

    def call(*arguments: str, code: ExitCode = ExitCode.OK) -> str:
        if code is ExitCode.OK:
            stubbed.has_pipeline()
            summaries = [
                summary("e-1", "Succeeded"),
                summary("e-2", "Failed", commit=_OTHER, minute=10),
                summary("e-3", minute=20),
            ]
            stubbed.answers("list_pipeline_executions", {"pipelineExecutionSummaries": summaries})
        assert example_command.main(["list", *arguments]) == code
        printed = capsys.readouterr()
        return printed.out if code is ExitCode.OK else printed.err

    return call


def test_executions_are_listed_the_newest_first(listed: Any) -> None:
    lines = listed().splitlines()
    assert [line.split()[:4] for line in lines] == [
        [">", "e-3", "InProgress", COMMIT[:7]],
        ["x", "e-2", "Failed", _OTHER[:7]],
        ["+", "e-1", "Succeeded", COMMIT[:7]],
    ]
    assert all(line.endswith("Add a thing") for line in lines)
    assert "1:30 min" in lines[1]


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (["--commit", COMMIT[:5].upper()], ["e-3", "e-1"]),
        (["--commit", _OTHER], ["e-2"]),
        (["--status", "succeeded", "--status", "Failed"], ["e-2", "e-1"]),
        (["--limit", "1"], ["e-3"]),
        (["--commit", "77"], []),
    ],
)
def test_a_script_reads_those_that_were_asked_for(listed: Any, arguments: list[str], ids: list[str]) -> None:
    document = json.loads(listed("--json", *arguments))
    assert [found["execution_id"] for found in document["executions"]] == ids
    assert document["pipeline"] == "greeting-pipeline"


def test_where_there_is_none_a_person_is_told(listed: Any) -> None:
    assert listed("--commit", "77") == "-- there is no such execution\n"


def test_a_terminal_is_needed_to_redraw_one(listed: Any, stubbed: StubbedCloud) -> None:
    said = listed("--watch", code=ExitCode.USAGE)
    assert "redraws a terminal" in said
    assert "bin/example watch" in said


def test_a_queued_one_a_rollback_and_a_hostile_subject_keep_their_lines() -> None:
    queued = {"pipelineExecutionId": "e-9", "status": "InProgress", "sourceRevisions": []}
    rollback = summary("e-8", rollbackMetadata={"rollbackTargetPipelineExecutionId": "e-2"})
    hostile = summary("e-7")
    hostile["sourceRevisions"][0]["revisionSummary"] = "fine\x1b[2J\u202egnihton\nsecond line"
    now = BEGAN + timedelta(days=2, hours=3)
    lines = list(list_lines(chosen([queued, rollback, hostile]), now))
    assert "queued" in lines[0]
    assert "rollback to e-2" in lines[1]
    assert "2 d ago" in lines[1]
    assert "\x1b" not in lines[2]
    assert "\u202e" not in lines[2]
    assert "second line" not in lines[2]


def test_ages_are_in_the_largest_unit_that_fits() -> None:
    for later, age in ((5, "5 s"), (125, "2 min"), (7300, "2 h"), (200000, "2 d")):
        (line,) = list_lines(chosen([summary()]), BEGAN + timedelta(seconds=later))
        assert f"{age} ago" in line


def test_what_runs_is_measured_until_now() -> None:
    (found,) = chosen([summary()])
    assert found.seconds(datetime(2026, 1, 2, 3, 14, 5, tzinfo=UTC)) == 600
