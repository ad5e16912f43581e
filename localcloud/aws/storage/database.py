"""One SQLite file of a service: what was committed survives a killed server, and by default a power cut.

SQLite is in Python's standard library and needs no server; services commit few and small transactions. MiniStack's own
state is saved at checkpoints only, which is too seldom for what decides how a run goes on.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from localcloud.aws.storage.damage import DamagedStateError


class Database:
    """A connection shared by the process's threads; statements run one at a time."""

    def __init__(self, path: Path, *, schema: str, version: int, synchronous: str = "FULL") -> None:
        """Open or create the file.

        Args:
            schema: the statements that make the tables, in a new file.
            version: of the schema; a file remembers it.
            synchronous: SQLite's word for what a commit survives: ``FULL`` a power cut, ``NORMAL`` a killed process in
                a thirtieth of the time.

        Raises:
            DamagedStateError: the file is no database any more.
            RuntimeError: it is of another version of this schema.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._depth = 0
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=10)
        self._connection.row_factory = sqlite3.Row
        try:
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute(f"PRAGMA synchronous = {synchronous}")
            found = self._connection.execute("PRAGMA user_version").fetchone()[0]
            (verdict,) = self._connection.execute("PRAGMA quick_check(1)").fetchone()
        except sqlite3.OperationalError:
            raise  # the disk is full, or may not be written
        except sqlite3.DatabaseError as error:
            raise DamagedStateError(path, error) from error
        if verdict != "ok":
            raise DamagedStateError(path, verdict)
        if found == 0:
            self._connection.executescript(f"BEGIN; {schema} PRAGMA user_version = {version}; COMMIT;")
        elif found != version:
            raise RuntimeError(
                f"{path} has version {found} of its schema, this program writes {version}; "
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
