"""The operations on commits, branches and files, as far as a pipeline and its people need them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from localcloud.aws.api.json_service import Caller
from localcloud.aws.service_error import ServiceError
from localcloud.git_host import GitError, Repository
from localcloud.git_host.commit_writing import FileChange, WrittenCommit, write_commit
from localcloud.git_host.git_process import run_git
from localcloud.git_host.push_receiver import RefUpdate
from localcloud.git_host.reference_changes import tell
from localcloud.services.codecommit.answers import (
    branch_commit,
    branches,
    default_branch,
    settle_default_branch,
    shown_commit,
)
from localcloud.services.codecommit.hosted import HostedRepositories

Request = dict[str, Any]
_NONE = "0" * 40
_MODES = {"NORMAL": "100644", "EXECUTABLE": "100755", "SYMLINK": "120000"}
_MODE_NAMES = {mode: name for name, mode in _MODES.items()}


class CommitOperations:
    """What a caller may do with a repository's content."""

    def __init__(self, hosted: HostedRepositories) -> None:
        self._hosted = hosted

    def get_branch(self, caller: Caller, request: Request) -> Request:
        git = self._git(caller, request)
        default = default_branch(git)
        name = request.get("branchName") or default
        if name is None:
            raise ServiceError("BranchDoesNotExistException", "The repository has no branch")
        return {"branch": {"branchName": name, "commitId": branch_commit(git, name)}}

    def list_branches(self, caller: Caller, request: Request) -> Request:
        return {"branches": sorted(branches(self._git(caller, request)))}

    def create_branch(self, caller: Caller, request: Request) -> Request:
        git, name, commit = self._git(caller, request), request["branchName"], request["commitId"]
        if name in branches(git):
            raise ServiceError("BranchNameExistsException", f"Branch {name} already exists")
        _require_branch_name(name)
        try:
            found = git.commit(commit).id
        except GitError as error:
            raise ServiceError("CommitDoesNotExistException", f"Could not find commit {commit}") from error
        run_git(["update-ref", f"refs/heads/{name}", found, _NONE], directory=git.directory)
        self._tell(git, name, old=_NONE, new=found)
        return {}

    def delete_branch(self, caller: Caller, request: Request) -> Request:
        git, name = self._git(caller, request), request["branchName"]
        commit = branches(git).get(name)
        if commit is None:
            return {}
        if name == default_branch(git):
            raise ServiceError("DefaultBranchCannotBeDeletedException", f"{name} is the default branch")
        run_git(["update-ref", "-d", f"refs/heads/{name}", commit], directory=git.directory)
        self._tell(git, name, old=commit, new=_NONE)
        return {"deletedBranch": {"branchName": name, "commitId": commit}}

    def get_commit(self, caller: Caller, request: Request) -> Request:
        return {"commit": shown_commit(self._git(caller, request), request["commitId"])}

    def create_commit(self, caller: Caller, request: Request) -> Request:
        git = self._git(caller, request)
        parent = _parent(git, request)
        known = _files(git, parent)
        changes = [*_put(request), *_removed(request, known), *_modes(request, git, known)]
        if not changes:
            raise ServiceError("FileEntryRequiredException", "A commit puts, deletes or sets the mode of a file")
        written = self._write(git, request, parent, changes, request.get("authorName"))
        put = [change for change in changes if change.content is not None]
        shown = {
            change.path: {
                "absolutePath": change.path,
                "blobId": written.blobs.get(change.path),
                "fileMode": _MODE_NAMES[change.mode],
            }
            for change in changes
        }
        return {
            "commitId": written.id,
            "treeId": written.tree,
            "filesAdded": [shown[change.path] for change in put if change.path not in known],
            "filesUpdated": [shown[change.path] for change in put if change.path in known],
            "filesDeleted": [shown[change.path] for change in changes if change.content is None],
        }

    def put_file(self, caller: Caller, request: Request) -> Request:
        git = self._git(caller, request)
        parent = _parent(git, request)
        path, mode = _path(request["filePath"]), _MODES[request.get("fileMode", "NORMAL")]
        change = FileChange(path=path, content=request["fileContent"], mode=mode)
        known = _files(git, parent).get(path)
        if known == (mode, _blob_id(git, request["fileContent"])):
            raise ServiceError("SameFileContentException", f"{path} has that content already")
        written = self._write(git, request, parent, [change], request.get("name"))
        return {"commitId": written.id, "treeId": written.tree, "blobId": written.blobs[path]}

    def get_file(self, caller: Caller, request: Request) -> Request:
        git, path = self._git(caller, request), _path(request["filePath"])
        specifier = request.get("commitSpecifier") or default_branch(git) or ""
        commit = branches(git).get(specifier.removeprefix("refs/heads/")) or specifier
        try:
            commit = git.commit(commit).id
        except GitError as error:
            raise ServiceError("CommitDoesNotExistException", f"Could not find commit {specifier}") from error
        if path not in (known := _files(git, commit)):
            raise ServiceError("FileDoesNotExistException", f"Could not find path {path}")
        mode, blob = known[path]
        content = _content(git, blob)
        return {
            "commitId": commit,
            "blobId": blob,
            "filePath": path,
            "fileMode": _MODE_NAMES.get(mode, "NORMAL"),
            "fileSize": len(content),
            "fileContent": content,
        }

    def _git(self, caller: Caller, request: Request) -> Repository:
        name = request.get("repositoryName")
        if name is None:  # which the model of GetBranch lets away, and the service does not
            raise ServiceError("RepositoryNameRequiredException", "A repository name is required")
        return self._hosted.git(self._hosted.find(caller, name))

    def _write(
        self, git: Repository, request: Request, parent: str | None, changes: Sequence[FileChange], name: str | None
    ) -> WrittenCommit:
        branch = request["branchName"]
        _require_branch_name(branch)
        try:
            written = write_commit(
                git,
                branch=branch,
                parent=parent,
                changes=changes,
                message=request.get("commitMessage", ""),
                author=(name or "CodeCommit", request.get("email", "codecommit@localhost")),
            )
        except GitError as error:
            raise ServiceError("InvalidPathException", str(error)) from error
        self._tell(git, branch, old=parent or _NONE, new=written.id)
        return written

    def _tell(self, git: Repository, branch: str, *, old: str, new: str) -> None:
        tell(str(uuid.uuid4()), git.full_id, [RefUpdate(old=old, new=new, ref=f"refs/heads/{branch}")])


