"""The local remote: pushes reach the server or are kept for it, whatever the developer's git is set to."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from localcloud.aws.runtime import Runtime
from localcloud.git_host import GitError, InvalidRepositoryNameError, PushReceiver, Repositories, Repository
from localcloud.git_host.push_receiver import PUSH_PATH, RefUpdate, pending_pushes

_ID = "careervp/delivery"


@pytest.fixture
def repositories(tmp_path: Path) -> Repositories:
    return Repositories(tmp_path / "state")


@pytest.fixture
def repository(repositories: Repositories) -> Repository:
    return repositories.ensure(_ID)


class Developer:
    """A clone with a configuration of its own."""

    def __init__(self, directory: Path, remote: Repository) -> None:
        self.directory = directory / "clone"
        self.home = directory / "home"
        self.home.mkdir()
        self.remote = remote
        self.git("init", "--quiet", "--initial-branch=main", str(self.directory), place=directory)

    def git(self, *arguments: str, place: Path | None = None, check: bool = True) -> subprocess.CompletedProcess[str]:
        person = {
            f"GIT_{role}_{part}": "ada@example.com" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")
        }
        return subprocess.run(
            ["git", *arguments],
            cwd=place or self.directory,
            env={"PATH": os.environ["PATH"], "HOME": str(self.home), **person},
            capture_output=True,
            text=True,
            check=check,
            timeout=60,
        )

    def commit(self, path: str, content: str, *, mode: int = 0o644) -> str:
        target = self.directory / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content)
        target.chmod(mode)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", f"Change {path}\n\nBecause.")
        return self.git("rev-parse", "HEAD").stdout.strip()

    def push(self, refspec: str = "HEAD:refs/heads/main") -> str:
        return self.git("push", self.remote.url, refspec).stderr


@pytest.fixture
def developer(tmp_path: Path, repository: Repository) -> Developer:
    return Developer(tmp_path, repository)


class _Server(BaseHTTPRequestHandler):
    """Stands for the local cloud: hands the request to a real receiver."""

    receiver: PushReceiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        status, _, answer = asyncio.run(self.receiver.handle_request("POST", self.path, headers, body, {}))
        self.send_response(status)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *arguments: Any) -> None:
        del arguments


class Receiving:
    """A receiver and what it heard."""

    def __init__(self, repositories: Repositories, endpoint_url: str) -> None:
        self.heard: list[tuple[str, str, list[RefUpdate]]] = []
        state_dir = repositories.root.parent
        runtime = Runtime(
            endpoint_url=endpoint_url,
            state_dir=state_dir,
            toolchain_dir=state_dir,
            hook_token="right",
            checkpoint=lambda: None,
        )
        self.receiver = PushReceiver(runtime, repositories, self._listen)

    def _listen(self, push_id: str, repository: str, updates: list[RefUpdate]) -> list[str]:
        self.heard.append((push_id, repository, updates))
        return [f"heard {updates[0].ref}"]


@pytest.fixture
def receiving(repositories: Repositories) -> Iterator[Receiving]:
    server = HTTPServer(("127.0.0.1", 0), _Server)
    receiving = Receiving(repositories, f"http://127.0.0.1:{server.server_port}")
    _Server.receiver = receiving.receiver
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield receiving
    server.shutdown()
    server.server_close()
    thread.join(5)


def test_the_pusher_is_told_what_the_push_started(developer: Developer, receiving: Receiving) -> None:
    receiving.receiver.announce()
    commit = developer.commit("a", "1")
    assert "heard refs/heads/main" in developer.push()
    ((_, repository, updates),) = receiving.heard
    assert repository == _ID
    assert updates == [RefUpdate(old="0" * 40, new=commit, ref="refs/heads/main")]


def test_a_push_without_a_server_says_so_and_is_kept(
    developer: Developer, repositories: Repositories, receiving: Receiving
) -> None:
    commit = developer.commit("a", "1")
    said = developer.push()
    assert "The local cloud does not answer" in said
    assert "Your commit is stored" in said
    assert pending_pushes(repositories.root) == 1
    receiving.receiver.collect_pending()
    assert receiving.heard[0][2][0].new == commit
    assert pending_pushes(repositories.root) == 0


def test_a_push_to_a_server_that_has_gone_says_so(developer: Developer, repositories: Repositories) -> None:
    gone = Receiving(repositories, "http://127.0.0.1:9")
    gone.receiver.announce()
    developer.commit("a", "1")
    assert "The local cloud does not answer (Connection refused)" in developer.push()
    assert repositories.ensure(_ID).head("main") is not None


def test_a_wrong_token_is_refused(receiving: Receiving) -> None:
    answer = asyncio.run(
        receiving.receiver.handle_request("POST", PUSH_PATH, {"x-hook-token": "wrong"}, b'{"id": "1"}', {})
    )
    assert answer[0] == 403
    assert receiving.heard == []


def test_a_token_that_is_not_ascii_is_a_wrong_one(receiving: Receiving) -> None:
    answer = asyncio.run(receiving.receiver.handle_request("POST", PUSH_PATH, {"x-hook-token": "é"}, b"{}", {}))
    assert answer[0] == 403


@pytest.mark.parametrize("revision", ["--output=written", "-1", "main", "HEAD", "main^{tree}", "a" * 39, "A" * 40, ""])
def test_a_revision_is_a_commits_id_and_nothing_else(
    developer: Developer, repository: Repository, tmp_path: Path, revision: str
) -> None:
    commit = developer.commit("a", "1")
    developer.git("push", "--quiet", repository.url, "main")
    for read in (
        lambda: repository.commit(revision),
        lambda: repository.archive(revision, tmp_path / "archive.zip"),
        lambda: repository.clone(revision, "main", tmp_path / "cloned"),
        lambda: repository.changed_files(commit, revision),
        lambda: repository.changed_files(revision, commit),
    ):
        with pytest.raises(GitError, match="not the id of a commit"):
            read()
    assert not (tmp_path / "cloned").exists()


def test_a_body_that_is_no_push_is_refused(receiving: Receiving) -> None:
    for body in (b"", b"[]", b'{"id": "1", "repository": "a/b", "updates": [{}]}'):
        answer = asyncio.run(receiving.receiver.handle_request("POST", PUSH_PATH, {"x-hook-token": "right"}, body, {}))
        assert answer[0] == 400


def test_the_address_for_hooks_is_readable_by_its_owner_only(repositories: Repositories, receiving: Receiving) -> None:
    receiving.receiver.announce()
    written = repositories.root / "server.json"
    assert written.stat().st_mode & 0o777 == 0o600
    assert json.loads(written.read_text())["token"] == "right"


def test_the_hook_runs_whatever_hooks_path_the_developer_has_set(developer: Developer, receiving: Receiving) -> None:
    receiving.receiver.announce()
    (developer.home / ".gitconfig").write_text("[core]\n\thooksPath = /nonexistent\n")
    developer.commit("a", "1")
    assert "heard refs/heads/main" in developer.push()


def test_the_hook_needs_no_python_on_the_path(developer: Developer, receiving: Receiving, tmp_path: Path) -> None:
    receiving.receiver.announce()
    hook = (developer.remote.directory / "hooks" / "post-receive").read_text()
    assert sys.executable in hook
    developer.commit("a", "1")
    assert "heard" in developer.push()


def test_the_developers_repository_and_environment_do_not_reach_what_the_server_reads(
    developer: Developer, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = developer.commit("a", "1")
    developer.push()
    for name, value in {"GIT_DIR": "/nowhere", "GIT_WORK_TREE": "/nowhere", "GIT_CONFIG_COUNT": "x"}.items():
        monkeypatch.setenv(name, value)
    found = repository.head("main")
    assert found is not None
    assert found.id == commit


def test_a_commit_is_read_with_its_message_and_dates(developer: Developer, repository: Repository) -> None:
    commit = developer.commit("a", "1")
    developer.push()
    found = repository.commit(commit)
    assert found.message == "Change a\n\nBecause."
    assert found.author_date[10] == "T"
    with pytest.raises(GitError, match="has no commit"):
        repository.commit("f" * 40)


def test_an_archive_keeps_modes_and_has_no_git_data(
    developer: Developer, repository: Repository, tmp_path: Path
) -> None:
    developer.commit("plain", "1")
    commit = developer.commit("bin/tool", "#!/bin/sh\n", mode=0o755)
    developer.push()
    repository.archive(commit, tmp_path / "source.zip")
    with zipfile.ZipFile(tmp_path / "source.zip") as archive:
        modes = {entry.filename: (entry.external_attr >> 16) & 0o111 for entry in archive.infolist()}
    assert modes == {"bin/": modes["bin/"], "bin/tool": 0o111, "plain": 0}


def test_a_clone_is_a_repository_at_the_commit(developer: Developer, repository: Repository, tmp_path: Path) -> None:
    first = developer.commit("a", "1")
    developer.commit("b", "2")
    developer.push()
    repository.clone(first, "main", tmp_path / "checkout")
    assert (tmp_path / "checkout" / "a").read_text() == "1"
    assert not (tmp_path / "checkout" / "b").exists()
    assert developer.git("rev-parse", "HEAD", place=tmp_path / "checkout").stdout.strip() == first


def test_changed_files_of_a_push(developer: Developer, repository: Repository) -> None:
    first = developer.commit("a", "1")
    second = developer.commit("b/c", "2")
    developer.push()
    assert repository.changed_files(first, second) == ["b/c"]
    assert repository.changed_files("0" * 40, second) == ["a", "b/c"]


def test_making_a_repository_again_keeps_its_commits(developer: Developer, repositories: Repositories) -> None:
    commit = developer.commit("a", "1")
    developer.push()
    found = repositories.ensure(_ID).head("main")
    assert found is not None
    assert found.id == commit


@pytest.mark.parametrize("name", ["", "x", "../x", "a/..", "/a/b", "a//b", "-a/b", "a/b c"])
def test_a_name_that_could_leave_the_folder_is_refused(repositories: Repositories, name: str) -> None:
    with pytest.raises(InvalidRepositoryNameError):
        repositories.ensure(name)
