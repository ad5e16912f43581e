"""The commit that is delivered: what git says about it, how it is pushed, and how a clean copy of it is made.

Only commits travel: what is deployed must be something that can be named and found again, so uncommitted changes are
announced and left out.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from localcloud.cli.terminal.exit_codes import CommandError, ExitCode

_GIT_SECONDS = 60
_EMPTY_CHECKOUT = "a local run delivers commits: use `git clone`, or `git init` and `git commit`"


@dataclass(frozen=True, kw_only=True)
class SourceCommit:
    """HEAD of a checkout.

    Attributes:
        sha: 40 hex digits.
        subject: the first line of its message.
        uncommitted: paths that differ from it, untracked ones included, as git prints them.
    """

    sha: str
    subject: str
    uncommitted: tuple[str, ...]

    @property
    def short(self) -> str:
        """Seven digits, as git abbreviates."""
        return self.sha[:7]

    @property
    def announcement(self) -> str:
        """The line about uncommitted changes; empty when there are none."""
        count = len(self.uncommitted)
        if not count:
            return ""
        shown = ", ".join(self.uncommitted[:3]) + (", ..." if count > 3 else "")
        return f"not part of this push: {count} uncommitted file{'s' if count > 1 else ''} ({shown})"


def read_head(checkout: Path) -> SourceCommit:
    """HEAD of the checkout.

    Raises:
        CommandError: no `.git` here, no commit yet, or no git.
    """
    # Asked for here and not through git alone: an unpacked archive inside another repository would deliver that one's
    # commit.
    if not (checkout / ".git").exists():
        raise CommandError(f"{checkout} has no .git", exit_code=ExitCode.USAGE, remedy=_EMPTY_CHECKOUT)
    head = _git(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], checkout=checkout, check=False)
    if head.returncode != 0:
        problem = head.stderr.strip().splitlines()
        line = problem[-1] if problem else "there is no commit yet"
        raise CommandError(f"{checkout}: {line}", exit_code=ExitCode.USAGE, remedy=_EMPTY_CHECKOUT)
    subject = _git(["log", "-1", "--format=%s", "HEAD"], checkout=checkout).stdout.strip()
    status = _git(["status", "--porcelain", "-z", "--untracked-files=normal"], checkout=checkout).stdout
    return SourceCommit(sha=head.stdout.strip(), subject=subject, uncommitted=tuple(_changed_paths(status)))


def _changed_paths(status: str) -> list[str]:
    """Paths of `git status --porcelain -z`; a rename is followed by its old path, which is no change of its own."""
    paths: list[str] = []
    entries = iter(status.split("\0"))
    for entry in entries:
        if not entry:
            continue
        paths.append(entry[3:])
        if entry[0] in "RC":
            next(entries, None)
    return paths


def file_at(checkout: Path, *, sha: str, path: str) -> str | None:
    """A file's text as the commit has it; None where it has none."""
    answer = _git(["show", f"{sha}:{path}"], checkout=checkout, check=False)
    return answer.stdout if answer.returncode == 0 else None


def files_at(checkout: Path, *, sha: str) -> tuple[str, ...]:
    """The paths of all files of a commit."""
    answer = _git(["ls-tree", "-r", "-z", "--name-only", "--full-tree", sha], checkout=checkout)
    return tuple(filter(None, answer.stdout.split("\0")))


def has_commit(checkout: Path, *, sha: str) -> bool:
    """Whether a checkout has a commit, on whatever branch or on none any more."""
    return _git(["cat-file", "-e", f"{sha}^{{commit}}"], checkout=checkout, check=False).returncode == 0


def branch_head(remote: Path, *, branch: str) -> str | None:
    """The commit a branch of a bare repository is at; None without repository or branch."""
    if not remote.is_dir():
        return None
    answer = _git(
        ["--git-dir", str(remote), "rev-parse", "--verify", "--quiet", f"refs/heads/{branch}"],
        checkout=remote,
        check=False,
    )
    return answer.stdout.strip() if answer.returncode == 0 else None


