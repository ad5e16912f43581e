"""CodeBuild's own durable record of projects, builds and reports.

MiniStack's state is saved at checkpoints only; a build's record must survive a killed server as of its last
transition, because CodePipeline decides from it what to run again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from localcloud.aws.storage.database import Database
from localcloud.services.codebuild.arns import Scope

Document = dict[str, Any]

_SCHEMA_VERSION = 1
_GET = "SELECT body FROM document WHERE kind = ? AND account = ? AND region = ? AND key = ?"
_DELETE = "DELETE FROM document WHERE kind = ? AND account = ? AND region = ? AND key = ? RETURNING key"
_LIST = (
    "SELECT key, body FROM document WHERE kind = ? AND account = ? AND region = ? AND parent = ifnull(?, parent) "
    "ORDER BY position"
)
_BY_AGE = "CREATE INDEX IF NOT EXISTS document_by_age ON document (kind, position)"
_OLDEST = "SELECT * FROM document WHERE kind = ? AND position > ? ORDER BY position LIMIT ?"
_READ_AT_ONCE = 20
_SCHEMA = """
CREATE TABLE IF NOT EXISTS document (
    kind TEXT NOT NULL, account TEXT NOT NULL, region TEXT NOT NULL, key TEXT NOT NULL,
    parent TEXT NOT NULL, position INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (kind, account, region, key)
);
CREATE INDEX IF NOT EXISTS document_by_position ON document (kind, account, region, parent, position);
CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
"""


class Store:
    """JSON documents by kind, account, region and key, in the order of their creation. Thread-safe."""

    def __init__(self, file: Path) -> None:
        self._database = Database(file, schema=_SCHEMA, version=_SCHEMA_VERSION, synchronous="NORMAL")
        self._database.write(_BY_AGE, ())  # not in the schema: a file of before it is read too

    def close(self) -> None:
        self._database.close()

    def transaction(self) -> AbstractContextManager[None]:
        """Hold the store for several calls, all of which take effect or none."""
        return self._database.transaction()

    def put(self, scope: Scope, kind: str, key: str, body: Document, *, parent: str = "") -> None:
        """Write a document; a new one goes to the end of its kind's order."""
        with self.transaction():
            self._database.write(
                "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?) "
                "ON CONFLICT (kind, account, region, key) DO UPDATE SET body = excluded.body",
                (kind, scope.account, scope.region, key, parent, self.next_number("position"), json.dumps(body)),
            )

    def get(self, scope: Scope, kind: str, key: str) -> Document | None:
        row = self._database.row(_GET, (kind, scope.account, scope.region, key))
        return json.loads(row["body"]) if row else None

    def change(self, scope: Scope, kind: str, key: str, change: Callable[[Document], None]) -> Document | None:
        """Apply `change` to a document as one step; None when there is no such document."""
        with self.transaction():
            body = self.get(scope, kind, key)
            if body is not None:
                change(body)
                self.put(scope, kind, key, body)
            return body

    def delete(self, scope: Scope, kind: str, key: str) -> bool:
        with self.transaction():
            values = (kind, scope.account, scope.region, key)
            return self._database.row(_DELETE, values) is not None

    def keys(self, scope: Scope, kind: str, *, parent: str | None = None) -> list[str]:
        """The keys of a kind (of one parent), oldest first."""
        return [row["key"] for row in self._rows(scope, kind, parent)]

    def documents(self, scope: Scope, kind: str, *, parent: str | None = None) -> list[Document]:
        """The documents of a kind (of one parent), oldest first."""
        return [json.loads(row["body"]) for row in self._rows(scope, kind, parent)]

    def _rows(self, scope: Scope, kind: str, parent: str | None) -> list[sqlite3.Row]:
        return self._database.rows(_LIST, (kind, scope.account, scope.region, parent))

    def everywhere(self, kind: str) -> list[tuple[Scope, str, Document]]:
        """The documents of a kind in all accounts and regions, for what the server does on its own at a start."""
        rows = self._database.rows("SELECT * FROM document WHERE kind = ? ORDER BY position", (kind,))
        return [(Scope(row["account"], row["region"]), row["key"], json.loads(row["body"])) for row in rows]

    def oldest(self, kind: str) -> Iterator[tuple[Scope, str, Document]]:
        """The documents of a kind in all accounts and regions, the oldest first, read as they are asked for."""
        position = 0
        while rows := self._database.rows(_OLDEST, (kind, position, _READ_AT_ONCE)):
            position = rows[-1]["position"]
            for row in rows:
                yield Scope(row["account"], row["region"]), row["key"], json.loads(row["body"])

    def next_number(self, name: str) -> int:
        """Count up: 1, 2, 3... for each name."""
        with self.transaction():
            row = self._database.row(
                "INSERT INTO counter VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
                (name,),
            )
            assert row is not None  # noqa: S101 - RETURNING gives the row that was written
            return int(row["value"])
