"""`delivery metrics` reads a pipeline's own record."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
import pytest

from delivery.cli import APPLICATION
from delivery.metrics import publication
from feature_stacks.naming import DELIVERY_METRICS
from localcloud.cli import ExitCode, Workspace
from localcloud.cli.cloud.local_cloud import LocalCloud
from tests.localcloud.cli.operation.pipeline_history import History, history
from tests.localcloud.cli.stubbed_cloud import RECORD, REGION, SETTINGS
from tests.localcloud.codepipeline.scripted_engine import KEY, action, fail, pipeline, source, stage, succeed

DEPLOY = action(
    "DeployProd",
    "Deploy",
    "CloudFormation",
    configuration={"ActionMode": "CHANGE_SET_EXECUTE", "StackName": "app", "ChangeSetName": "change"},
)
RELEASES = pipeline(
    stage("Source", source()),
    stage("Prod", DEPLOY, onFailure={"result": "ROLLBACK"}),
)


@pytest.fixture
def it(tmp_path: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> History:
    """Three releases, of which the second failed and was rolled back."""
    made = history(tmp_path, workspace, monkeypatch)
    made.begin(RELEASES)
    made.scripted.runner.script["DeployProd"] = [fail(), succeed()]
    made.push()
    made.push()
    return made


@pytest.fixture
def call(it: History, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Any:
    cloud = LocalCloud(workspace=workspace, record=RECORD)
    cloud._clients[("codepipeline", SETTINGS.pipeline_account, REGION)] = it.client
    cloud.__dict__["pipeline_name"] = KEY.name
    monkeypatch.setattr("localcloud.cli.commands.pipeline_command.connect", lambda _: cloud)
    return lambda *arguments: APPLICATION.main(["metrics", *arguments])


def test_a_script_reads_the_four(call: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("prod", "--since", "2023-01-01", "--json") == ExitCode.OK
    found = json.loads(capsys.readouterr().out)
    assert (found["environment"], found["stage"]) == ("prod", "Prod")
    assert found["deployment_frequency"]["deployments"] == 2
    assert found["change_lead_time"]["changes"] == 3
    assert found["change_lead_time"]["carried_by_a_newer_one"] == 1
    assert found["change_failure_rate"] == {"rate": 1 / 3, "failed": 1, "deployments": 3}
    assert (found["recovery_time"]["restored"], found["recovery_time"]["rollbacks"]) == (1, 1)


def test_a_person_reads_four_lines_of_the_last_environment(call: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("--since", "2023-01-01") == ExitCode.OK
    title, *lines = capsys.readouterr().out.splitlines()
    assert title.startswith("prod (stage Prod), ")
    assert [line[2:26].strip() for line in lines] == [
        "deployment frequency",
        "change lead time",
        "change failure rate",
        "recovery time",
    ]


def test_long_ago_counts_for_nothing(call: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("--since", "30d") == ExitCode.OK
    assert "0.0 a week (0 in all)" in capsys.readouterr().out


def test_what_cloudwatch_gets_is_what_the_command_prints(
    call: Any, it: History, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    since = datetime(2023, 1, 1, tzinfo=UTC)
    lines: list[str] = []
    monkeypatch.setattr(publication, "SPAN", datetime.now(UTC) - since)
    monkeypatch.setattr(boto3, "client", lambda _: it.client)
    monkeypatch.setattr(publication, "write", lambda found, **_: lines.extend(found))
    assert publication.main({"PIPELINE": KEY.name, "STAGES": "prod=Prod", "LOG_GROUP": "builds"}) == 0
    capsys.readouterr()

    assert call("prod", "--since", "2023-01-01", "--json") == ExitCode.OK
    printed = json.loads(capsys.readouterr().out)
    (line,) = [one for one in map(json.loads, lines) if "Environment" in one]
    assert line["Environment"] == printed["environment"]
    assert line["DeploymentsPerWeek"] == pytest.approx(printed["deployment_frequency"]["per_week"], abs=0.01)
    assert line["ChangeLeadTime"] == printed["change_lead_time"]["median_seconds"]
    assert line["ChangeFailureRate"] == printed["change_failure_rate"]["rate"] * 100
    assert line["RecoveryTime"] == printed["recovery_time"]["median_seconds"]
    assert line["UnrestoredFailures"] == printed["recovery_time"]["not_restored"]
    (directive,) = line["_aws"]["CloudWatchMetrics"]
    assert {metric["Name"] for metric in directive["Metrics"]} == {
        "DeploymentsPerWeek",
        "ChangeLeadTime",
        "ChangeFailureRate",
        "RecoveryTime",
        "UnrestoredFailures",
    }
    assert (directive["Namespace"], directive["Dimensions"]) == (DELIVERY_METRICS, [["Environment"]])


def test_what_nothing_can_be_said_of_is_no_metric(it: History, monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []
    monkeypatch.setattr(boto3, "client", lambda _: it.client)
    monkeypatch.setattr(publication, "write", lambda found, **_: lines.extend(found))
    assert publication.main({"PIPELINE": KEY.name, "STAGES": "prod=Prod", "LOG_GROUP": "builds"}) == 0
    (line,) = [one for one in map(json.loads, lines) if "Environment" in one]
    assert (line["DeploymentsPerWeek"], line["UnrestoredFailures"]) == (0, 0)
    assert not {"ChangeLeadTime", "ChangeFailureRate", "RecoveryTime"} & set(line)


@pytest.mark.parametrize("since", ["yesterday", "0d", "30m", "2999-01-01", "2026-13-01"])
def test_what_is_no_time_before_now_is_refused(call: Any, since: str) -> None:
    assert call("--since", since) == ExitCode.USAGE
