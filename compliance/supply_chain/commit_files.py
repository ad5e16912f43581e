"""Which files a commit holds, in a checkout as in a build, whose sources come without git's own data."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

MADE_HERE: Final = frozenset(
    {".delivery", ".git", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".venv", "build", "cdk.out"}
    | {"node_modules", "reports"}
)
"""Folders at the top that the project's own commands make; .gitignore names the same."""

_GIT_TIMEOUT_SECONDS: Final = 30


def commit_files(project: Path) -> list[str]:
    """The commit's files relative to the project, sorted; those that git would add with the next commit as well.

    In a checkout git says which. Elsewhere every file is one, except what commands have made since.
    """
    if (project / ".git").exists():
        done = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
            cwd=project,
            capture_output=True,
            check=True,
            timeout=_GIT_TIMEOUT_SECONDS,
        )
        names = filter(None, done.stdout.decode().split("\0"))
        return sorted(name for name in names if (project / name).is_file() and not (project / name).is_symlink())
    return sorted(_walk(project))


def _walk(project: Path) -> Iterator[str]:
    for directory, folders, files in os.walk(project):
        at_top = Path(directory) == project
        folders[:] = [name for name in folders if name != "__pycache__" and not (at_top and name in MADE_HERE)]
        for name in files:
            path = Path(directory, name)
            if not name.endswith(".pyc") and not path.is_symlink():
                yield path.relative_to(project).as_posix()
