"""Runs git so that nothing of the developer's reaches it: no configuration, no hooks, no variables of an outer git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

_TIMEOUT_SECONDS = 120


class GitError(Exception):
    """A git command failed; the message is what git said."""


def clean_environment() -> dict[str, str]:
    """The process's environment without anything that would steer git.

    A push runs inside an outer git, which exports GIT_DIR and more; a later command would work on the wrong repository.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {
        **kept,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "LC_ALL": "C",
    }


def run_git(
    arguments: Sequence[str], *, directory: Path | None = None, environment: Mapping[str, str] | None = None
) -> bytes:
    """Run git and return what it printed.

    Raises:
        GitError: it failed, is not installed, or took longer than two minutes.
    """
    # The state directory may belong to another user than the server, e.g. in a container.
    command = ["git", "-c", "safe.directory=*", "-c", "core.hooksPath=/dev/null"]
    if directory is not None:
        command += ["--git-dir", str(directory)]
    try:
        finished = subprocess.run(
            [*command, *arguments],
            capture_output=True,
            check=False,
            env=dict(environment or clean_environment()),
            stdin=subprocess.DEVNULL,
            timeout=_TIMEOUT_SECONDS,
        )
    except FileNotFoundError as error:
        raise GitError("git is not installed, or not on PATH") from error
    except subprocess.TimeoutExpired as error:
        raise GitError(f"git {arguments[0]} took longer than {_TIMEOUT_SECONDS} seconds") from error
    if finished.returncode != 0:
        reason = finished.stderr.decode(errors="replace").strip()
        raise GitError(reason or f"git {arguments[0]} failed with status {finished.returncode}")
    return finished.stdout
