"""A file of the state that was cut off is named; nothing takes it for an empty one."""

from __future__ import annotations

from pathlib import Path

import pytest

from localcloud.aws.storage.damage import DamagedStateError
from localcloud.aws.storage.database import Database

_SCHEMA = "CREATE TABLE thing (name TEXT);"


def test_a_database_that_was_cut_off_is_named(tmp_path: Path) -> None:
    path = tmp_path / "things.sqlite"
    database = Database(path, schema=_SCHEMA, version=1)
    for number in range(2000):
        database.write("INSERT INTO thing VALUES (?)", (f"thing {number}",))
    database.close()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(DamagedStateError, match=r"things\.sqlite is damaged .*: put the file back"):
        Database(path, schema=_SCHEMA, version=1)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "things.sqlite"
    path.write_bytes(b"something else" * 100)
    with pytest.raises(DamagedStateError, match=r"things\.sqlite is damaged"):
        Database(path, schema=_SCHEMA, version=1)
