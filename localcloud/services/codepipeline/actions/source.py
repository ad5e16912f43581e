"""Source actions: a commit of a repository behind a connection or in CodeCommit, or an object of a bucket.

The local git host stands in for the provider behind the connection; the permission to use the connection is checked as
on AWS.
Variables: docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from botocore.exceptions import ClientError

from localcloud.aws.permissions import require_permission
from localcloud.aws.service_error import ServiceError
from localcloud.git_host import Commit, GitError, InvalidRepositoryNameError, Repositories, Repository
from localcloud.services.codepipeline.actions.artifact_files import put_artifact, zip_of_directory
from localcloud.services.codepipeline.actions.job_sessions import JobSessions, failure_of
from localcloud.services.codepipeline.engine.ports import (
    CONFIGURATION_ERROR,
    PERMISSION_ERROR,
    REVISION_UNAVAILABLE,
    ActionFailedError,
    ActionJob,
    Outcome,
)
from localcloud.services.codepipeline.triggers import repository_of

_CLONE = "CODEBUILD_CLONE_REF"
# The connection service was renamed; policies may name either (codeconnections is the newer).
_USE_CONNECTION = ("codeconnections:UseConnection", "codestar-connections:UseConnection")
_PROVIDER_TYPE = "GitHub"


class RepositorySource:
    """Source/CodeStarSourceConnection and Source/CodeCommit."""

    def __init__(self, repositories: Repositories) -> None:
        self._repositories = repositories

    def run(self, job: ActionJob, sessions: JobSessions) -> Outcome:
        """Fetch the commit and store it as the output artifact."""
        self._check_permission(job, sessions)
        repository = self._repository(job)
        branch = job.configuration["BranchName"]
        commit = self._commit(job, repository, branch)
        with tempfile.TemporaryDirectory(prefix="source-") as scratch:
            body = self._package(job, repository, commit, branch, Path(scratch))
            put_artifact(sessions.client("s3"), job.outputs[0], body)
        message = commit.message
        return Outcome(
            summary=message.splitlines()[0][:200] if message else "",
            external_id=commit.id,
            variables=_variables(job, commit, branch),
            revision={
                "revisionId": commit.id,
                "revisionSummary": message[:2048],
                "revisionUrl": f"{repository.url}#{commit.id}",
            },
        )

    def _check_permission(self, job: ActionJob, sessions: JobSessions) -> None:
        if job.action.provider == "CodeCommit":
            name = job.configuration["RepositoryName"]
            actions = ("codecommit:GetBranch", "codecommit:GetCommit", "codecommit:UploadArchive")
            arn = f"arn:aws:codecommit:{job.region}:{job.key.account}:{name}"
            for action in actions:
                self._require(job, sessions, (action,), arn)
        else:
            self._require(job, sessions, _USE_CONNECTION, job.configuration["ConnectionArn"])

    @staticmethod
    def _require(job: ActionJob, sessions: JobSessions, actions: tuple[str, ...], arn: str) -> None:
        try:
            require_permission(
                sessions.action_session,
                actions=actions,
                resource_arn=arn,
                account=job.key.account,
                region=job.region,
            )
        except ServiceError as error:
            raise ActionFailedError(error.message, code=PERMISSION_ERROR) from error

    def _repository(self, job: ActionJob) -> Repository:
        full_id = _full_id(job)
        try:
            repository = self._repositories.get(full_id)
        except InvalidRepositoryNameError as error:
            raise ActionFailedError(str(error), code=CONFIGURATION_ERROR) from error
        if repository is None:
            message = f"There is no repository {full_id}; push to the local remote of that name first"
            raise ActionFailedError(message, code=CONFIGURATION_ERROR)
        return repository

    @staticmethod
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

    @staticmethod
    def _package(job: ActionJob, repository: Repository, commit: Commit, branch: str, scratch: Path) -> bytes:
        try:
            if job.configuration.get("OutputArtifactFormat", "CODE_ZIP") == _CLONE:
                repository.clone(commit.id, branch, scratch / "clone")
                return zip_of_directory(scratch / "clone")
            archive = scratch / "source.zip"
            repository.archive(commit.id, archive)
            return archive.read_bytes()
        except GitError as error:
            raise ActionFailedError(str(error), code=REVISION_UNAVAILABLE) from error


class ObjectSource:
    """Source/S3: an object of a versioned bucket, taken as the artifact as it is."""

    def run(self, job: ActionJob, sessions: JobSessions) -> Outcome:
        """Fetch the object and store it as the output artifact."""
        s3 = sessions.client("s3")
        bucket, key = job.configuration["S3Bucket"], job.configuration["S3ObjectKey"]
        version: dict[str, str] = {}
        if job.source_revision.get("revisionType") == "S3_OBJECT_VERSION_ID":
            version = {"VersionId": job.source_revision["revisionValue"]}
        elif job.source_revision.get("revisionType") == "S3_OBJECT_KEY":
            key = job.source_revision["revisionValue"]
        try:
            found = s3.get_object(Bucket=bucket, Key=key, **version)
            body = found["Body"].read()
        except ClientError as error:
            raise failure_of(error, doing=f"Reading the source s3://{bucket}/{key}") from error
        put_artifact(s3, job.outputs[0], body)
        etag, version_id = found.get("ETag", "").strip('"'), found.get("VersionId", "null")
        variables = {"BucketName": bucket, "ObjectKey": key, "ETag": etag, "VersionId": version_id}
        return Outcome(
            external_id=version_id,
            variables=variables,
            revision={"revisionId": version_id, "revisionSummary": f"Amazon S3 version id: {version_id}"},
        )


def _full_id(job: ActionJob) -> str:
    if job.action.provider == "CodeCommit":
        return repository_of(job.action) or ""
    return job.configuration["FullRepositoryId"]


def _variables(job: ActionJob, commit: Commit, branch: str) -> dict[str, str]:
    common = {
        "AuthorDate": commit.author_date,
        "BranchName": branch,
        "CommitId": commit.id,
        "CommitMessage": commit.message,
    }
    if job.action.provider == "CodeCommit":
        name = job.configuration["RepositoryName"]
        return {**common, "CommitterDate": commit.committer_date, "RepositoryName": name}
    return {
        **common,
        "ConnectionArn": job.configuration["ConnectionArn"],
        "FullRepositoryName": job.configuration["FullRepositoryId"],
        "ProviderType": _PROVIDER_TYPE,
    }