@dataclass(frozen=True, kw_only=True)
class PushAnswer:
    """What a push did.

    Attributes:
        left_out: the commits that the branch had and has no longer, the newest first, each as its abbreviated id and
            subject: the pushed one does not descend from them (it is an amended one, say, or another person's came
            between).
        remote_lines: what the remote's hooks printed, without git's `remote: `.
    """

    left_out: tuple[str, ...]
    remote_lines: tuple[str, ...]


def push(checkout: Path, *, sha: str, remote: Path, branch: str) -> PushAnswer:
    """Pushes a commit as the branch, history replaced where needed: an amended commit is an everyday thing on one's
    own machine.

    The developer's own pre-push hooks and signatures of pushes are for their shared remotes: the hooks do not run, and
    nothing is signed, which a remote must be set up for.

    Raises:
        CommandError: git refused; carries its lines.
    """
    before = branch_head(remote, branch=branch)
    command = ["push", "--no-verify", "--no-signed", "--force", str(remote), f"{sha}:refs/heads/{branch}"]
    answer = _git(command, checkout=checkout, check=False)
    lines = tuple(
        line.removeprefix("remote:").strip() for line in answer.stderr.splitlines() if line.startswith("remote:")
    )
    if answer.returncode != 0:
        raise CommandError(
            f"git push to {remote} failed",
            exit_code=ExitCode.STEP_FAILED,
            remedy=_push_remedy(checkout),
            details=tuple(answer.stderr.splitlines()[-10:]),
        )
    left_out = _only_in(remote, before, than=sha) if before else ()
    return PushAnswer(left_out=left_out, remote_lines=tuple(line for line in lines if line))


def _only_in(remote: Path, sha: str, *, than: str) -> tuple[str, ...]:
    """The commits of one history that another lacks, asked of the repository that has both after a push."""
    log = _git(["--git-dir", str(remote), "log", "--format=%h %s", f"{than}..{sha}"], checkout=remote)
    return tuple(
        f'{short} "{subject}"' for short, _, subject in (line.partition(" ") for line in log.stdout.splitlines())
    )


def _push_remedy(checkout: Path) -> str:
    shallow = _git(["rev-parse", "--is-shallow-repository"], checkout=checkout, check=False).stdout.strip() == "true"
    if shallow:
        return "this is a shallow clone: `git fetch --unshallow` completes it"
    return "git's own lines above say why; a setting of yours is seen with `git config --show-origin --list`"


def export(checkout: Path, *, sha: str, into: Path) -> None:
    """Writes the commit's files, and nothing else, into a new folder."""
    into.mkdir(parents=True)
    archive = into.with_suffix(".tar")
    try:
        _git(["archive", "--format=tar", f"--output={archive}", sha], checkout=checkout)
        subprocess.run(["tar", "-xf", str(archive), "-C", str(into)], check=True, timeout=_GIT_SECONDS)
    finally:
        archive.unlink(missing_ok=True)


def zipped(checkout: Path, *, sha: str) -> bytes:
    """A zip of the commit's files, and of nothing else."""
    with tempfile.TemporaryDirectory(prefix="zipped-") as scratch:
        archive = Path(scratch) / "commit.zip"
        _git(["archive", "--format=zip", f"--output={archive}", sha], checkout=checkout)
        return archive.read_bytes()


@dataclass(frozen=True, kw_only=True)
class _GitAnswer:
    """How a git command ended, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def _git(arguments: Sequence[str], *, checkout: Path, check: bool = True) -> _GitAnswer:
    """Runs git in a checkout, with its developer's configuration: what they ignore is not uncommitted."""
    # The local cloud's own code, which takes a moment to import.
    from localcloud.git_host import GitError, GitNotFoundError, execute_git

    try:
        finished = execute_git(arguments, folder=checkout)
    except GitNotFoundError as error:
        raise CommandError(str(error), exit_code=ExitCode.USAGE, remedy="install git") from None
    except GitError as error:
        raise CommandError(str(error), exit_code=ExitCode.STEP_FAILED) from None
    answer = _GitAnswer(
        returncode=finished.returncode,
        stdout=finished.stdout.decode(errors="replace"),
        stderr=finished.stderr.decode(errors="replace"),
    )
    if check and answer.returncode != 0:
        raise CommandError(
            f"git {arguments[0]} failed",
            exit_code=ExitCode.STEP_FAILED,
            details=tuple(answer.stderr.splitlines()[-10:]),
        )
    return answer