def seed(git: Repository, *, branch: str, changes: Sequence[FileChange]) -> None:
    """Make the first commit of a repository that has none."""
    if not branches(git):
        message, author = "Initial commit", ("CodeCommit", "codecommit@localhost")
        write_commit(git, branch=branch, parent=None, changes=changes, message=message, author=author)
        settle_default_branch(git)


def _require_branch_name(name: str) -> None:
    try:
        run_git(["check-ref-format", f"refs/heads/{name}"])
    except GitError as error:
        raise ServiceError("InvalidBranchNameException", f"{name!r} is not a branch's name") from error


def _parent(git: Repository, request: Request) -> str | None:
    """The commit that the branch is at, which the caller must know; None for the first commit of a repository."""
    known, branch, claimed = branches(git), request["branchName"], request.get("parentCommitId")
    if not known:
        return None
    current = branch_commit(git, branch)
    if claimed is None:
        raise ServiceError("ParentCommitIdRequiredException", "The branch has commits: say the id of its newest")
    if claimed != current:
        message = f"{claimed} is not the newest commit of {branch}, which is {current}"
        raise ServiceError("ParentCommitIdOutdatedException", message)
    return current


def _put(request: Request) -> list[FileChange]:
    items = request.get("putFiles", [])
    if any("fileContent" not in item for item in items):
        raise ServiceError("FileContentRequiredException", "A file is put with its content; sourceFile is not offered")
    return [
        FileChange(
            path=_path(item["filePath"]), content=item["fileContent"], mode=_MODES[item.get("fileMode", "NORMAL")]
        )
        for item in items
    ]


def _removed(request: Request, known: dict[str, tuple[str, str]]) -> list[FileChange]:
    paths = [_path(item["filePath"]) for item in request.get("deleteFiles", [])]
    for path in paths:
        _require_file(path, known)
    return [FileChange(path=path, content=None, mode=known[path][0]) for path in paths]


def _modes(request: Request, git: Repository, known: dict[str, tuple[str, str]]) -> list[FileChange]:
    items = [(_path(item["filePath"]), _MODES[item["fileMode"]]) for item in request.get("setFileModes", [])]
    for path, _ in items:
        _require_file(path, known)
    return [FileChange(path=path, content=_content(git, known[path][1]), mode=mode) for path, mode in items]


def _require_file(path: str, known: dict[str, tuple[str, str]]) -> None:
    if path not in known:
        raise ServiceError("FileDoesNotExistException", f"Could not find path {path}")


def _path(path: str) -> str:
    inside = path.strip("/")
    if not inside or any(step in ("", ".", "..", ".git") for step in inside.split("/")) or "\0" in inside:
        raise ServiceError("InvalidPathException", f"{path!r} is not the path of a file")
    return inside


def _files(git: Repository, commit: str | None) -> dict[str, tuple[str, str]]:
    """Mode and blob of each file of a commit, by its path."""
    if commit is None:
        return {}
    listed = run_git(["ls-tree", "-r", "-z", commit], directory=git.directory).decode(errors="surrogateescape")
    entries = (entry.split("\t", 1) for entry in listed.split("\0") if entry)
    return {path: (facts.split()[0], facts.split()[2]) for facts, path in entries}


def _content(git: Repository, blob: str) -> bytes:
    return run_git(["cat-file", "blob", blob], directory=git.directory)


def _blob_id(git: Repository, content: bytes) -> str:
    return run_git(["hash-object", "--stdin"], directory=git.directory, given=content).decode().strip()
