"""Records and commits as CodeCommit's answers show them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from localcloud.aws.service_error import ServiceError
from localcloud.git_host import GitError, Repository
from localcloud.git_host.git_process import run_git
from localcloud.services.codecommit.hosted import RepositoryRecord

_FIELDS = "%H%x00%T%x00%P%x00%an%x00%ae%x00%ad%x00%cn%x00%ce%x00%cd%x00%B"


def metadata(record: RepositoryRecord, git: Repository) -> dict[str, Any]:
    """A repository."""
    return {
        "accountId": record.account,
        "repositoryId": record.id,
        "repositoryName": record.name,
        "repositoryDescription": record.description or None,
        "defaultBranch": default_branch(git),
        "lastModifiedDate": datetime.fromtimestamp(record.modified, UTC),
        "creationDate": datetime.fromtimestamp(record.created, UTC),
        "cloneUrlHttp": record.clone_url_http,
        "cloneUrlSsh": record.clone_url_ssh,
        "Arn": record.arn,
        "kmsKeyId": record.key or None,
    }


def branches(git: Repository) -> dict[str, str]:
    """The commit of each branch."""
    listed = run_git(
        ["for-each-ref", "--format=%(refname:lstrip=2)%00%(objectname)", "refs/heads"], directory=git.directory
    )
    return dict(line.split("\0", 1) for line in listed.decode().splitlines())


def default_branch(git: Repository) -> str | None:
    """The branch that HEAD names, else the first that there is; None while there is no commit."""
    known = branches(git)
    named = run_git(["symbolic-ref", "--short", "HEAD"], directory=git.directory).decode().strip()
    return named if named in known else next(iter(known), None)


def settle_default_branch(git: Repository) -> None:
    """Make the first branch that a repository gets its default, which a clone checks out, whatever it is called."""
    named = run_git(["symbolic-ref", "--short", "HEAD"], directory=git.directory).decode().strip()
    first = default_branch(git)
    if first is not None and first != named:
        run_git(["symbolic-ref", "HEAD", f"refs/heads/{first}"], directory=git.directory)


def branch_commit(git: Repository, branch: str) -> str:
    """The commit of a branch.

    Raises:
        ServiceError: ``BranchDoesNotExistException``.
    """
    commit = branches(git).get(branch)
    if commit is None:
        raise ServiceError("BranchDoesNotExistException", f"Branch {branch} does not exist")
    return commit


def shown_commit(git: Repository, commit_id: str) -> dict[str, Any]:
    """A commit by its full id.

    Raises:
        ServiceError: ``CommitIdDoesNotExistException``.
    """
    try:
        found = git.commit(commit_id)
    except GitError as error:
        raise ServiceError("CommitIdDoesNotExistException", f"Could not find commit {commit_id}") from error
    shown = run_git(
        ["log", "--max-count=1", "--date=raw", "--no-show-signature", f"--format={_FIELDS}", found.id],
        directory=git.directory,
    )
    identity, tree, parents, *people, message = shown.decode(errors="replace").split("\0", 9)
    author, committer = (dict(zip(("name", "email", "date"), people[at : at + 3], strict=True)) for at in (0, 3))
    return {
        "commitId": identity,
        "treeId": tree,
        "parents": parents.split(),
        "message": message.removesuffix("\n"),
        "author": author,
        "committer": committer,
        "additionalData": "",
    }
