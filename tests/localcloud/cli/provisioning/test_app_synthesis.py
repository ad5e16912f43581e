"""What `up` does with a checkout before it starts anything: it synthesizes the commit and says what it found."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from localcloud.cli.cloud.app_choices import AppChoices
from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.provisioning import assembly_settings
from localcloud.cli.provisioning.assembly_settings import read_assembly_settings
from localcloud.cli.provisioning.undecided import UndecidedError
from localcloud.cli.source.source_commit import read_head
from localcloud.cli.standalone import standalone
from localcloud.cli.terminal.exit_codes import ExitCode
from tests.localcloud.cli.provisioning.assemblies import CONNECTION, HandMadeAssembly, pipeline


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with one commit, whose `cdk synth` gives an app without a pipeline."""
    for name in ("LOCALCLOUD_STATE", "LOCALCLOUD_CHECKOUT", "LOCALCLOUD_PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "states"))
    path = tmp_path / "checkout"
    assembly = HandMadeAssembly(path / "assembly").stack("greeting", environment="aws://444444444444/eu-west-1").folder
    cdk = path / "node_modules" / ".bin" / "cdk"
    cdk.parent.mkdir(parents=True)
    cdk.write_text("#!/bin/sh\ncp -R assembly cdk.out\n", encoding="utf-8")
    cdk.chmod(0o755)
    (path / "cdk.json").write_text("{}", encoding="utf-8")
    identity = ["-c", "user.name=Ada Example", "-c", "user.email=ada@example.com", "-c", "commit.gpgsign=false"]
    for words in (
        ["init", "--quiet"],
        ["add", "cdk.json", assembly.name, "node_modules"],
        ["commit", "--quiet", "--message", "First"],
    ):
        subprocess.run(["git", *identity, *words], cwd=path, check=True, timeout=30)
    return path


def up(checkout: Path, capsys: pytest.CaptureFixture[str], *options: str, ends: ExitCode = ExitCode.USAGE) -> str:
    """What `localcloud up` says of a checkout that it refuses."""
    assert standalone(checkout).main(["up", "--port", "0", *options]) == ends
    return capsys.readouterr().err


def test_a_refused_app_starts_nothing(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no stack of the app itself has an AWS::CodePipeline::Pipeline; put a" in up(checkout, capsys)
    (state,) = (checkout.parent / "states" / "localcloud").iterdir()
    assert sorted(path.name for path in state.iterdir()) == ["bundling", "localcloud-state", "logs", "sources"]
    assert [path.name for path in (state / "logs").iterdir()] == ["synth.log"]
    status = ["git", "status", "--porcelain", "--untracked-files=all", "--ignored"]
    assert subprocess.run(status, cwd=checkout, capture_output=True, check=True, timeout=30).stdout == b""


def test_without_a_commit_or_a_cdk_json_nothing_is_synthesized(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "quay has no cdk.json in commit" in (said := up(checkout, capsys, "--app", "quay"))
    assert "there is one in .: --app" in said
    subprocess.run(["git", "rm", "--quiet", "cdk.json"], cwd=checkout, check=True, timeout=30)
    identity = ["-c", "user.name=Ada Example", "-c", "user.email=ada@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, "commit", "--quiet", "--message", "No app"], cwd=checkout, check=True, timeout=30)
    assert f"{checkout} has no cdk.json in commit" in up(checkout, capsys)
    shutil.rmtree(checkout / ".git")
    assert "there is no commit to read accounts, region and repository from; `git commit`" in up(checkout, capsys)
    assert not (checkout.parent / "states").exists()


def change_cdk(checkout: Path, script: str) -> None:
    """Commits another `cdk` for the app."""
    (checkout / "node_modules" / ".bin" / "cdk").write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    identity = ["-c", "user.name=Ada Example", "-c", "user.email=ada@example.com", "-c", "commit.gpgsign=false"]
    words = ["commit", "--quiet", "--all", "--message", "Another cdk"]
    subprocess.run(["git", *identity, *words], cwd=checkout, check=True, timeout=30)


def test_synth_gets_the_context_that_a_person_gives(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change_cdk(checkout, 'echo "Error: $*"; exit 1')
    said = up(checkout, capsys, "-c", "owner=ada", "--context", "size=a b", ends=ExitCode.STEP_FAILED)
    assert "Error: synth --quiet --no-lookups --context owner=ada --context size=a b;" in said
    assert "'owner' is not of the form KEY=VALUE" in up(checkout, capsys, "-c", "owner")


def test_synth_gets_the_variables_of_a_shell_that_a_person_names_and_no_others(
    checkout: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEAM_SECRET", "kept")
    change_cdk(checkout, 'echo "Error: owner $GITHUB_OWNER, team $TEAM_SECRET"; exit 1')
    said = up(checkout, capsys, "--variable", "GITHUB_OWNER=ada", ends=ExitCode.STEP_FAILED)
    assert "Error: owner ada, team; " in said


def test_byte_code_is_kept_of_all_but_the_commits_own_modules(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    environment = tmp_path / "environment" / "bin"
    environment.mkdir(parents=True)
    (environment.parent / "shared_module.py").write_text("", encoding="utf-8")
    (checkout / ".venv").symlink_to(environment.parent)
    (checkout / "own_module.py").write_text("", encoding="utf-8")
    subprocess.run(["git", "add", ".venv", "own_module.py"], cwd=checkout, check=True, timeout=30)
    # What PATH has first is where Python finds the app's packages.
    load = 'PYTHONPATH="$(dirname "${PATH%%:*}")" python3 -c "import own_module, shared_module"'
    change_cdk(checkout, f"{load} && cp -R assembly cdk.out")
    assert "no stack of the app itself has" in up(checkout, capsys)
    kept = [path.name for path in (tmp_path / "cache" / "localcloud" / "bytecode").rglob("*_module*.pyc")]
    assert [name.split(".")[0] for name in kept] == ["shared_module"]


def with_a_build_script(checkout: Path, tools: Path, script: str, *, kind: str = "asset") -> None:
    """Commits an app whose asset `dist` is not in the commit, and makes an `npm` whose `run build` does this.

    Args:
        kind: what the CDK calls that which it does not find.
    """
    tools.mkdir()
    (tools / "npm").write_text(f'#!/bin/sh\necho "$*" >> {tools}/calls\n[ "$*" != "run build" ] || {script}\n')
    (tools / "npm").chmod(0o755)
    (checkout / "package.json").write_text('{"scripts": {"build": "tsc"}}', encoding="utf-8")
    subprocess.run(["git", "add", "package.json"], cwd=checkout, check=True, timeout=30)
    missing = f"Error: Cannot find {kind} at $PWD/dist"
    change_cdk(checkout, f'[ -d dist ] || {{ echo "{missing}"; exit 1; }}; cp -R assembly cdk.out')


@pytest.mark.parametrize("kind", ["asset", "entry file"])
def test_what_only_a_build_makes_is_built_where_synth_does_not_find_it(
    checkout: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str
) -> None:
    with_a_build_script(checkout, tmp_path / "tools", "mkdir dist", kind=kind)
    monkeypatch.setenv("PATH", f"{tmp_path / 'tools'}:{os.environ['PATH']}")
    assert "no stack of the app itself has an AWS::CodePipeline::Pipeline" in up(checkout, capsys)
    calls = (tmp_path / "tools" / "calls").read_text(encoding="utf-8").splitlines()
    assert [call for call in calls if call == "run build"] == ["run build"]


def test_what_a_build_does_not_make_either_is_told_after_one_build(
    checkout: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with_a_build_script(checkout, tmp_path / "tools", "true")
    monkeypatch.setenv("PATH", f"{tmp_path / 'tools'}:{os.environ['PATH']}")
    said = up(checkout, capsys, ends=ExitCode.STEP_FAILED)
    assert "dist is not in the commit: commit it, or have `npm run build` make it" in said
    calls = (tmp_path / "tools" / "calls").read_text(encoding="utf-8").splitlines()
    assert [call for call in calls if call == "run build"] == ["run build"]


def test_a_cdk_json_that_is_no_json_is_told_where(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (checkout / "cdk.json").write_text('{"app": "node app.js"\n "output": "cdk.out"}', encoding="utf-8")
    (checkout / "package.json").write_text('{"scripts": {"build": "tsc"}}', encoding="utf-8")
    change_cdk(checkout, "exit 0")
    assert standalone(checkout).main(["up", "--port", "0"]) == ExitCode.USAGE
    said = capsys.readouterr()
    assert "cdk.json is not JSON: Expecting ',' delimiter: line 2 column 2" in said.out + said.err
    assert "npm" not in said.out + said.err


def test_what_takes_long_is_said_while_it_is_under_way(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    standalone(checkout).main(["up", "--port", "0", "--json"])
    commit = subprocess.run(
        ["git", "rev-parse", "--short=7", "HEAD"], cwd=checkout, capture_output=True, text=True, check=True, timeout=30
    ).stdout.strip()
    assert f"cdk synth of commit {commit} ...\n" in capsys.readouterr().err


def test_an_app_that_looks_things_up_is_told_what_to_commit(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys = "'availability-zones:account=444444444444:region=eu-west-1'"
    change_cdk(checkout, f'echo "Context lookups have been disabled. Missing context keys: {keys}"\nexit 1')
    said = up(checkout, capsys)
    assert f"looks up in AWS what cdk.context.json does not hold: {keys}; commit the cdk.context.json" in said


@pytest.fixture
def two_pipelines_of_nobody(checkout: Path, tmp_path: Path) -> Path:
    """The checkout, of an app with two pipelines that name no account or region; each synth is a line in `calls`."""
    shutil.rmtree(checkout / "assembly")
    assembly = HandMadeAssembly(checkout / "assembly")
    for name in ("greeting", "farewell"):
        assembly.stack(name, pipeline(CONNECTION), environment="aws://unknown-account/unknown-region")
    subprocess.run(["git", "add", "assembly"], cwd=checkout, check=True, timeout=30)
    change_cdk(checkout, f'echo "$CDK_DEFAULT_ACCOUNT in $AWS_REGION" >> {tmp_path}/calls; cp -R assembly cdk.out')
    return checkout


def read(checkout: Path, state: Path, choices: AppChoices | None = None) -> str:
    """The pipeline's stack, account and region, as they are read for `up`."""
    project = standalone(checkout).project
    workspace = Workspace.at(project, checkout=checkout, state=state, port=0, choices=choices or AppChoices())
    settings = read_assembly_settings(workspace, read_head(checkout)).settings
    return f"{settings.pipeline_stack} {settings.pipeline_account} {settings.region}"


def test_all_that_is_open_is_asked_of_one_assembly(
    two_pipelines_of_nobody: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = {"stack": "farewell", "account": "222222222222", "region": "eu-west-1"}
    asked: list[str] = []

    def person(undecided: UndecidedError, *, valid: Callable[[str], bool]) -> str:
        asked.append(undecided.option)
        assert valid(answers[undecided.option])
        return answers[undecided.option]

    monkeypatch.setattr(assembly_settings, "ask", person)
    assert read(two_pipelines_of_nobody, tmp_path / "state") == "farewell 222222222222 eu-west-1"
    assert asked == ["stack", "account", "region"]
    calls = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert calls == [" in us-east-1", "222222222222 in eu-west-1"]


def test_an_app_is_not_synthesized_again_for_what_it_cannot_see(two_pipelines_of_nobody: Path, tmp_path: Path) -> None:
    where = AppChoices(account="222222222222", region="eu-west-1")
    with pytest.raises(UndecidedError):
        read(two_pipelines_of_nobody, tmp_path / "state", where)
    assert read(two_pipelines_of_nobody, tmp_path / "state", where.with_answer("stack", "greeting")).startswith(
        "greeting "
    )
    assert len((tmp_path / "calls").read_text(encoding="utf-8").splitlines()) == 1
