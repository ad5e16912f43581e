"""A commit of a repository as the output artifact: what sources behind connections and in CodeCommit share.

The local git host stands in for the provider; permissions are checked as on AWS.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from localcloud.aws.identity.permissions import require_permission
from localcloud.aws.service_error import ServiceError
from localcloud.aws.storage.zips import without_modes, zip_of_directory
from localcloud.git_host import Commit, GitError, InvalidRepositoryNameError, Repositories, Repository
from localcloud.services.codepipeline.actions.artifact_files import put_artifact
from localcloud.services.codepipeline.actions.run_context import RunContext
from localcloud.services.codepipeline.ports import (
    CONFIGURATION_ERROR,
    PERMISSION_ERROR,
    REVISION_UNAVAILABLE,
    ActionFailedError,
    ActionJob,
    Outcome,
)

_CLONE = "CODEBUILD_CLONE_REF"


def fetch_commit(
    job: ActionJob, context: RunContext, full_id: str, *, branch: str, origin: str = ""
) -> tuple[Commit, Outcome]:
    """Store the branch's head, or the revision that the execution was started with; the variables are the common ones.

    Args:
        branch: the one that the action is configured with; a push to another that started the execution has its own.
        origin: the address that a full clone has of its origin; this machine's folder if not given.

    Raises:
        ActionFailedError: no such repository, branch or revision.
    """
    repository = _repository(context.local.repositories, full_id)
    branch = job.source_revision.get("branch") or branch
    commit = _commit(job, repository, branch)
    with tempfile.TemporaryDirectory(prefix="source-") as scratch:
        if job.configuration.get("OutputArtifactFormat", "CODE_ZIP") == _CLONE:
            body = _full_clone(repository, commit, branch, Path(scratch), origin=origin)
        else:
            body = _package(repository, commit, Path(scratch), keeps_modes=context.local.keeps_modes)
        put_artifact(context.sessions.client("s3"), job.outputs[0], body)
    message = commit.message
    return commit, Outcome(
        summary=message.splitlines()[0][:200] if message else "",
        external_id=commit.id,
        variables={
            "AuthorDate": commit.author_date,
            "BranchName": branch,
            "CommitId": commit.id,
            "CommitMessage": message,
        },
        revision={
            "revisionId": commit.id,
            "revisionSummary": message[:2048],
            "revisionUrl": f"{repository.url}#{commit.id}",
        },
    )


def require_source_permission(job: ActionJob, context: RunContext, action: str, arn: str) -> None:
    """Check that the action's role may do that.

    Raises:
        ActionFailedError: it may not.
    """
    try:
        require_permission(
            context.sessions.action_session,
            action=action,
            resource_arn=arn,
            account=job.key.account,
            region=job.region,
        )
    except ServiceError as error:
        raise ActionFailedError(error.message, code=PERMISSION_ERROR) from error


def _repository(repositories: Repositories, full_id: str) -> Repository:
    try:
        repository = repositories.get(full_id)
    except InvalidRepositoryNameError as error:
        raise ActionFailedError(str(error), code=CONFIGURATION_ERROR) from error
    if repository is None:
        message = f"There is no repository {full_id}; push to the local remote of that name first"
        raise ActionFailedError(message, code=CONFIGURATION_ERROR)
    return repository


def _commit(job: ActionJob, repository: Repository, branch: str) -> Commit:
    wanted = job.source_revision.get("revisionValue")
    if wanted:
        try:
            return repository.commit(wanted)
        except GitError as error:
            raise ActionFailedError(str(error), code=REVISION_UNAVAILABLE) from error
    commit = repository.head(branch)
    if commit is None:
        message = f"The repository {repository.full_id} has no branch {branch!r}; push to it first"
        raise ActionFailedError(message, code=REVISION_UNAVAILABLE)
    return commit


def _full_clone(repository: Repository, commit: Commit, branch: str, scratch: Path, *, origin: str) -> bytes:
    try:
        repository.clone(commit.id, branch, scratch / "clone", origin=origin)
    except GitError as error:
        raise ActionFailedError(str(error), code=REVISION_UNAVAILABLE) from error
    return zip_of_directory(scratch / "clone")


def _package(repository: Repository, commit: Commit, scratch: Path, *, keeps_modes: bool) -> bytes:
    archive = scratch / "source.zip"
    try:
        repository.archive(commit.id, archive)
    except GitError as error:
        raise ActionFailedError(str(error), code=REVISION_UNAVAILABLE) from error
    body = archive.read_bytes()
    return body if keeps_modes else without_modes(body)
