"""Runs git: on the local cloud's own repositories so that nothing of the developer's reaches it (no configuration, no
hooks), on a developer's checkout with their configuration; never with the variables of an outer git.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

_TIMEOUT_SECONDS = 120


# The state directory may belong to another user than the server, e.g. in a container.
ANY_OWNER = ("-c", "safe.directory=*")
# Of the developer only the repository that is named counts.
_OWN = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_OPTIONAL_LOCKS": "0"}


class GitError(Exception):
    """A git command failed; the message is what git said."""


class GitNotFoundError(GitError):
    """There is no git to run."""


def execute_git(
    arguments: Sequence[str],
    *,
    options: Sequence[str] = (),
    folder: Path | None = None,
    variables: Mapping[str, str] | None = None,
    given: bytes = b"",
) -> subprocess.CompletedProcess[bytes]:
    """Run git to its end, whatever that is, without ever being asked for anything.

    A push runs inside an outer git, which exports GIT_DIR and more; a later command would work on the wrong
    repository, so none of them is passed on.

    Args:
        options: git's own, before the command.
        folder: where it runs; the present one if not given.
        variables: what its environment has besides the process's own.
        given: what it reads on its standard input.

    Raises:
        GitNotFoundError: git is not installed.
        GitError: it took longer than two minutes.
    """
    try:
        return subprocess.run(
            ["git", *options, *arguments],
            cwd=folder,
            capture_output=True,
            check=False,
            env=_environment(variables or {}),
            input=given,
            timeout=_TIMEOUT_SECONDS,
        )
    except FileNotFoundError as error:
        raise GitNotFoundError("git is not installed, or not on PATH") from error
    except subprocess.TimeoutExpired as error:
        raise GitError(f"git {arguments[0]} took longer than {_TIMEOUT_SECONDS} seconds") from error


def _environment(variables: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**kept, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", **variables}


def own_environment(variables: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a git that works on the local cloud's own repositories: nothing of the developer's."""
    return _environment({**_OWN, **(variables or {})})


def run_git(
    arguments: Sequence[str],
    *,
    directory: Path | None = None,
    variables: Mapping[str, str] | None = None,
    given: bytes = b"",
) -> bytes:
    """Run git on one of the local cloud's own repositories and return what it printed.

    Args:
        directory: the repository; none for a command that makes one.
        variables: what its environment has besides.
        given: what it reads on its standard input.

    Raises:
        GitError: it failed, is not installed, or took longer than two minutes.
    """
    options = [*ANY_OWNER, "-c", "core.hooksPath=/dev/null"]
    if directory is not None:
        options += ["--git-dir", str(directory)]
    finished = execute_git(arguments, options=options, variables={**_OWN, **(variables or {})}, given=given)
    if finished.returncode != 0:
        reason = finished.stderr.decode(errors="replace").strip()
        raise GitError(reason or f"git {arguments[0]} failed with status {finished.returncode}")
    return finished.stdout
