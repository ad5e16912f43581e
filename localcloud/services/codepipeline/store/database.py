"""One SQLite file, written with full durability: a transition that was committed survives SIGKILL and a power cut.

SQLite is in Python's standard library and needs no server; the engine commits few and small transactions.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SCHEMA_VERSION = 1
_SCHEMA = """
CREATE TABLE pipelines (
    account TEXT, region TEXT, name TEXT, document TEXT NOT NULL, PRIMARY KEY (account, region, name));
CREATE TABLE pipeline_versions (
    account TEXT, region TEXT, name TEXT, version INTEGER, document TEXT NOT NULL,
    PRIMARY KEY (account, region, name, version));
CREATE TABLE executions (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    account TEXT, region TEXT, name TEXT, active INTEGER NOT NULL, client_token TEXT NOT NULL, document TEXT NOT NULL);
CREATE INDEX executions_of_pipeline ON executions (account, region, name, active);
CREATE TABLE stage_runs (
    execution_id TEXT, stage TEXT, entered INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (execution_id, stage));
CREATE TABLE action_runs (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, execution_id TEXT NOT NULL,
    account TEXT, region TEXT, name TEXT, stage TEXT, active INTEGER NOT NULL, document TEXT NOT NULL);
CREATE INDEX action_runs_of_execution ON action_runs (execution_id, stage);
CREATE INDEX action_runs_of_pipeline ON action_runs (account, region, name, stage);
CREATE INDEX action_runs_active ON action_runs (active);
CREATE TABLE rule_runs (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, execution_id TEXT NOT NULL,
    account TEXT, region TEXT, name TEXT, stage TEXT, active INTEGER NOT NULL, document TEXT NOT NULL);
CREATE INDEX rule_runs_of_execution ON rule_runs (execution_id, stage);
CREATE TABLE announcements (id INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL);
"""


class Database:
    """A connection shared by the process's threads; statements run one at a time."""

    def __init__(self, path: Path) -> None:
        """Open or create the file.

        Raises:
            RuntimeError: the file is of another version of this schema.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._depth = 0
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=10)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._migrate(path)

    def _migrate(self, path: Path) -> None:
        found = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if found == 0:
            self._connection.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
        elif found != SCHEMA_VERSION:
            raise RuntimeError(
                f"{path} has version {found} of the pipelines' store, this program writes {SCHEMA_VERSION}; "
                "remove the state directory to start anew"
            )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; transactions nest into the outermost one, which holds the lock until it is durable."""
        with self._lock:
            if self._depth:
                yield
                return
            self._connection.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield
                self.commit()
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0

    def commit(self) -> None:
        """Make the open transaction durable; only `transaction` calls this."""
        self._connection.execute("COMMIT")

    def rows(self, statement: str, parameters: tuple[Any, ...] = ()) -> list[sqlite3.Row]:
        """The rows of a query."""
        with self._lock:
            return self._connection.execute(statement, parameters).fetchall()

    def row(self, statement: str, parameters: tuple[Any, ...] = ()) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        with self._lock:
            found: sqlite3.Row | None = self._connection.execute(statement, parameters).fetchone()
            return found

    def write(self, statement: str, parameters: tuple[Any, ...]) -> int:
        """Run one statement inside a transaction; returns the row id of an insert."""
        with self.transaction():
            return self._connection.execute(statement, parameters).lastrowid or 0

    def close(self) -> None:
        """Close the file; waits for a running transaction."""
        with self._lock:
            self._connection.close()
