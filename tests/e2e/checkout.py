"""A throw-away clone of this project, and commits made in it."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.git_commands import git

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Checkout:
    """A git repository with one branch, ``main``."""

    path: Path
    base: str

    @classmethod
    def of_this_project(cls, path: Path) -> Checkout:
        """Copies the files git would commit here, so that what is tested is the tree as it is now, committed or not."""
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
            cwd=PROJECT,
            capture_output=True,
            check=True,
        )
        for name in filter(None, listed.stdout.decode().split("\0")):
            source, target = PROJECT / name, path / name
            if source.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, target)
        for shared in (".venv", "node_modules"):
            (path / shared).symlink_to(PROJECT / shared)
        (path / ".delivery").mkdir()
        (path / ".delivery" / "toolchain").symlink_to(PROJECT / ".delivery" / "toolchain")
        git(path, "init", "--quiet", "--initial-branch", "main")
        # The links above stand where a set-up makes folders, which is what .gitignore names.
        (path / ".git/info/exclude").write_text(".venv\nnode_modules\n", encoding="utf-8")
        git(path, "add", "--all")
        git(path, "commit", "--quiet", "--message", "The project as it is")
        return cls(path=path, base=git(path, "rev-parse", "HEAD"))

    def edit(self, message: str, *replacements: tuple[str, str, str]) -> str:
        """Commits the base with each (path, old, new) replaced; the parent is the branch's tip, so an ordinary push
        takes it.

        Raises:
            ValueError: the old text is not there exactly once; the scenario has gone stale.
        """
        git(self.path, "read-tree", "--reset", "-u", self.base)
        for name, old, new in replacements:
            file = self.path / name
            text = file.read_text(encoding="utf-8")
            if text.count(old) != 1:
                raise ValueError(f"{name} holds {old!r} {text.count(old)} times, not once")
            file.write_text(text.replace(old, new), encoding="utf-8")
        return self.commit(message)

    def commit(self, message: str) -> str:
        """Commits the files as they lie there."""
        git(self.path, "add", "--all")
        git(self.path, "commit", "--quiet", "--allow-empty", "--message", message)
        return git(self.path, "rev-parse", "HEAD")
