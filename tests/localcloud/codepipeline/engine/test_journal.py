"""Only the journal writes executions, stage runs, action runs and rule runs; other tables have one writer too."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from localcloud.services import codepipeline

_ROOM = Path(codepipeline.__file__).parent
_JOURNAL = "engine/journal.py"
# By the store's tables, the modules that may write them.
_WRITERS = {
    "actions": {_JOURNAL},
    "announcements": {_JOURNAL, "announcer.py"},  # which removes what it has delivered
    "executions": {_JOURNAL},
    "pipelines": {"definitions.py"},
    "rules": {_JOURNAL},
    "stages": {_JOURNAL},
}
_WRITES = {"add", "delete", "remove", "save"}


def _writes(source: str) -> Iterator[str]:
    """The tables that a module's source writes: calls of a table's writing method, whoever holds the store."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute(attr=method, value=ast.Attribute(attr=table)):
                if method in _WRITES and table in _WRITERS:
                    yield table


def test_every_table_is_written_by_its_writers_alone() -> None:
    found: dict[str, set[str]] = {table: set() for table in _WRITERS}
    for file in _ROOM.rglob("*.py"):
        for table in _writes(file.read_text()):
            found[table].add(file.relative_to(_ROOM).as_posix())
    assert found == _WRITERS


def test_every_table_has_its_writers_named() -> None:
    store = ast.parse((_ROOM / "store" / "store.py").read_text())
    tables = {
        node.targets[0].attr
        for node in ast.walk(store)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute)
    }
    assert {name for name in tables if not name.startswith("_")} == _WRITERS.keys()


@pytest.mark.parametrize("source", ["self._store.rules.save(run)", "write = store.rules.add"])
def test_a_write_is_seen(source: str) -> None:
    assert list(_writes(source)) == ["rules"]
