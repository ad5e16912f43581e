"""Gets a commit delivered: a push to the local remote, or a new start where the commit is there already; where the
source is an object, its zip in the bucket."""

from __future__ import annotations

import time
from dataclasses import dataclass

from localcloud.cli.cloud.local_cloud import LocalCloud
from localcloud.cli.executions.execution import ENDED, ExecutionReader, execution_reader
from localcloud.cli.source.source_commit import SourceCommit, branch_head, has_commit, push, read_head
from localcloud.cli.source.source_object import SourceObject, source_object, upload
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode
from localcloud.cli.terminal.output import Output

# The hook starts the execution before `git push` returns, so this only covers a slow machine.
_EXECUTION_SECONDS = 15.0
_POLL_SECONDS = 0.2
_LEFT_OUT_SHOWN = 3


@dataclass(frozen=True, kw_only=True)
class CommitExecution:
    """The execution that carries a commit.

    Attributes:
        how: `push` started the execution, `start` did because the commit was there, or it was `running` with this
            commit already.
    """

    execution_id: str
    commit: SourceCommit
    how: str


def execute_commit(cloud: LocalCloud, output: Output, *, again: bool, replace: bool = False) -> CommitExecution:
    """Has HEAD of the checkout executed by the pipeline.

    Args:
        again: start a new execution even where one with this commit is under way.
        replace: put it also in the place of code that the repository's own template brought.

    Raises:
        CommandError: no commit, git refused, no execution started, or the repository has code of its own.
    """
    settings = cloud.settings
    own_code = "" if replace else _own_code(cloud)
    if own_code:
        raise CommandError(
            f"{settings.repository}@{settings.branch} is at {own_code[:7]}, the repository's own (its template brings "
            "`Code`), which this checkout does not have",
            exit_code=ExitCode.USAGE,
            remedy=f"`{cloud.workspace.command('push --replace')}` puts this checkout's commit in its place",
        )
    commit = read_head(cloud.workspace.checkout)
    if commit.announcement:
        output.note(commit.announcement)
    place = source_object(cloud)
    if place is not None:
        return _execute_object(cloud, output, commit=commit, place=place)
    remote = cloud.workspace.git_remote(settings.repository)
    reader = execution_reader(cloud)
    target = f"{settings.repository}@{settings.branch}"
    if branch_head(remote, branch=settings.branch) == commit.sha:
        return _execute_again(cloud, output, reader, commit=commit, again=again, target=target)
    known = {summary["pipelineExecutionId"] for summary in reader.summaries()}
    answer = push(cloud.workspace.checkout, sha=commit.sha, remote=remote, branch=settings.branch)
    if answer.left_out:
        more = f" and {len(answer.left_out) - _LEFT_OUT_SHOWN} more" if len(answer.left_out) > _LEFT_OUT_SHOWN else ""
        output.note(
            f"{target} was at a commit that this one does not descend from; its history was replaced (a shared remote "
            f"would refuse that) and no longer has {', '.join(answer.left_out[:_LEFT_OUT_SHOWN])}{more}"
        )
    execution_id = _started(reader, known)
    if not execution_id:
        raise CommandError(
            f"{commit.short} was pushed to {target}, but no execution started",
            exit_code=ExitCode.STEP_FAILED,
            remedy=f"`{cloud.workspace.command('push')}` again starts one",
            details=answer.remote_lines,
        )
    output.done(f'pushed {commit.short} "{commit.subject}" to {target}: execution {execution_id}')
    return CommitExecution(execution_id=execution_id, commit=commit, how="push")


def execute_own_code(cloud: LocalCloud, output: Output, *, first_execution: str) -> str:
    """Has the code executed that the repository's own template brought, where there is such and nothing was pushed over
    it: as on AWS, the pipeline's creation builds it, and nothing is pushed.

    Args:
        first_execution: the one that the pipeline's creation started just now, if it did.

    Returns:
        The execution's id; empty where the checkout is what is delivered.
    """
    own_code, settings = _own_code(cloud), cloud.settings
    if not own_code:
        return ""
    execution_id = first_execution or _running_with(execution_reader(cloud), own_code)
    if not execution_id:
        started = cloud.client("codepipeline").start_pipeline_execution(name=cloud.pipeline_name)
        execution_id = started["pipelineExecutionId"]
    output.done(
        f"{settings.repository}@{settings.branch} is at {own_code[:7]}, the repository's own (its template brings "
        f"`Code`): execution {execution_id}; this checkout is not pushed, "
        f"`{cloud.workspace.command('push --replace')}` does it"
    )
    return execution_id


def _own_code(cloud: LocalCloud) -> str:
    """The commit of a repository that its own template made with code, where the checkout does not have it; else empty:
    once the checkout's own commits are there, or it is a clone of the repository, it is pushed like any other."""
    settings = cloud.settings
    if not settings.has_own_code:
        return ""
    head = branch_head(cloud.workspace.git_remote(settings.repository), branch=settings.branch)
    return head if head and not has_commit(cloud.workspace.checkout, sha=head) else ""


def _execute_object(cloud: LocalCloud, output: Output, *, commit: SourceCommit, place: SourceObject) -> CommitExecution:
    """Every upload is a new version, so a commit that is there already is delivered again by the same."""
    reader = execution_reader(cloud)
    known = {summary["pipelineExecutionId"] for summary in reader.summaries()}
    upload(cloud, commit=commit, place=place)
    execution_id = _started(reader, known) if place.starts else ""
    if not execution_id:
        started = cloud.client("codepipeline").start_pipeline_execution(name=cloud.pipeline_name)
        execution_id = started["pipelineExecutionId"]
    output.done(f'uploaded {commit.short} "{commit.subject}" to {place}: execution {execution_id}')
    return CommitExecution(execution_id=execution_id, commit=commit, how="push")


def _execute_again(
    cloud: LocalCloud, output: Output, reader: ExecutionReader, *, commit: SourceCommit, again: bool, target: str
) -> CommitExecution:
    running = "" if again else _running_with(reader, commit.sha)
    if running:
        output.done(f'{target} is at {commit.short} "{commit.subject}"; execution {running} is delivering it')
        return CommitExecution(execution_id=running, commit=commit, how="running")
    started = cloud.client("codepipeline").start_pipeline_execution(name=cloud.pipeline_name)["pipelineExecutionId"]
    output.done(f'{target} is at {commit.short} "{commit.subject}" already: started execution {started} anew')
    return CommitExecution(execution_id=started, commit=commit, how="start")


def _running_with(reader: ExecutionReader, sha: str) -> str:
    """The newest execution, if it goes on and carries this commit; its Source may still be finding out."""
    deadline = time.monotonic() + _EXECUTION_SECONDS
    while time.monotonic() < deadline:
        newest = next(iter(reader.summaries()), None)
        if newest is None or newest["status"] in ENDED or newest["status"] == "Stopping":
            return ""
        revisions = [revision.get("revisionId") for revision in newest.get("sourceRevisions", [])]
        if revisions:
            return str(newest["pipelineExecutionId"]) if sha in revisions else ""
        time.sleep(_POLL_SECONDS)
    return ""


def _started(reader: ExecutionReader, known: set[str]) -> str:
    deadline = time.monotonic() + _EXECUTION_SECONDS
    while True:
        fresh = [
            summary["pipelineExecutionId"]
            for summary in reader.summaries()
            if summary["pipelineExecutionId"] not in known
        ]
        if fresh or time.monotonic() >= deadline:
            return fresh[0] if fresh else ""
        time.sleep(_POLL_SECONDS)
