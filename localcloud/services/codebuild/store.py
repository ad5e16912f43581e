"""CodeBuild's own durable record of projects, builds and reports.

MiniStack's state is saved at checkpoints only; a build's record must survive a killed server as of its last
transition, because CodePipeline decides from it what to run again. SQLite in WAL mode gives that for a tenth of a
millisecond a write.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from localcloud.services.codebuild.arns import Scope

Document = dict[str, Any]

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
        file.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._database = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=NORMAL")
        self._database.executescript(_SCHEMA)

    def close(self) -> None:
        with self._lock:
            self._database.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the store for several calls, all of which take effect or none."""
        with self._lock:
            if self._database.in_transaction:
                yield
                return
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    def put(self, scope: Scope, kind: str, key: str, body: Document, *, parent: str = "") -> None:
        """Write a document; a new one goes to the end of its kind's order."""
        with self.transaction():
            self._database.execute(
                "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?) "
                "ON CONFLICT (kind, account, region, key) DO UPDATE SET body = excluded.body",
                (kind, scope.account, scope.region, key, parent, self.next_number("position"), json.dumps(body)),
            )

    def get(self, scope: Scope, kind: str, key: str) -> Document | None:
        with self._lock:
            row = self._database.execute(
                "SELECT body FROM document WHERE kind = ? AND account = ? AND region = ? AND key = ?",
                (kind, scope.account, scope.region, key),
            ).fetchone()
        return json.loads(row[0]) if row else None

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
            cursor = self._database.execute(
                "DELETE FROM document WHERE kind = ? AND account = ? AND region = ? AND key = ?",
                (kind, scope.account, scope.region, key),
            )
            return cursor.rowcount > 0

    def keys(self, scope: Scope, kind: str, *, parent: str | None = None) -> list[str]:
        """The keys of a kind (of one parent), oldest first."""
        return [row[0] for row in self._rows("key", scope, kind, parent)]

    def documents(self, scope: Scope, kind: str, *, parent: str | None = None) -> list[Document]:
        """The documents of a kind (of one parent), oldest first."""
        return [json.loads(row[0]) for row in self._rows("body", scope, kind, parent)]

    def _rows(self, column: str, scope: Scope, kind: str, parent: str | None) -> list[tuple[str]]:
        query = f"SELECT {column} FROM document WHERE kind = ? AND account = ? AND region = ?"  # noqa: S608 - two fixed names
        values = [kind, scope.account, scope.region]
        if parent is not None:
            query += " AND parent = ?"
            values.append(parent)
        with self._lock:
            return self._database.execute(query + " ORDER BY position", values).fetchall()

    def everywhere(self, kind: str) -> list[tuple[Scope, str, Document]]:
        """The documents of a kind in all accounts and regions, for what the server does on its own at a start."""
        with self._lock:
            rows = self._database.execute(
                "SELECT account, region, key, body FROM document WHERE kind = ? ORDER BY position", (kind,)
            ).fetchall()
        return [(Scope(account, region), key, json.loads(body)) for account, region, key, body in rows]

    def next_number(self, name: str) -> int:
        """Count up: 1, 2, 3... for each name."""
        with self.transaction():
            row = self._database.execute(
                "INSERT INTO counter VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
                (name,),
            ).fetchone()
            return int(row[0])
