from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from botocore.stub import ANY
from rich.console import Console

from localcloud.cli.source import pushing
from localcloud.cli.source.pushing import execute_commit, execute_own_code
from localcloud.cli.source.source_commit import branch_head, push, read_head
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode
from localcloud.cli.terminal.output import Output
from tests.localcloud.cli.pipeline_answers import summary
from tests.localcloud.cli.stubbed_cloud import StubbedCloud, commit_all


class Matching:
    """Equals what a test agrees to."""

    def __init__(self, agrees: Callable[[bytes], bool]) -> None:
        self._agrees = agrees

    def __eq__(self, other: object) -> bool:
        return isinstance(other, bytes) and self._agrees(other)

    def __hash__(self) -> int:
        return id(self)


@pytest.fixture
def output() -> Output:
    made = Output(as_json=False, command="bin/example {}".format)
    made.console = Console(file=io.StringIO(), highlight=False, soft_wrap=True)
    return made


def text_of(output: Output) -> str:
    assert isinstance(output.console.file, io.StringIO)
    return output.console.file.getvalue()


@pytest.fixture
def served(stubbed: StubbedCloud, repository: Path) -> StubbedCloud:
    """A cloud whose checkout is the repository and whose git remote is empty."""
    workspace = replace(stubbed.cloud.workspace, checkout=repository)
    stubbed.cloud = replace(stubbed.cloud, workspace=workspace)
    remote = workspace.git_remote("example-org/greeting")
    remote.parent.mkdir(parents=True)
    subprocess.run(["git", "init", "--quiet", "--bare", str(remote)], check=True, timeout=30)
    stubbed.has_pipeline()
    return stubbed


def remote_head(served: StubbedCloud) -> str | None:
    return branch_head(served.cloud.workspace.git_remote("example-org/greeting"), branch="main")


def executions(served: StubbedCloud, *summaries: dict[str, object]) -> None:
    served.answers("list_pipeline_executions", {"pipelineExecutionSummaries": list(summaries)})


def deliver_once(served: StubbedCloud, output: Output, sha: str) -> None:
    executions(served)
    executions(served, summary(commit=sha))
    execute_commit(served.cloud, output, again=False)


def test_a_push_moves_the_branch_and_names_the_execution_that_is_new(
    served: StubbedCloud, output: Output, repository: Path
) -> None:
    (repository / "b.txt").touch()
    executions(served, summary("old"))
    executions(served, summary("new", minute=1), summary("old"))
    pushed = execute_commit(served.cloud, output, again=False)
    assert (pushed.execution_id, pushed.how) == ("new", "push")
    assert remote_head(served) == read_head(repository).sha
    assert "not part of this push: 1 uncommitted file (b.txt)" in text_of(output)


def test_a_push_that_starts_nothing_is_a_failure_and_says_how_to_start_one(
    served: StubbedCloud, output: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushing, "_EXECUTION_SECONDS", 0.0)
    executions(served)
    executions(served)
    with pytest.raises(CommandError, match="no execution started") as failed:
        execute_commit(served.cloud, output, again=False)
    assert failed.value.exit_code is ExitCode.STEP_FAILED


def test_a_commit_that_is_there_and_under_way_names_that_execution(
    served: StubbedCloud, output: Output, repository: Path
) -> None:
    sha = read_head(repository).sha
    deliver_once(served, output, sha)
    executions(served, summary("e-2", commit=""))  # its Source has not run
    executions(served, summary("e-2", commit=sha))
    pushed = execute_commit(served.cloud, output, again=False)
    assert (pushed.execution_id, pushed.how) == ("e-2", "running")


@pytest.mark.parametrize(
    ("again", "newest"),
    [(False, summary(status="Succeeded")), (False, summary(commit="f" * 40)), (True, None)],
    ids=["it-has-ended", "it-carries-another-commit", "again"],
)
def test_a_commit_that_is_there_is_started_anew(
    served: StubbedCloud, output: Output, repository: Path, again: bool, newest: dict[str, object] | None
) -> None:
    deliver_once(served, output, read_head(repository).sha)
    if newest is not None:
        executions(served, newest)
    served.answers("start_pipeline_execution", {"pipelineExecutionId": "anew"}, name="greeting-pipeline")
    pushed = execute_commit(served.cloud, output, again=again)
    assert (pushed.execution_id, pushed.how) == ("anew", "start")
    assert "already" in text_of(output)


