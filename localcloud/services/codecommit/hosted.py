"""CodeCommit's repositories at the git host: the owner ``codecommit``, and beside each one what CodeCommit knows of it.

A repository is of an account and a region, and its folder is named by its name alone: so that a developer's remote is
short, a name that is in use in one account or region is taken in every other.
"""

from __future__ import annotations

import dataclasses
import shutil
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from localcloud.aws.api.json_service import Caller
from localcloud.aws.service_error import ServiceError
from localcloud.aws.storage.atomic_file import write_atomically
from localcloud.aws.storage.documents import decode, encode
from localcloud.git_host import InvalidRepositoryNameError, Repositories, Repository

OWNER: Final = "codecommit"
_RECORD: Final = "codecommit.json"


def repository_arn(name: str, *, account: str, region: str) -> str:
    """The ARN of a repository, whether there is one or not."""
    return f"arn:aws:codecommit:{region}:{account}:{name}"


@dataclass(frozen=True, kw_only=True)
class RepositoryRecord:
    """What CodeCommit knows of a repository beside its commits; times are seconds since the epoch.

    Attributes:
        owner: the stack's resource that it is; empty for a person's own.
    """

    account: str
    region: str
    name: str
    id: str
    created: float
    modified: float
    description: str = ""
    key: str = ""
    owner: str = ""
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def arn(self) -> str:
        return repository_arn(self.name, account=self.account, region=self.region)

    @property
    def clone_url_http(self) -> str:
        """Where git finds it: docs.aws.amazon.com/codecommit/latest/APIReference/API_RepositoryMetadata.html"""
        return f"https://git-codecommit.{self.region}.amazonaws.com/v1/repos/{self.name}"

    @property
    def clone_url_ssh(self) -> str:
        """The address for SSH, which is not served here."""
        return f"ssh://git-codecommit.{self.region}.amazonaws.com/v1/repos/{self.name}"


class HostedRepositories:
    """The repositories of CodeCommit on one git host."""

    def __init__(self, repositories: Repositories) -> None:
        self._repositories = repositories

    def create(
        self,
        caller: Caller,
        name: str,
        *,
        description: str = "",
        key: str = "",
        tags: Mapping[str, str] | None = None,
        owner: str = "",
    ) -> RepositoryRecord:
        """Make a repository; one that only a pipeline has named so far, or that a lost stack made, is taken over.

        Raises:
            ServiceError: the name is taken, or is none.
        """
        known = self._record(name)
        if known is not None and not (owner and known.owner == owner and known.account == caller.account):
            where = (
                ""
                if (known.account, known.region) == (caller.account, caller.region)
                else (f" in account {known.account}, region {known.region}; on this machine a name is one repository's")
            )
            raise ServiceError("RepositoryNameExistsException", f"Repository named {name} already exists{where}")
        now = time.time()
        record = RepositoryRecord(
            account=caller.account,
            region=caller.region,
            name=name,
            id=known.id if known else str(uuid.uuid4()),
            created=now,
            modified=now,
            description=description,
            key=key,
            owner=owner,
            tags=dict(tags or {}),
        )
        try:
            self._repositories.ensure(f"{OWNER}/{name}")
        except InvalidRepositoryNameError as error:
            raise ServiceError("InvalidRepositoryNameException", str(error)) from error
        self.save(record)
        return record

    def save(self, record: RepositoryRecord) -> None:
        """Keep a changed record."""
        write_atomically(self._file(record.name), encode(dataclasses.replace(record, modified=time.time())).encode())

    def find(self, caller: Caller, name: str) -> RepositoryRecord:
        """A repository of the caller's account and region.

        Raises:
            ServiceError: ``RepositoryDoesNotExistException``.
        """
        record = self._record(name)
        if record is None or (record.account, record.region) != (caller.account, caller.region):
            raise ServiceError("RepositoryDoesNotExistException", f"{name} does not exist")
        return record

    def of_full_id(self, full_id: str) -> RepositoryRecord | None:
        """The record of a repository of the git host, if CodeCommit has one."""
        owner, _, name = full_id.partition("/")
        return self._record(name) if owner == OWNER else None

    def git(self, record: RepositoryRecord) -> Repository:
        """Where its commits are."""
        return Repository(f"{OWNER}/{record.name}", self._file(record.name).parent)

    def listed(self, caller: Caller) -> list[RepositoryRecord]:
        """Those of the caller's account and region, by name."""
        names = sorted(path.parent.stem for path in self._folder.glob(f"*.git/{_RECORD}"))
        records = filter(None, map(self._record, names))
        return [record for record in records if (record.account, record.region) == (caller.account, caller.region)]

    def delete(self, record: RepositoryRecord) -> None:
        """Remove a repository with its commits."""
        shutil.rmtree(self._file(record.name).parent, ignore_errors=True)

    @property
    def _folder(self) -> Path:
        return self._repositories.root / OWNER

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.git" / _RECORD

    def _record(self, name: str) -> RepositoryRecord | None:
        file = self._file(name)
        return (
            decode(RepositoryRecord, file.read_text(encoding="utf-8")) if "/" not in name and file.is_file() else None
        )
