"""Bare repositories below the state directory, by their full id (``owner/name``), and what sources read of them."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from localcloud.git_host.git_process import GitError, run_git
from localcloud.git_host.hook import write_hook

__all__ = ["Commit", "GitError", "InvalidRepositoryNameError", "Repositories", "Repository"]

_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
_ZERO = "0" * 40
_OBJECT_ID = re.compile(r"[0-9a-f]{40}")
_FIELDS = "%H%x00%aI%x00%cI%x00%B"


class InvalidRepositoryNameError(ValueError):
    """A full id that is not ``owner/name``."""


@dataclass(frozen=True, kw_only=True)
class Commit:
    """A commit; dates are ISO 8601 with offset."""

    id: str
    author_date: str
    committer_date: str
    message: str


class Repository:
    """One bare repository."""

    def __init__(self, full_id: str, directory: Path) -> None:
        self.full_id = full_id
        self.directory = directory

    @property
    def url(self) -> str:
        """What a developer adds as a remote."""
        return self.directory.as_uri()

    def head(self, branch: str) -> Commit | None:
        """The newest commit of a branch, or None when there is no such branch."""
        try:
            found = run_git(
                ["rev-parse", "--verify", "--quiet", f"refs/heads/{branch}^{{commit}}"], directory=self.directory
            )
        except GitError:
            return None
        return self.commit(found.decode().strip())

    def commit(self, revision: str) -> Commit:
        """A commit by its id, 40 hexadecimal digits, or by that of a tag.

        Raises:
            GitError: the repository has no such commit, or this is no id.
        """
        _require_ids(revision)
        wanted = ["--end-of-options", f"{revision}^{{commit}}", "--"]
        try:
            shown = run_git(
                ["log", "--max-count=1", "--no-show-signature", f"--format={_FIELDS}", *wanted],
                directory=self.directory,
            )
        except GitError as error:
            raise GitError(f"{self.full_id} has no commit {revision}") from error
        identity, author_date, committer_date, message = shown.decode(errors="replace").split("\0", 3)
        return Commit(id=identity, author_date=author_date, committer_date=committer_date, message=message.rstrip("\n"))

    def archive(self, commit_id: str, destination: Path) -> None:
        """Write the commit's files as a zip, with their modes and without git's own data.

        Raises:
            GitError: the repository has no such commit.
        """
        _require_ids(commit_id)
        run_git(["archive", "--format=zip", f"--output={destination}", commit_id], directory=self.directory)

    def clone(self, commit_id: str, branch: str, destination: Path, *, origin: str = "") -> None:
        """Make a full clone with the commit checked out on a branch of that name.

        Args:
            origin: the address that the clone has its origin by; this machine's folder if not given.

        Raises:
            GitError: the repository has no such commit.
        """
        _require_ids(commit_id)
        run_git(["clone", "--quiet", "--no-hardlinks", "--no-checkout", str(self.directory), str(destination)])
        work_tree = ["--work-tree", str(destination)]
        run_git([*work_tree, "checkout", "--quiet", "-B", branch, commit_id], directory=destination / ".git")
        if origin:
            run_git(["remote", "set-url", "origin", origin], directory=destination / ".git")

    def changed_files(self, before: str, after: str) -> list[str]:
        """Paths that differ between two commits; all of `after` when there is no `before`.

        Raises:
            GitError: the repository has no such commit.
        """
        _require_ids(before, after)
        if before == _ZERO:
            listed = run_git(["ls-tree", "-r", "-z", "--name-only", after], directory=self.directory)
        else:
            listed = run_git(
                ["diff", "--name-only", "-z", "--no-renames", before, after, "--"], directory=self.directory
            )
        return [path for path in listed.decode(errors="surrogateescape").split("\0") if path]


def _require_ids(*revisions: str) -> None:
    """Anybody who may start an execution says its revision: an option of git's must not get through, nor a name, which
    tells another commit tomorrow."""
    for revision in revisions:
        if not _OBJECT_ID.fullmatch(revision):
            raise GitError(f"{revision!r} is not the id of a commit, 40 hexadecimal digits")


class Repositories:
    """All repositories of one state directory."""

    def __init__(self, state_dir: Path) -> None:
        self._root = state_dir / "git"

    @property
    def root(self) -> Path:
        """The folder that holds them, and what their hooks read."""
        return self._root

    def ensure(self, full_id: str) -> Repository:
        """The repository of that id, made on first use; its hook is always that of this program.

        Raises:
            InvalidRepositoryNameError: the id is not ``owner/name``.
            GitError: git could not make it.
        """
        directory = self._directory(full_id)
        if not (directory / "HEAD").is_file():
            self._create(directory)
        write_hook(directory, interpreter=Path(sys.executable), root=self._root, full_id=full_id)
        return Repository(full_id, directory)

    def get(self, full_id: str) -> Repository | None:
        """The repository of that id if it exists.

        Raises:
            InvalidRepositoryNameError: the id is not ``owner/name``.
        """
        directory = self._directory(full_id)
        return Repository(full_id, directory) if (directory / "HEAD").is_file() else None

    def _create(self, directory: Path) -> None:
        directory.parent.mkdir(parents=True, exist_ok=True)
        # Made aside and renamed: a server killed in between leaves no half repository under the final name.
        with tempfile.TemporaryDirectory(dir=directory.parent, prefix=".new-") as scratch:
            repository = Path(scratch) / "repository.git"
            run_git(["init", "--quiet", "--bare", "--initial-branch=main", "--template=", str(repository)])
            if directory.exists():
                shutil.rmtree(directory)
            repository.rename(directory)

    def _directory(self, full_id: str) -> Path:
        parts = full_id.split("/")
        if len(parts) < len(("owner", "name")) or not all(_PART.fullmatch(part) for part in parts):
            raise InvalidRepositoryNameError(f"{full_id!r} is not a repository's full id such as 'owner/name'")
        return self._root.joinpath(*parts[:-1]) / f"{parts[-1]}.git"
