from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from localcloud.cli.source.source_commit import branch_head, export, file_at, push, read_head
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode
from tests.localcloud.cli.stubbed_cloud import commit_all, git


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    path = tmp_path / "remote.git"
    subprocess.run(["git", "init", "--quiet", "--bare", str(path)], check=True, timeout=30)
    return path


def test_head_is_the_commit_and_its_subject(repository: Path) -> None:
    head = read_head(repository)
    assert (head.sha, head.subject) == (git(repository, "rev-parse", "HEAD"), "First")
    assert head.uncommitted == ()
    assert head.announcement == ""


def test_uncommitted_changes_are_announced_by_name(repository: Path) -> None:
    (repository / "a.txt").write_text("changed", encoding="utf-8")
    (repository / "with space é.txt").write_text("new", encoding="utf-8")
    head = read_head(repository)
    assert sorted(head.uncommitted) == ["a.txt", "with space é.txt"]
    assert head.announcement.startswith("not part of this push: 2 uncommitted files (")


def test_a_rename_is_one_change(repository: Path) -> None:
    git(repository, "mv", "a.txt", "b.txt")
    assert read_head(repository).uncommitted == ("b.txt",)


def test_a_folder_without_git_gets_a_clear_line(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"has no \.git") as refused:
        read_head(tmp_path)
    assert refused.value.exit_code is ExitCode.USAGE
    assert "git clone" in refused.value.remedy


def test_an_unpacked_archive_inside_another_repository_does_not_deliver_that_ones_commit(repository: Path) -> None:
    inner = repository / "unpacked"
    inner.mkdir()
    with pytest.raises(CommandError, match=r"has no \.git"):
        read_head(inner)


def test_a_repository_without_a_commit_gets_a_clear_line(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    with pytest.raises(CommandError, match="there is no commit yet") as refused:
        read_head(tmp_path)
    assert refused.value.exit_code is ExitCode.USAGE


def test_git_variables_of_a_hook_do_not_lead_elsewhere(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    assert read_head(repository).subject == "First"


def test_a_push_makes_the_branch_and_returns_what_the_hook_says(repository: Path, remote: Path) -> None:
    hook = remote / "hooks" / "post-receive"
    hook.write_text("#!/bin/sh\necho started e-1\n", encoding="utf-8")
    hook.chmod(0o755)
    assert branch_head(remote, branch="main") is None
    head = read_head(repository)
    answer = push(repository, sha=head.sha, remote=remote, branch="main")
    assert branch_head(remote, branch="main") == head.sha
    assert answer.remote_lines == ("started e-1",)
    assert not answer.left_out


def test_a_later_commit_descends_and_an_amended_one_replaces_history(repository: Path, remote: Path) -> None:
    push(repository, sha=read_head(repository).sha, remote=remote, branch="main")
    second = commit_all(repository, "Second")
    assert not push(repository, sha=second, remote=remote, branch="main").left_out
    git(repository, "commit", "--quiet", "--amend", "--allow-empty", "--message", "Second, better")
    amended = read_head(repository).sha
    left_out = push(repository, sha=amended, remote=remote, branch="main").left_out
    assert left_out == (f'{second[:7]} "Second"',)
    assert branch_head(remote, branch="main") == amended


def test_a_push_works_from_a_detached_head_and_another_branch(repository: Path, remote: Path) -> None:
    git(repository, "checkout", "--quiet", "-b", "topic")
    sha = commit_all(repository, "On a topic")
    git(repository, "checkout", "--quiet", "--detach")
    push(repository, sha=sha, remote=remote, branch="main")
    assert branch_head(remote, branch="main") == sha


def test_a_push_that_git_refuses_shows_gits_lines(repository: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError) as failed:
        push(repository, sha=read_head(repository).sha, remote=tmp_path / "missing.git", branch="main")
    assert failed.value.exit_code is ExitCode.STEP_FAILED
    assert any("missing.git" in line for line in failed.value.details)


def test_a_checkout_has_a_pre_push_hook_that_is_not_for_this_remote(repository: Path, remote: Path) -> None:
    hook = repository / ".git" / "hooks" / "pre-push"
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    push(repository, sha=read_head(repository).sha, remote=remote, branch="main")


def test_a_developer_who_signs_their_pushes_can_push(repository: Path, remote: Path) -> None:
    subprocess.run(["git", "-C", str(repository), "config", "push.gpgSign", "true"], check=True, timeout=60)
    push(repository, sha=read_head(repository).sha, remote=remote, branch="main")
    assert branch_head(remote, branch="main") == read_head(repository).sha


def test_what_a_remote_refuses_is_said_by_git_itself(repository: Path, remote: Path) -> None:
    subprocess.run(["git", "-C", str(remote), "config", "receive.maxInputSize", "1"], check=True, timeout=60)
    with pytest.raises(CommandError) as failed:
        push(repository, sha=read_head(repository).sha, remote=remote, branch="main")
    assert "shallow" not in failed.value.remedy
    assert any("exceeds maximum allowed size" in line for line in failed.value.details)


def test_an_export_holds_the_commit_and_none_of_the_uncommitted_changes(repository: Path, tmp_path: Path) -> None:
    (repository / "a.txt").write_text("changed", encoding="utf-8")
    (repository / "new.txt").touch()
    export(repository, sha=read_head(repository).sha, into=tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.txt"]
    assert (tmp_path / "out" / "a.txt").read_text(encoding="utf-8") == "a\n"
    assert not (tmp_path / "out.tar").exists()


def test_a_file_is_read_as_the_commit_has_it(repository: Path) -> None:
    (repository / "a.txt").write_text("changed", encoding="utf-8")
    sha = read_head(repository).sha
    assert file_at(repository, sha=sha, path="a.txt") == "a\n"
    assert file_at(repository, sha=sha, path="b.txt") is None


def test_without_git_it_says_what_to_install(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(CommandError, match="git is not installed") as failed:
        read_head(repository)
    assert failed.value.exit_code is ExitCode.USAGE
    assert failed.value.remedy == "install git"


def test_what_the_developer_ignores_everywhere_is_not_uncommitted(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ignored").write_text("*.swp\n", encoding="utf-8")
    (tmp_path / ".gitconfig").write_text(f"[core]\n\texcludesFile = {tmp_path / 'ignored'}\n", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (repository / ".a.txt.swp").touch()
    assert read_head(repository).uncommitted == ()
