"""Records that only come and go, such as the events of stacks: a checkpoint has a number instead of all of them.

Each is written once, when the state is first collected with it. A number says which there were: those made up to it and
not gone by then. What was written for a checkpoint that never became current is dropped when another one is restored.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from localcloud.aws.storage.database import Database

_SCHEMA = """
CREATE TABLE records (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL, document TEXT NOT NULL, made INTEGER NOT NULL, gone INTEGER);
CREATE INDEX records_by_key ON records (key);
CREATE INDEX records_made ON records (made);
CREATE INDEX records_gone ON records (gone);
"""


class CollectedRecords:
    """JSON documents by a key that several may have, in the order in which they came.

    Attributes:
        number: of what there is now.
    """

    def __init__(self, path: Path) -> None:
        """Open or create the file.

        Raises:
            DamagedStateError: the file is no database any more.
            OtherVersionError: it is of another version.
        """
        self.database = Database(path, schema=_SCHEMA, version=1, synchronous="NORMAL")
        row = self.database.row("SELECT max(made) AS made, max(gone) AS gone FROM records")
        self.number = max(row["made"] or 0, row["gone"] or 0) if row else 0
        self._current = 0
        self._known = False

    def collect(self, *, new: Iterable[tuple[str, Any]], gone: Iterable[str]) -> int:
        """Write what came, and by its key all that went; returns the number for a checkpoint, the same without either.

        Raises:
            sqlite3.Error: the disk refused; nothing was written.
        """
        if not self._known:
            self.restore(0)  # no checkpoint refers to what is there
        removed = list(gone)
        added = [(key, json.dumps(document)) for key, document in new]
        if removed or added:
            number = self.number + 1
            with self.database.transaction():
                self.database.write_many(
                    "UPDATE records SET gone = ? WHERE key = ? AND gone IS NULL", [(number, key) for key in removed]
                )
                self.database.write_many(
                    "INSERT INTO records VALUES (NULL, ?, ?, ?, NULL)", [(*record, number) for record in added]
                )
            self.number = number
        return self.number

    def restore(self, number: int) -> list[tuple[str, Any]]:
        """What there was at a number, with its keys; from then on that is what there is."""
        with self.database.transaction():
            self.database.write("DELETE FROM records WHERE made > ?", (number,))
            self.database.write("UPDATE records SET gone = NULL WHERE gone > ?", (number,))
        self.number = self._current = number
        self._known = True
        rows = self.database.rows("SELECT key, document FROM records WHERE gone IS NULL ORDER BY id")
        return [(row["key"], json.loads(row["document"])) for row in rows]

    def forget(self, number: int) -> None:
        """Remove what had gone by the checkpoint before this one, which has become current."""
        before, self._current = self._current, number
        if self.database.row("SELECT 1 FROM records WHERE gone <= ? LIMIT 1", (before,)):
            self.database.write("DELETE FROM records WHERE gone <= ?", (before,))
