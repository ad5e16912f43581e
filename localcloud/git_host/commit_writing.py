"""Commits that no developer pushed: files written straight into a bare repository, and the branch moved to them."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from localcloud.git_host.git_process import run_git
from localcloud.git_host.repositories import Repository

_ZERO = "0" * 40
_GONE = "000000"


@dataclass(frozen=True, kw_only=True)
class FileChange:
    """A file that a commit writes or takes away.

    Attributes:
        path: in the repository, with slashes.
        content: None where the file goes.
        mode: git's, such as ``100644``.
    """

    path: str
    content: bytes | None
    mode: str = "100644"


@dataclass(frozen=True, kw_only=True)
class WrittenCommit:
    """What a commit was written as; `blobs` are the ids of the written files by path."""

    id: str
    tree: str
    blobs: dict[str, str]


def write_commit(
    repository: Repository,
    *,
    branch: str,
    parent: str | None,
    changes: Sequence[FileChange],
    message: str,
    author: tuple[str, str],
) -> WrittenCommit:
    """Commit the changes on a branch.

    Args:
        parent: the commit that the branch is at; None for the first of a repository.
        author: name and e-mail.

    Raises:
        GitError: a path is none that git takes, or the branch is elsewhere by now.
    """
    with tempfile.TemporaryDirectory(prefix="commit-") as scratch:
        index = {"GIT_INDEX_FILE": str(Path(scratch) / "index")}
        place = repository.directory
        if parent:
            run_git(["read-tree", parent], directory=place, variables=index)
        blobs = {
            change.path: run_git(["hash-object", "-w", "--stdin"], directory=place, given=change.content)
            .decode()
            .strip()
            for change in changes
            if change.content is not None
        }
        entries = "".join(
            f"{change.mode if change.path in blobs else _GONE} {blobs.get(change.path, _ZERO)}\t{change.path}\0"
            for change in changes
        )
        run_git(["update-index", "-z", "--index-info"], directory=place, variables=index, given=entries.encode())
        tree = run_git(["write-tree"], directory=place, variables=index).decode().strip()
    name, email = author
    person = {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", name), ("EMAIL", email))
    }
    parents = ["-p", parent] if parent else []
    made = run_git(
        ["commit-tree", tree, *parents, "-F", "-"], directory=place, variables=person, given=message.encode()
    )
    commit = made.decode().strip()
    run_git(["update-ref", f"refs/heads/{branch}", commit, parent or _ZERO], directory=place)
    return WrittenCommit(id=commit, tree=tree, blobs=blobs)
