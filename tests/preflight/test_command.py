"""`delivery preflight` itself: exit codes, the document for a script, the report for a ticket, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from delivery import cli
from localcloud.cli import ExitCode
from tests.localcloud.cloud_process import DEV, TOOLS
from tests.preflight.readiness import Readiness

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("preflight")]


@pytest.fixture
def arguments(ready: Readiness, assembly: Path) -> list[str]:
    return ["preflight", "--checkout", str(ready.checkout), "--assembly", str(assembly), "--profile", TOOLS]


@pytest.fixture
def _opted_out(ready: Readiness) -> Iterator[None]:
    """One thing is missing: dev's backups."""
    client = ready.cloud.client("backup", DEV)
    client.update_region_settings(ResourceTypeOptInPreference={"DynamoDB": False})
    yield
    client.update_region_settings(ResourceTypeOptInPreference={"DynamoDB": True})


def document(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_everything_is_ready(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*arguments, "--json"]) == ExitCode.OK
    found = document(capsys)
    assert found["ok"]
    assert found["counts"] == {"fine": len(found["lines"]), "to do": 0, "not looked at": 0}


@pytest.mark.usefixtures("_opted_out")
def test_something_is_to_be_done(arguments: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    report = tmp_path / "ready.md"
    assert cli.main([*arguments, "--report", str(report)]) == ExitCode.NOT_READY
    printed = capsys.readouterr().out
    assert "!! backups (dev): AWS Backup is not opted in for DynamoDB, so tables would have no backups" in printed
    assert "-> `aws backup update-region-settings --resource-type-opt-in-preference DynamoDB=true`" in printed
    page = report.read_text(encoding="utf-8")
    assert page.startswith("# Preflight of example-org/careervp@main\n")
    to_do, fine = page.split("## To do\n")[1].split("## Fine\n")
    assert to_do.count("\n| backups | dev |") == 1
    assert "| bootstrap | dev | version " in fine


def test_something_could_not_be_looked_at(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    unknown = [*arguments[:-2], "--account-profile", "dev=nobody", "--profile", TOOLS, "--json"]
    assert cli.main(unknown) == ExitCode.NOT_LOOKED_AT
    found = document(capsys)
    assert not found["ok"]
    assert found["counts"]["not looked at"] == 1


def test_another_region_than_the_settings_say(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*arguments, "--region", "eu-west-1"]) == ExitCode.USAGE
    assert "--region says eu-west-1, cdk.json says us-east-1" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", ["staging=one", "dev", "dev="])
def test_a_profile_of_no_account(arguments: list[str], capsys: pytest.CaptureFixture[str], wrong: str) -> None:
    assert cli.main([*arguments, "--account-profile", wrong]) == ExitCode.USAGE
    assert "must be NAME=PROFILE with a NAME of tools, dev, prod" in capsys.readouterr().err


def test_a_report_that_cannot_be_written(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*arguments, "--report", "/nowhere/ready.md"]) == ExitCode.USAGE
    assert "/nowhere/ready.md cannot be written" in capsys.readouterr().err


def test_no_local_cloud_runs(ready: Readiness, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["preflight", "--checkout", str(ready.checkout), "--state", str(tmp_path / "state")]
    assert cli.main(command) == ExitCode.NOT_RUNNING
