"""What the standalone command reads from an assembly, and what it says of an app that it does not serve."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from localcloud.cli.provisioning.assembly_settings import settings_of_assembly
from localcloud.cli.provisioning.bootstrap import targets
from localcloud.cli.standalone import standalone
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode
from tests.localcloud.cli.provisioning.assemblies import CONNECTION, HandMadeAssembly, pipeline

HOME = "aws://444444444444/eu-west-1"
GUEST = "aws://555555555555/eu-west-1"
OTHER_GUEST = "aws://666666666666/eu-west-1"
GUEST_ELSEWHERE = "aws://555555555555/us-west-2"


@pytest.fixture
def assembly(tmp_path: Path) -> HandMadeAssembly:
    """An app whose stack `greeting-pipeline` has the one pipeline."""
    return HandMadeAssembly(tmp_path / "cdk.out").stack("greeting-pipeline", pipeline(CONNECTION), environment=HOME)


def test_accounts_go_by_the_stages_that_deploy_into_them(assembly: HandMadeAssembly) -> None:
    settings = settings_of_assembly(assembly.stage("Hall", GUEST).stage("Roof", OTHER_GUEST).folder)
    assert dict(settings.accounts) == {"pipeline": "444444444444", "hall": "555555555555", "roof": "666666666666"}
    assert (settings.pipeline_account, settings.region, dict(settings.regions)) == ("444444444444", "eu-west-1", {})
    assert (settings.repository, settings.branch) == ("example-org/greeting", "trunk")
    assert settings.pipeline_stack == "greeting-pipeline"


def test_a_stage_in_the_pipelines_own_account_is_an_environment_too(assembly: HandMadeAssembly) -> None:
    settings = settings_of_assembly(assembly.stage("Hall", HOME).folder)
    assert dict(settings.accounts) == {"pipeline": "444444444444", "hall": "444444444444"}


def test_two_stages_of_one_account_are_one_environment(assembly: HandMadeAssembly) -> None:
    settings = settings_of_assembly(assembly.stage("Hall", GUEST).stage("Roof", GUEST).folder)
    assert list(settings.accounts) == ["pipeline", "hall"]


def test_a_further_account_of_a_stage_goes_by_its_id(assembly: HandMadeAssembly) -> None:
    settings = settings_of_assembly(assembly.stage("Hall", GUEST, OTHER_GUEST).folder)
    assert dict(settings.accounts) == {
        "pipeline": "444444444444",
        "hall": "555555555555",
        "666666666666": "666666666666",
    }


def test_an_environment_in_another_region_is_bootstrapped_and_asked_there(assembly: HandMadeAssembly) -> None:
    # As the CDK does: a stack with the store of a second region, outside of every stage.
    assembly.stack("greeting-pipeline-support-us-west-2", environment="aws://444444444444/us-west-2")
    settings = settings_of_assembly(assembly.stage("Hall", GUEST).stage("Roof", GUEST_ELSEWHERE).folder)
    assert dict(settings.accounts) == {"pipeline": "444444444444", "hall": "555555555555", "roof": "555555555555"}
    assert dict(settings.regions) == {"roof": "us-west-2"}
    assert [(target.account, target.region) for target in targets(settings)] == [
        ("444444444444", "eu-west-1"),
        ("444444444444", "us-west-2"),
        ("555555555555", "eu-west-1"),
        ("555555555555", "us-west-2"),
    ]


def test_a_further_region_of_a_stage_goes_by_id_and_region(assembly: HandMadeAssembly) -> None:
    settings = settings_of_assembly(assembly.stage("Hall", GUEST, GUEST_ELSEWHERE).folder)
    assert dict(settings.regions) == {"555555555555-us-west-2": "us-west-2"}
    assert settings.region_of("hall") == "eu-west-1"
    assert settings.accounts["555555555555-us-west-2"] == "555555555555"


def test_an_asset_manifest_without_images_is_served(assembly: HandMadeAssembly) -> None:
    assert settings_of_assembly(assembly.assets("greeting-pipeline", images={}).folder).region == "eu-west-1"


def no_pipeline(folder: Path) -> HandMadeAssembly:
    return HandMadeAssembly(folder).stack("greeting", environment=HOME)


def pipeline_in_a_stage(folder: Path) -> HandMadeAssembly:
    assembly = HandMadeAssembly(folder).stage("Hall", HOME)
    HandMadeAssembly(folder / "again").stack("hall-0", pipeline(CONNECTION), environment=HOME)
    (folder / "again" / "hall-0.template.json").replace(folder / "assembly-Hall" / "hall-0.template.json")
    return assembly


def two_pipelines(folder: Path) -> HandMadeAssembly:
    one = HandMadeAssembly(folder).stack("greeting-pipeline", pipeline(CONNECTION), environment=HOME)
    return one.stack("farewell-pipeline", pipeline(CONNECTION), environment=HOME)


def another_construct_name(folder: Path) -> HandMadeAssembly:
    return HandMadeAssembly(folder).stack("greeting", pipeline(CONNECTION), environment=HOME, construct="Pipeline")


def no_env(folder: Path) -> HandMadeAssembly:
    unknown = "aws://unknown-account/unknown-region"
    return HandMadeAssembly(folder).stack("greeting-pipeline", pipeline(CONNECTION), environment=unknown)


def no_env_in_a_stage(folder: Path) -> HandMadeAssembly:
    one = HandMadeAssembly(folder).stack("greeting-pipeline", pipeline(CONNECTION), environment=HOME)
    return one.stage("Hall", "aws://555555555555/unknown-region")


def with_sources(*sources: Mapping[str, Any]) -> Callable[[Path], HandMadeAssembly]:
    return lambda folder: HandMadeAssembly(folder).stack("greeting-pipeline", pipeline(*sources), environment=HOME)


def an_image(folder: Path) -> HandMadeAssembly:
    one = HandMadeAssembly(folder).stack("greeting-pipeline", pipeline(CONNECTION), environment=HOME)
    return one.assets("greeting-pipeline", images={"0a1b": {"displayName": "Painter", "source": {}}})


S3_SOURCE = {"ActionTypeId": {"Category": "Source", "Owner": "AWS", "Provider": "S3", "Version": "1"}}
BY_REFERENCE = {**CONNECTION, "Configuration": {"FullRepositoryId": {"Ref": "Repository"}, "BranchName": "trunk"}}


@pytest.mark.parametrize(
    ("assembled", "problem", "remedy"),
    [
        (no_pipeline, "no stack of the app itself has an AWS::CodeP", "outside of every Stage"),
        (
            pipeline_in_a_stage,
            "no stack of the app itself has an AWS::CodePipeline::Pipeline",
            "outside of every Stage",
        ),
        (two_pipelines, "2 pipelines (greeting-pipeline, farewell-pipeline)", "make one of them"),
        (another_construct_name, "is called greeting and its construct Pipeline", "the same name"),
        (no_env, "the stack greeting-pipeline names no account and region", "`env`"),
        (no_env_in_a_stage, "the stack hall-0 names no account and region", "`env`"),
        (an_image, "container images (Painter)", "file assets"),
        (with_sources(S3_SOURCE), "the pipeline's source is S3", "CodePipelineSource.connection"),
        (with_sources(), "the pipeline's source is missing", "CodePipelineSource.connection"),
        (
            with_sources(CONNECTION, S3_SOURCE),
            "source is CodeStarSourceConnection and S3",
            "one CodePipelineSource.connection",
        ),
        (with_sources(BY_REFERENCE), "names its repository or branch by a reference", "as text"),
    ],
)
def test_an_app_that_is_not_served_is_one_line_that_says_what_to_do(
    tmp_path: Path, assembled: Callable[[Path], HandMadeAssembly], problem: str, remedy: str
) -> None:
    with pytest.raises(CommandError) as refused:
        settings_of_assembly(assembled(tmp_path / "cdk.out").folder)
    assert problem in refused.value.message
    assert remedy in refused.value.remedy
    assert refused.value.exit_code is ExitCode.USAGE
    assert "\n" not in refused.value.message + refused.value.remedy


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with one commit, whose `cdk synth` gives an app without a pipeline."""
    for name in ("LOCALCLOUD_STATE", "LOCALCLOUD_CHECKOUT", "LOCALCLOUD_PORT"):
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "checkout"
    assembly = no_pipeline(path / "assembly").folder
    cdk = path / "node_modules" / ".bin" / "cdk"
    cdk.parent.mkdir(parents=True)
    cdk.write_text("#!/bin/sh\ncp -R assembly cdk.out\n", encoding="utf-8")
    cdk.chmod(0o755)
    (path / "cdk.json").write_text("{}", encoding="utf-8")
    identity = ["-c", "user.name=Ada Example", "-c", "user.email=ada@example.com", "-c", "commit.gpgsign=false"]
    for words in (["init", "--quiet"], ["add", "cdk.json", assembly.name], ["commit", "--quiet", "--message", "First"]):
        subprocess.run(["git", *identity, *words], cwd=path, check=True, timeout=30)
    return path


def up(checkout: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What `localcloud up` says of a checkout that it refuses."""
    assert standalone(checkout).main(["up", "--port", "0"]) == ExitCode.USAGE
    return capsys.readouterr().out


def test_a_refused_app_starts_nothing(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no stack of the app itself has an AWS::CodePipeline::Pipeline; put a" in up(checkout, capsys)
    state = checkout / ".localcloud"
    assert sorted(path.name for path in state.iterdir()) == [".localcloud-state", "logs", "sources"]
    assert [path.name for path in (state / "logs").iterdir()] == ["synth.log"]


def test_without_a_commit_or_a_cdk_json_nothing_is_synthesized(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (checkout / "cdk.json").unlink()
    assert f"{checkout} has no cdk.json; call this in the checkout of a CDK app" in up(checkout, capsys)
    shutil.rmtree(checkout / ".git")
    assert "there is no commit to read accounts, region and repository from; `git commit`" in up(checkout, capsys)
    assert not (checkout / ".localcloud").exists()
