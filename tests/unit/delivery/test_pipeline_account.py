"""The pipeline's place on AWS, and the names by which a person calls its stages."""

from __future__ import annotations

import pytest

from delivery.aws_account import aws_account
from delivery.cli import APPLICATION
from delivery.run_summary import stage_of
from feature_stacks.naming import PRODUCT
from localcloud.cli import CommandError, ExitCode


@pytest.fixture(autouse=True)
def _profiles(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path_factory.mktemp("aws") / "config"
    config.write_text(f"[profile {PRODUCT}-tools]\nregion = eu-west-1\n", encoding="utf-8")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))


def test_what_to_type_next_names_the_same_profile_and_region() -> None:
    account = aws_account(f"{PRODUCT}-tools", "us-east-1")
    assert account.command("status") == f"bin/delivery status --profile {PRODUCT}-tools --region us-east-1"
    assert aws_account(f"{PRODUCT}-tools", None).command("watch") == f"bin/delivery watch --profile {PRODUCT}-tools"


def test_places_differ_by_profile_and_region() -> None:
    places = {aws_account(f"{PRODUCT}-tools", region).place for region in (None, "us-east-1")}
    assert places == {f"AWS, profile {PRODUCT}-tools, eu-west-1", f"AWS, profile {PRODUCT}-tools, us-east-1"}


@pytest.mark.parametrize(
    "command", ["status", "watch", "approve", "reject", "retry", "stop", "rollback", "hold", "release", "metrics"]
)
def test_every_command_on_a_pipeline_can_mean_aws(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert APPLICATION.main([command, "--help"]) == ExitCode.OK
    printed = capsys.readouterr().out
    assert "--profile" in printed
    assert "--region" in printed


def test_a_profile_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="missing"):
        aws_account("missing", None)
    assert APPLICATION.main(["approve", "--profile", "missing"]) == ExitCode.USAGE


@pytest.mark.parametrize(("name", "stage"), [("prod", "Prod"), ("dev", "Dev"), ("ApproveProd", "ApproveProd")])
def test_an_environment_is_a_name_of_its_stage(name: str, stage: str) -> None:
    assert stage_of(name) == stage
