"""What files hold that are written one by one and not by a checkpoint: a digest for each, so that damage is noticed.

A digest is noted before its file is written, beside that of what the file held before. Whenever the process is killed,
the file is one of the two.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from localcloud.aws.storage.damage import Damage
from localcloud.aws.storage.database import Database

_SCHEMA = """
CREATE TABLE files (
    path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, before TEXT NOT NULL,
    size INTEGER NOT NULL, modified INTEGER NOT NULL);
"""
_VERSION = 1
_NOTE = """
INSERT INTO files VALUES (?, ?, '', -1, 0) ON CONFLICT (path)
DO UPDATE SET before = files.sha256, sha256 = excluded.sha256, size = -1, modified = 0
"""


class FileLedger:
    """The digests of files below a folder, in a database of their own."""

    def __init__(self, path: Path, *, root: Path) -> None:
        """Open or create it.

        Raises:
            DamagedStateError: the file is no database any more.
            OtherVersionError: it is of another version.
        """
        self._database = Database(path, schema=_SCHEMA, version=_VERSION, synchronous="NORMAL")
        self._root = root

    def writing(self, file: Path, content: bytes) -> None:
        """Note what a file is about to hold."""
        self._database.write(_NOTE, (self._name(file), hashlib.sha256(content).hexdigest()))

    def written(self, file: Path) -> None:
        """Note that it does, so that the next start need not read it."""
        found = file.stat()
        self._database.write(
            "UPDATE files SET size = ?, modified = ? WHERE path = ?",
            (found.st_size, found.st_mtime_ns, self._name(file)),
        )

    def removing(self, files: Iterable[Path]) -> None:
        """Forget files that are about to be removed."""
        with self._database.transaction():
            for file in files:
                self._database.write("DELETE FROM files WHERE path = ?", (self._name(file),))

    def removing_folder(self, folder: Path) -> None:
        """Forget all files below a folder that is about to be removed."""
        below = f"{self._name(folder)}/"
        self._database.write("DELETE FROM files WHERE substr(path, 1, ?) = ?", (len(below), below))

    def close(self) -> None:
        """Close its file."""
        self._database.close()

    def _name(self, file: Path) -> str:
        return str(file.relative_to(self._root))


def damaged_files(path: Path, *, root: Path) -> Iterator[Damage]:
    """The files of a ledger that are not what was written; one whose size and time are as they were is not read."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT path, sha256, before, size, modified FROM files").fetchall()
    for name, sha256, before, size, modified in rows:
        file = root / name
        if not file.is_file():
            if before or size >= 0:  # else it was about to be written for the first time
                yield Damage(path=file, what="it is missing")
            continue
        found = file.stat()
        if (found.st_size, found.st_mtime_ns) == (size, modified):
            continue
        if hashlib.sha256(file.read_bytes()).hexdigest() not in (sha256, before):
            yield Damage(path=file, what="it is empty" if not found.st_size else "it is not what was written")