def test_an_amended_commit_is_pushed_and_the_replaced_history_announced(
    served: StubbedCloud, output: Output, repository: Path
) -> None:
    second = commit_all(repository, "Second")
    deliver_once(served, output, second)
    subprocess.run(["git", "reset", "--quiet", "--hard", "HEAD~"], cwd=repository, check=True, timeout=30)
    third = commit_all(repository, "Another second")
    executions(served, summary("e-1"))
    executions(served, summary("e-2", minute=1), summary("e-1"))
    assert execute_commit(served.cloud, output, again=False).execution_id == "e-2"
    assert remote_head(served) == third
    assert "history was replaced" in text_of(output)
    assert f'no longer has {second[:7]} "Second"\n' in text_of(output)


def test_of_many_commits_that_a_push_leaves_out_the_newest_are_named(
    served: StubbedCloud, output: Output, repository: Path
) -> None:
    """What two people commit on the same one: the later push takes the earlier one's commits off the branch."""
    theirs = [commit_all(repository, f"Theirs {number}") for number in range(5)]
    deliver_once(served, output, theirs[-1])
    subprocess.run(["git", "reset", "--quiet", "--hard", "HEAD~5"], cwd=repository, check=True, timeout=30)
    commit_all(repository, "Mine")
    executions(served, summary("e-1"))
    executions(served, summary("e-2", minute=1), summary("e-1"))
    execute_commit(served.cloud, output, again=False)
    named = ", ".join(f'{sha[:7]} "Theirs {number}"' for number, sha in [*enumerate(theirs)][:1:-1])
    assert f"no longer has {named} and 2 more\n" in text_of(output)


def test_a_commit_that_descends_from_the_branchs_leaves_nothing_out(
    served: StubbedCloud, output: Output, repository: Path
) -> None:
    deliver_once(served, output, commit_all(repository, "Second"))
    commit_all(repository, "Third")
    executions(served, summary("e-1"))
    executions(served, summary("e-2", minute=1), summary("e-1"))
    execute_commit(served.cloud, output, again=False)
    assert "no longer has" not in text_of(output)


@pytest.fixture
def seeded(served: StubbedCloud, tmp_path: Path) -> StubbedCloud:
    """The same checkout, while the repository has a commit that its own template made."""
    cloud = served.cloud
    settings = replace(cloud.record.settings, has_own_code=True)
    served.cloud = replace(cloud, record=replace(cloud.record, settings=settings))
    elsewhere = tmp_path / "elsewhere"
    subprocess.run(["git", "init", "--quiet", str(elsewhere)], check=True, timeout=30)
    push(
        elsewhere,
        sha=commit_all(elsewhere, "Initial commit"),
        remote=cloud.workspace.git_remote("example-org/greeting"),
        branch="main",
    )
    return served


def test_code_of_the_repositorys_own_template_is_followed_as_it_was_made(seeded: StubbedCloud, output: Output) -> None:
    head, pipeline = remote_head(seeded), seeded.cloud.pipeline_name
    assert (execute_own_code(seeded.cloud, output, first_execution="e-1"), pipeline) == ("e-1", "greeting-pipeline")
    assert remote_head(seeded) == head
    (line,) = text_of(output).strip().splitlines()
    assert "execution e-1; this checkout is not pushed, `bin/example push --replace" in line


@pytest.mark.parametrize("status", ["InProgress", "Succeeded"])
def test_later_it_is_followed_where_it_goes_on_and_started_where_it_has_ended(
    seeded: StubbedCloud, output: Output, status: str
) -> None:
    executions(seeded, summary("e-2", status=status, commit=remote_head(seeded) or ""))
    if status == "Succeeded":
        seeded.answers("start_pipeline_execution", {"pipelineExecutionId": "anew"}, name="greeting-pipeline")
    found = execute_own_code(seeded.cloud, output, first_execution="")
    assert found == ("e-2" if status == "InProgress" else "anew")


