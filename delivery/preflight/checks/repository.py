"""What the pipeline will build: the commit that lies on the watched branch, not what lies in the folder.

The first execution synthesizes that commit. With settings that were edited and never pushed it would deploy to the
accounts of somebody else's example.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from delivery.preflight.answer import Answer, fine, not_looked_at, to_do
from delivery.preflight.situation import Situation

ENVIRONMENTS: Final = "stages/environments.py"
SETTINGS: Final = "cdk.json"
_SECONDS: Final = 60
_SHOWN: Final = 5
_REMOTE: Final = re.compile(r"remote\.(?P<name>[^\s]+)\.url (?P<url>\S+)")


class GitFailedError(Exception):
    """A git command failed or took too long; the message is its last line."""


@dataclass(frozen=True, kw_only=True)
class _Git:
    """git in one folder; it never asks for a password, and waits for nobody longer than a minute."""

    folder: Path

    def __call__(self, *arguments: str) -> str:
        try:
            done = subprocess.run(
                ["git", "-c", "credential.interactive=false", *arguments],
                cwd=self.folder,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=_SECONDS,
            )
        except subprocess.TimeoutExpired:
            raise GitFailedError(f"git {arguments[0]} took longer than {_SECONDS} s") from None
        except OSError as error:
            raise GitFailedError(f"git does not run: {error.strerror}") from None
        if done.returncode:
            raise GitFailedError((done.stderr.strip().splitlines() or [f"git {arguments[0]} failed"])[-1])
        return done.stdout


def _environment() -> dict[str, str]:
    return {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_SSH_COMMAND": "ssh -o BatchMode=yes -o ConnectTimeout=10"}


def look(situation: Situation) -> Iterator[Answer]:
    """The branch at the remote, its settings against the folder's, and what is not committed or not pushed."""
    git, settings = _Git(folder=situation.checkout), situation.settings
    target = f"{settings.repository}@{settings.branch}"
    try:
        remote = situation.remote or _remote(git, settings.repository)
        if not remote:
            yield not_looked_at(
                f"no git remote of this checkout is {settings.repository}",
                f"`git remote add origin` its URL, or put repository in {SETTINGS} right",
            )
            return
        head = git("ls-remote", remote, f"refs/heads/{settings.branch}").partition("\t")[0]
        if not head:
            yield to_do(f"{target} does not exist", f"`git push {_shown(remote)} HEAD:{settings.branch}`")
            return
        yield from _settings(situation, remote, head, target)
        yield from _commits(git, head, target, push=f"`git push {_shown(remote)} HEAD:{settings.branch}`")
        yield from _uncommitted(git)
    except GitFailedError as error:
        yield not_looked_at(f"{target}: {error}", "look at it by hand: `git ls-remote`")


def _remote(git: _Git, repository: str) -> str:
    """The URL of the remote that is this repository at whatever provider; empty where none is."""
    try:
        lines = git("config", "--get-regexp", r"^remote\..*\.url$").splitlines()
    except GitFailedError:  # no remote at all
        return ""
    urls = [match["url"] for line in lines if (match := _REMOTE.fullmatch(line))]
    ending = re.compile(rf"(?:^|[/:]){re.escape(repository)}(?:\.git)?/?$")
    return next((url for url in urls if ending.search(url)), "")


def _shown(remote: str) -> str:
    """A URL without the credentials that some keep in it."""
    return re.sub(r"//[^/@]+@", "//", remote)


def _settings(situation: Situation, remote: str, head: str, target: str) -> Iterator[Answer]:
    """Fetched into a folder of its own: the checkout stays as it is."""
    with tempfile.TemporaryDirectory(prefix="preflight-") as folder:
        git = _Git(folder=Path(folder))
        git("init", "--quiet", "--bare", ".")
        git("fetch", "--quiet", "--depth=1", "--no-tags", remote, f"refs/heads/{situation.settings.branch}")
        pushed_context = _context(git("show", f"FETCH_HEAD:{SETTINGS}"))
        pushed_environments = git("show", f"FETCH_HEAD:{ENVIRONMENTS}")
    local_context = _context((situation.checkout / SETTINGS).read_text(encoding="utf-8"))
    differing = [
        key for key in sorted({*pushed_context, *local_context}) if _differs(key, pushed_context, local_context)
    ]
    push = "commit and push it: the first execution builds what is pushed"
    if differing:
        yield to_do(f"{SETTINGS} differs in {target} ({head[:8]}): {', '.join(differing[:_SHOWN])}", push)
    if pushed_environments != (situation.checkout / ENVIRONMENTS).read_text(encoding="utf-8"):
        yield to_do(f"{ENVIRONMENTS} differs in {target} ({head[:8]})", push)
    elif not differing:
        yield fine(f"{target} ({head[:8]}) has this checkout's settings")


def _context(text: str) -> dict[str, Any]:
    """The context of a cdk.json, with the settings' own keys each by itself."""
    context = dict(json.loads(text).get("context", {}))
    block = context.pop("careervp", None)
    return {**context, **{f"careervp.{key}": value for key, value in (block or {}).items()}}


def _differs(key: str, one: dict[str, Any], other: dict[str, Any]) -> bool:
    missing = object()
    return bool(one.get(key, missing) != other.get(key, missing))


def _commits(git: _Git, head: str, target: str, *, push: str) -> Iterator[Answer]:
    local = git("rev-parse", "HEAD").strip()
    if local == head:
        return
    try:
        ahead = git("rev-list", "--count", f"{head}..HEAD").strip()
    except GitFailedError:  # a commit that this checkout has never fetched
        ahead = ""
    how = f"{ahead} commits ahead of" if ahead not in {"", "0"} else "another commit than"
    remedy = push if ahead not in {"", "0"} else "`git pull`, synthesize and look again"
    yield to_do(f"HEAD ({local[:8]}) is {how} {target} ({head[:8]})", remedy)


def _uncommitted(git: _Git) -> Iterator[Answer]:
    files = [line[3:] for line in git("status", "--porcelain").splitlines()]
    if files:
        more = f" and {len(files) - _SHOWN} more" if len(files) > _SHOWN else ""
        yield to_do(f"not committed: {', '.join(files[:_SHOWN])}{more}", "commit and push, or take it back")
