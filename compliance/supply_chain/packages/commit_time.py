"""When the commit was made: the one time that is the same in every build of it."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

VARIABLE: Final = "COMMIT_TIME"
"""The author's date, as the pipeline's source action emits it: a build's sources come without git's own data."""

_GIT_TIMEOUT_SECONDS: Final = 30


class CommitTimeError(Exception):
    """What stands in the variable is no time; the message shows it."""


def commit_time(project: Path) -> str:
    """In UTC, such as ``2026-01-31T12:00:00Z``; empty where nobody says it (see `VARIABLE`).

    Raises:
        CommitTimeError: the variable holds something else than a time with its offset.
    """
    said = os.environ.get(VARIABLE) or _asked_of_git(project)
    if not said:
        return ""
    try:
        return datetime.fromisoformat(said).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        raise CommitTimeError(f"{VARIABLE} must be a time such as 2026-01-31T12:00:00Z, not {said!r}") from None


def _asked_of_git(project: Path) -> str:
    if not (project / ".git").exists():
        return ""
    command = ["git", "log", "-1", "--format=%aI"]
    done = subprocess.run(
        command, cwd=project, capture_output=True, text=True, check=False, timeout=_GIT_TIMEOUT_SECONDS
    )
    return done.stdout.strip() if done.returncode == 0 else ""
