"""CodeCommit's API: repositories and their tags here, their content in `commits`."""

from __future__ import annotations

import dataclasses
from typing import Any

from localcloud.aws.api.json_service import Caller, JsonService
from localcloud.aws.api.service_catalog import register_service
from localcloud.aws.service_error import ServiceError
from localcloud.git_host.git_process import run_git
from localcloud.services.codecommit.answers import branch_commit, metadata
from localcloud.services.codecommit.commits import CommitOperations
from localcloud.services.codecommit.hosted import HostedRepositories, RepositoryRecord, repository_arn

Request = dict[str, Any]
_SEGMENTS = 6


def register(hosted: HostedRepositories) -> None:
    """Serve the operations that are offered."""
    repositories, commits = RepositoryOperations(hosted), CommitOperations(hosted)
    operations = {
        "CreateRepository": repositories.create,
        "GetRepository": repositories.get,
        "BatchGetRepositories": repositories.get_each,
        "ListRepositories": repositories.list_names,
        "DeleteRepository": repositories.delete,
        "UpdateRepositoryDescription": repositories.describe,
        "UpdateDefaultBranch": repositories.set_default_branch,
        "TagResource": repositories.tag,
        "UntagResource": repositories.untag,
        "ListTagsForResource": repositories.list_tags,
        "GetBranch": commits.get_branch,
        "ListBranches": commits.list_branches,
        "CreateBranch": commits.create_branch,
        "DeleteBranch": commits.delete_branch,
        "GetCommit": commits.get_commit,
        "CreateCommit": commits.create_commit,
        "PutFile": commits.put_file,
        "GetFile": commits.get_file,
    }
    service = JsonService(service_name="codecommit", operations=operations)
    register_service(
        "codecommit", handler=service.handle_request, iam_namespace="codecommit", resource_arn=_resource_arn
    )


class RepositoryOperations:
    """What a caller may do with repositories themselves."""

    def __init__(self, hosted: HostedRepositories) -> None:
        self._hosted = hosted

    def create(self, caller: Caller, request: Request) -> Request:
        record = self._hosted.create(
            caller,
            request["repositoryName"],
            description=request.get("repositoryDescription", ""),
            key=request.get("kmsKeyId", ""),
            tags=request.get("tags"),
        )
        return {"repositoryMetadata": self._shown(record)}

    def get(self, caller: Caller, request: Request) -> Request:
        return {"repositoryMetadata": self._shown(self._hosted.find(caller, request["repositoryName"]))}

    def get_each(self, caller: Caller, request: Request) -> Request:
        known = {record.name: record for record in self._hosted.listed(caller)}
        names = request["repositoryNames"]
        return {
            "repositories": [self._shown(known[name]) for name in names if name in known],
            "repositoriesNotFound": [name for name in names if name not in known],
        }

    def list_names(self, caller: Caller, request: Request) -> Request:
        by_date, descending = request.get("sortBy") == "lastModifiedDate", request.get("order") == "descending"
        records = sorted(
            self._hosted.listed(caller),
            key=lambda record: (record.modified if by_date else 0.0, record.name),
            reverse=descending,
        )
        return {"repositories": [{"repositoryName": item.name, "repositoryId": item.id} for item in records]}

    def delete(self, caller: Caller, request: Request) -> Request:
        """Delete it with its commits; of one that is not there AWS says nothing."""
        try:
            record = self._hosted.find(caller, request["repositoryName"])
        except ServiceError:
            return {}
        self._hosted.delete(record)
        return {"repositoryId": record.id}

    def describe(self, caller: Caller, request: Request) -> Request:
        record = self._hosted.find(caller, request["repositoryName"])
        self._hosted.save(dataclasses.replace(record, description=request.get("repositoryDescription", "")))
        return {}

    def set_default_branch(self, caller: Caller, request: Request) -> Request:
        git = self._hosted.git(self._hosted.find(caller, request["repositoryName"]))
        name = request["defaultBranchName"]
        branch_commit(git, name)
        run_git(["symbolic-ref", "HEAD", f"refs/heads/{name}"], directory=git.directory)
        return {}

    def tag(self, caller: Caller, request: Request) -> Request:
        record = self._of_arn(caller, request["resourceArn"])
        self._hosted.save(dataclasses.replace(record, tags={**record.tags, **request["tags"]}))
        return {}

    def untag(self, caller: Caller, request: Request) -> Request:
        record = self._of_arn(caller, request["resourceArn"])
        kept = {key: value for key, value in record.tags.items() if key not in request["tagKeys"]}
        self._hosted.save(dataclasses.replace(record, tags=kept))
        return {}

    def list_tags(self, caller: Caller, request: Request) -> Request:
        return {"tags": self._of_arn(caller, request["resourceArn"]).tags}

    def _shown(self, record: RepositoryRecord) -> dict[str, Any]:
        return metadata(record, self._hosted.git(record))

    def _of_arn(self, caller: Caller, arn: str) -> RepositoryRecord:
        segments = arn.split(":", _SEGMENTS - 1)
        if len(segments) != _SEGMENTS or segments[2] != "codecommit" or not segments[5]:
            raise ServiceError("InvalidResourceArnException", f"{arn!r} is not the ARN of a repository")
        return self._hosted.find(Caller(segments[4], segments[3], caller.principal_arn), segments[5])


def _resource_arn(operation: str, request: Request, account: str, region: str) -> str | list[str]:
    del operation
    if "resourceArn" in request:
        return str(request["resourceArn"])
    names = request.get("repositoryNames") or [request.get("repositoryName")]
    arns = [repository_arn(name, account=account, region=region) for name in names if name]
    return arns or "*"
