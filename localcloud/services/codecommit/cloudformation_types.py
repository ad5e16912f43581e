"""AWS::CodeCommit::Repository, with the first commit that its property `Code` asks for.

Source: docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-codecommit-repository.html
"""

from __future__ import annotations

import dataclasses
import io
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ministack.services import s3

from localcloud.aws.cloudformation.resource_types import (
    Properties,
    cloudformation_caller,
    failure_reason,
    register_type,
)
from localcloud.aws.storage.zips import ArchiveError, unpack_zip
from localcloud.git_host import GitError
from localcloud.git_host.commit_writing import FileChange
from localcloud.services.codecommit.commits import seed
from localcloud.services.codecommit.hosted import HostedRepositories, RepositoryRecord

TYPE = "AWS::CodeCommit::Repository"
_SERVICE = "CodeCommit"
_DEFAULT_BRANCH = "main"

Handled = tuple[str, dict[str, Any]]


def register_types(hosted: HostedRepositories) -> None:
    """Teach CloudFormation the type."""
    handlers = RepositoryType(hosted)
    register_type(TYPE, create=handlers.create, update=handlers.update, delete=handlers.delete)


class RepositoryType:
    """Create, update and delete; the physical id is the repository's id, as on AWS."""

    def __init__(self, hosted: HostedRepositories) -> None:
        self._hosted = hosted

    def create(self, logical_id: str, properties: Properties, stack_name: str) -> Handled:
        """Create the repository, then its first commit if the template has one."""
        code = properties.get("Code")
        files = _files(code["S3"]) if code else []
        with failure_reason(_SERVICE):
            record = self._hosted.create(
                cloudformation_caller(),
                properties["RepositoryName"],
                description=properties.get("RepositoryDescription", ""),
                key=properties.get("KmsKeyId", ""),
                tags=_tags(properties),
                owner=f"{stack_name}/{logical_id}",
            )
        if code:
            self._commit(record, branch=code.get("BranchName", _DEFAULT_BRANCH), files=files)
        return self._result(record)

    def _commit(self, record: RepositoryRecord, *, branch: str, files: list[FileChange]) -> None:
        """Make the first commit; without it there is no repository either, as the resource is not there."""
        try:
            seed(self._hosted.git(record), branch=branch, changes=files)
        except GitError as error:
            self._hosted.delete(record)
            reason = " ".join(str(error).split())
            raise ValueError(f"The code of the repository cannot be committed to {branch}: {reason}") from error

    def update(self, physical_id: str, old: Properties, new: Properties, stack_name: str) -> Handled:
        """Change it in place; `Code` counts at its creation alone, and another name is a new repository here."""
        record = self._by_id(physical_id)
        if record is None or new["RepositoryName"] != old["RepositoryName"]:
            return self.create(physical_id, new, stack_name)
        changed = dataclasses.replace(
            record,
            description=new.get("RepositoryDescription", ""),
            key=new.get("KmsKeyId", ""),
            tags=_tags(new),
        )
        self._hosted.save(changed)
        return self._result(changed)

    def delete(self, physical_id: str, properties: Properties) -> None:
        """Delete the repository with its commits."""
        del properties
        record = self._by_id(physical_id)
        if record is not None:
            self._hosted.delete(record)

    def _by_id(self, identifier: str) -> RepositoryRecord | None:
        return next((item for item in self._hosted.listed(cloudformation_caller()) if item.id == identifier), None)

    def _result(self, record: RepositoryRecord) -> Handled:
        return record.id, {
            "Arn": record.arn,
            "Name": record.name,
            "RepositoryId": record.id,
            "CloneUrlHttp": record.clone_url_http,
            "CloneUrlSsh": record.clone_url_ssh,
        }


def _tags(properties: Properties) -> dict[str, str]:
    return {tag["Key"]: str(tag["Value"]) for tag in properties.get("Tags", [])}


def _files(location: Mapping[str, str]) -> list[FileChange]:
    """The files of a zip in a bucket.

    Raises:
        ValueError: there is no such object, or it is no zip.
    """
    where = f"s3://{location['Bucket']}/{location['Key']}"
    body = s3._get_object_data(location["Bucket"], location["Key"], location.get("ObjectVersion"))
    if body is None:
        raise ValueError(f"The code of the repository, {where}, does not exist")
    with tempfile.TemporaryDirectory(prefix="codecommit-") as scratch:
        try:
            unpack_zip(io.BytesIO(body), Path(scratch))
        except ArchiveError as error:
            raise ValueError(f"The code of the repository, {where}, cannot be read: {error}") from error
        return [
            _file(path, Path(scratch))
            for path in sorted(Path(scratch).rglob("*"))
            if (path.is_symlink() or path.is_file()) and not _is_gits_own(path.relative_to(scratch))
        ]


def _is_gits_own(path: Path) -> bool:
    """Whether it is git's own data, which no commit holds: an asset of a whole checkout has it."""
    return any(part.lower() == ".git" for part in path.parts)


def _file(path: Path, root: Path) -> FileChange:
    name = path.relative_to(root).as_posix()
    if path.is_symlink():
        return FileChange(path=name, content=os.fsencode(path.readlink()), mode="120000")
    return FileChange(path=name, content=path.read_bytes(), mode="100755" if os.access(path, os.X_OK) else "100644")
