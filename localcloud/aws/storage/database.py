"""One SQLite file of a service: what was committed survives a killed server, and by default a power cut.

SQLite is in Python's standard library and needs no server; services commit few and small transactions. MiniStack's own
state is saved at checkpoints only, which is too seldom for what decides how a run goes on.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from localcloud.aws.storage.damage import Damage, DamagedStateError, OtherVersionError

# How many transactions a file has seen: a checkpoint notes it, and a file that knows of fewer has lost some.
_COMMITS = "CREATE TABLE IF NOT EXISTS commits (number INTEGER NOT NULL)"
_HEADER = b"SQLite format 3\0"  # sqlite.org/fileformat.html
_open: weakref.WeakSet[Database] = weakref.WeakSet()


class Database:
    """A connection shared by the process's threads; statements run one at a time.

    Attributes:
        path: the file.
        commits: how many transactions it has seen, those of earlier processes included.
    """

    def __init__(self, path: Path, *, schema: str, version: int, synchronous: str = "FULL") -> None:
        """Open or create the file.

        Args:
            schema: the statements that make the tables, in a new file.
            version: of the schema; a file remembers it.
            synchronous: SQLite's word for what a commit survives: ``FULL`` a power cut, ``NORMAL`` a killed process in
                a thirtieth of the time.

        Raises:
            DamagedStateError: the file is no database any more.
            OtherVersionError: it is of another version of this schema.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
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
            raise DamagedStateError(Damage(path=path, what=str(error))) from error
        if verdict != "ok":
            raise DamagedStateError(Damage(path=path, what=verdict))
        if found == 0:
            self._connection.executescript(f"BEGIN; {schema} PRAGMA user_version = {version}; COMMIT;")
        elif found != version:
            raise OtherVersionError(path, found, version)
        self.commits = self._count_commits()
        _open.add(self)

    def _count_commits(self) -> int:
        self._connection.execute(_COMMITS)
        row = self._connection.execute("SELECT number FROM commits").fetchone()
        if row is None:
            self._connection.execute("INSERT INTO commits VALUES (0)")
        return int(row["number"]) if row else 0

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
                self._connection.execute("UPDATE commits SET number = number + 1")
                self.commit()
                self.commits += 1
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

    def write_many(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Run one statement for each row, all inside a transaction."""
        with self.transaction():
            self._connection.executemany(statement, rows)

    def flush(self) -> None:
        """Make every commit so far survive a power cut too."""
        with suppress(FileNotFoundError):
            handle = os.open(self.path.with_name(f"{self.path.name}-wal"), os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    def close(self) -> None:
        """Close the file; waits for a running transaction."""
        with self._lock:
            _open.discard(self)
            self._connection.close()


def open_databases(folder: Path) -> list[Database]:
    """Those below a folder that this process has open."""
    return [database for database in list(_open) if database.path.is_relative_to(folder)]


def examine(path: Path, *, commits: int) -> str:
    """What is wrong with a database's file, in a few words; empty where nothing is. It is read and not changed.

    Args:
        commits: how many transactions it has seen at least.
    """
    if not path.exists():
        return "it is missing"
    if not path.stat().st_size:
        return "it is empty"
    with path.open("rb") as file:
        # SQLite itself would not look, where its log has the page.
        if file.read(len(_HEADER)) != _HEADER:
            return "it is no database"
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            (page_size,) = connection.execute("PRAGMA page_size").fetchone()
            (found,) = connection.execute("SELECT max(number) FROM commits").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    if verdict != "ok":
        return str(verdict)
    if path.stat().st_size % page_size:
        return "it ends within a page"
    missing = commits - (found or 0)
    return f"the last {missing} of its {commits} changes are missing" if missing > 0 else ""