def test_a_checkout_is_not_pushed_over_it_unless_it_is_asked_for(
    seeded: StubbedCloud, output: Output, repository: Path
) -> None:
    head = remote_head(seeded)
    with pytest.raises(CommandError, match="the repository's own") as refused:
        execute_commit(seeded.cloud, output, again=False)
    assert refused.value.exit_code is ExitCode.USAGE
    assert "push --replace" in refused.value.remedy
    assert remote_head(seeded) == head
    executions(seeded)
    executions(seeded, summary("new"))
    assert execute_commit(seeded.cloud, output, again=False, replace=True).execution_id == "new"
    assert remote_head(seeded) == read_head(repository).sha


def test_a_checkout_that_has_that_commit_is_pushed_like_any_other(
    seeded: StubbedCloud, output: Output, repository: Path
) -> None:
    remote = seeded.cloud.workspace.git_remote("example-org/greeting")
    subprocess.run(["git", "fetch", "--quiet", str(remote), "main"], cwd=repository, check=True, timeout=30)
    assert execute_own_code(seeded.cloud, output, first_execution="e-1") == ""
    executions(seeded)
    executions(seeded, summary("new"))
    assert execute_commit(seeded.cloud, output, again=False).execution_id == "new"


def test_a_repository_without_code_of_its_own_gets_the_checkout(served: StubbedCloud, output: Output) -> None:
    assert execute_own_code(served.cloud, output, first_execution="e-1") == ""
    deliver_once(served, output, read_head(served.cloud.workspace.checkout).sha)


def from_bucket(served: StubbedCloud, *, name: str = "Upload", **configuration: str) -> StubbedCloud:
    """The same checkout, delivered as an object of a bucket."""
    cloud = served.cloud
    settings = replace(cloud.record.settings, repository="s3/Upload", branch="app.zip")
    served.cloud = replace(cloud, record=replace(cloud.record, settings=settings))
    kind = {"category": "Source", "owner": "AWS", "provider": "S3", "version": "1"}
    place = {"S3Bucket": "sources", "S3ObjectKey": "app.zip", **configuration}
    source = {"name": name, "actionTypeId": kind, "configuration": place}
    stages = [{"name": "Source", "actions": [source]}]
    declared = {"name": "greeting-pipeline", "roleArn": "arn:aws:iam::111111111111:role/pipeline", "stages": stages}
    served.answers("get_pipeline", {"pipeline": declared}, name="greeting-pipeline")
    return served


def test_a_source_in_a_bucket_gets_the_commit_as_a_zip(served: StubbedCloud, output: Output, repository: Path) -> None:
    (repository / "b.txt").touch()
    bucket = from_bucket(served)
    files: list[str] = []

    def is_commit(body: bytes) -> bool:
        files.extend(zipfile.ZipFile(io.BytesIO(body)).namelist())
        return True

    executions(bucket, summary("old"))
    bucket.answers("put_object", {}, service="s3", Bucket="sources", Key="app.zip", Body=Matching(is_commit))
    executions(bucket, summary("new", minute=1), summary("old"))
    assert execute_commit(bucket.cloud, output, again=False).execution_id == "new"
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=repository, capture_output=True, text=True, check=True, timeout=30
    )
    assert files == tracked.stdout.split()
    assert "to s3://sources/app.zip: execution new" in text_of(output)


def test_a_pipeline_that_does_not_look_at_its_bucket_is_started(served: StubbedCloud, output: Output) -> None:
    bucket = from_bucket(served, PollForSourceChanges="false")
    executions(bucket)
    bucket.answers("put_object", {}, service="s3", Bucket="sources", Key="app.zip", Body=ANY)
    bucket.answers("start_pipeline_execution", {"pipelineExecutionId": "anew"}, name="greeting-pipeline")
    assert execute_commit(bucket.cloud, output, again=False).execution_id == "anew"


def test_the_source_is_found_where_its_name_was_a_reference_before_the_deployment(
    served: StubbedCloud, output: Output
) -> None:
    bucket = from_bucket(served, name="sources-as-made", PollForSourceChanges="false")
    executions(bucket)
    bucket.answers("put_object", {}, service="s3", Bucket="sources", Key="app.zip", Body=ANY)
    bucket.answers("start_pipeline_execution", {"pipelineExecutionId": "anew"}, name="greeting-pipeline")
    assert execute_commit(bucket.cloud, output, again=False).execution_id == "anew"
