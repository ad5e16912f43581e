"""Processes that run the same package share one unpacked directory, as they share a read-only /var/task on AWS.

MiniStack unpacks a function's zip again for every process that it starts: for a package of some thousand files that is
most of a cold start, and an operator waits for two of them in each release.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import tempfile
import threading
import zipfile
from pathlib import Path
from typing import Any

from ministack.core import lambda_runtime

from localcloud.ministack.touched import Touched

TOUCHES = (Touched("core.lambda_runtime", "zipfile"),)
KEPT = 8
"""Packages that stay unpacked, the ones used last, beside those that a process has as its directory."""

_lock = threading.Lock()


def apply() -> None:
    """Unpack a package once."""
    lambda_runtime.zipfile = _ZipModule()


class _ZipModule:
    """The module `zipfile`, but for where `ZipFile.extractall` puts a file's content."""

    def __getattr__(self, name: str) -> Any:
        return getattr(zipfile, name)

    class ZipFile(zipfile.ZipFile):
        def extractall(self, path: Any = None, members: Any = None, pwd: bytes | None = None) -> None:
            """Make `path`, which is an empty directory, a link to the package's own directory."""
            if self.filename is None or path is None or members is not None:
                super().extractall(path, members, pwd)
                return
            with Path(self.filename).open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            shared = Path(tempfile.gettempdir()) / "function-directories" / digest
            with _lock:
                if not shared.exists():
                    self._unpack(shared)
                os.utime(shared)
                _remove_surplus(shared.parent)
                Path(path).rmdir()
                Path(path).symlink_to(shared)

        def _unpack(self, shared: Path) -> None:
            """All of it or nothing, also when the server is killed half-way."""
            shared.parent.mkdir(exist_ok=True)
            unfinished = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=shared.parent))
            try:
                super().extractall(unfinished)
                self._make_programs(unfinished)
                unfinished.chmod(0o755)
                unfinished.rename(shared)
            except BaseException:
                shutil.rmtree(unfinished, ignore_errors=True)
                raise

        def _make_programs(self, folder: Path) -> None:
            """Let be executed what the package says may be; unpacking alone forgets that."""
            for member in self.infolist():
                path = folder / member.filename
                if (member.external_attr >> 16) & stat.S_IXUSR and path.is_file():
                    path.chmod(path.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


def _remove_surplus(directory: Path) -> None:
    used = {link.resolve() for link in directory.parent.glob("*/*") if link.is_symlink()}
    newest_first = sorted(directory.iterdir(), key=lambda package: package.stat().st_mtime, reverse=True)
    for package in newest_first[KEPT:]:
        if package.resolve() not in used:
            shutil.rmtree(package, ignore_errors=True)
