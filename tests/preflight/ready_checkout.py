"""A git repository with the files that the preflight reads, and the bare one that it was pushed to."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.git_commands import git

PROJECT = Path(__file__).resolve().parents[2]
FILES = ("cdk.json", "package.json", "stages/environments.py")
REPOSITORY, BRANCH = "example-org/careervp", "main"


@dataclass(frozen=True)
class ReadyCheckout:
    """A checkout that is committed and pushed.

    Attributes:
        path: the work tree.
        remote: the bare repository, named `origin` in it.
    """

    path: Path
    remote: Path

    @classmethod
    def create(cls, folder: Path) -> ReadyCheckout:
        checkout = cls(path=folder / "careervp", remote=folder / f"{REPOSITORY}.git")
        for name in FILES:
            target = checkout.path / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, target)
        for shared in (".venv", "node_modules"):
            (checkout.path / shared).symlink_to(PROJECT / shared)
        checkout.remote.mkdir(parents=True)
        checkout.git("init", "--quiet", "--initial-branch", BRANCH)
        checkout.git("init", "--quiet", "--bare", str(checkout.remote))
        (checkout.path / ".git/info/exclude").write_text(".venv\nnode_modules\n", encoding="utf-8")
        checkout.git("remote", "add", "origin", str(checkout.remote))
        checkout.commit("The project as it is")
        checkout.push()
        return checkout

    def edit(self, name: str, old: str, new: str) -> None:
        """Replaces a text that is in a file."""
        text = (self.path / name).read_text(encoding="utf-8")
        assert old in text
        (self.path / name).write_text(text.replace(old, new), encoding="utf-8")

    def commit(self, message: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def push(self) -> None:
        self.git("push", "--quiet", "origin", BRANCH)

    def git(self, *arguments: str) -> str:
        return git(self.path, *arguments)
