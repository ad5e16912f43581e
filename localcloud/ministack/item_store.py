"""The items of every table, in a database; memory has their keys, and those items that were asked for last.

An item of 6 KB takes 52 KB as Python objects: ten thousand requests that each leave one would take half a gigabyte.
"""

from __future__ import annotations

import copy
import json
import logging
import sqlite3
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from typing import Any, Final

from ministack.services import dynamodb

from localcloud.aws.storage.database import Database

SCHEMA: Final = """
CREATE TABLE items (
    in_table TEXT NOT NULL, partition TEXT NOT NULL, sort TEXT NOT NULL, item TEXT NOT NULL,
    PRIMARY KEY (in_table, partition, sort)) WITHOUT ROWID;
CREATE TABLE tables (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE);
"""
VERSION: Final = 2
_RECENT_CHARACTERS: Final = 1 << 20
"""Of the texts of the items that memory has too."""
_log = logging.getLogger(__name__)
Table = dict[str, Any]
Item = dict[str, Any]
Key = tuple[str, str, str]
"""The table's id, and the item's partition and sort key as MiniStack has them."""


class Partition(MutableMapping[str, Item]):
    """The items of one partition by their sort key. An item that is got from it is only to be read."""

    __slots__ = ("_partition", "_sorts", "_store", "_table")

    def __init__(self, store: ItemStore, table: str, partition: str) -> None:
        self._store, self._table, self._partition = store, table, partition
        self._sorts: dict[str, None] = {}

    def stored(self, sort: str) -> None:
        """Note an item that the database has."""
        self._sorts[sort] = None

    def __getitem__(self, sort: str) -> Item:
        if sort not in self._sorts:
            raise KeyError(sort)
        return self._store.read((self._table, self._partition, sort))

    def __setitem__(self, sort: str, item: Item) -> None:
        self._store.note((self._table, self._partition, sort), item)
        self._sorts[sort] = None

    def __delitem__(self, sort: str) -> None:
        del self._sorts[sort]
        self._store.note((self._table, self._partition, sort), None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._sorts)

    def __len__(self) -> int:
        return len(self._sorts)

    def __contains__(self, sort: object) -> bool:
        return sort in self._sorts

    def __deepcopy__(self, memo: Any) -> dict[str, Item]:
        """What a backup or a transaction gets of it: items that nobody else has."""
        return copy.deepcopy(dict(self), memo)


class TableItems(defaultdict[str, Partition]):
    """The partitions of a table that the database has."""

    def __init__(self, store: ItemStore, table: str, keys: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self._store, self._table = store, table
        for partition, sort in keys:
            self[partition].stored(sort)

    def __missing__(self, partition: str) -> Partition:
        made = self[partition] = Partition(self._store, self._table, partition)
        return made

    def setdefault(self, partition: str, default: Any = None) -> Partition:
        """The partition, which is made of `default` if there is none."""
        if partition not in self:
            self[partition].update(default or {})
        return self[partition]

    def __deepcopy__(self, memo: Any) -> dict[str, Any]:
        """What a checkpoint gets of them. Where MiniStack copies a table's items it makes a plain `dict` first."""
        return {}


class ItemStore:
    """The items of every table, by the table's id."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.RLock()
        self._operation = threading.local()
        self._unsaved: dict[Key, Item | None] = {}
        self._recent: OrderedDict[Key, tuple[Item, int]] = OrderedDict()
        self._recent_characters = 0
        self._saved: frozenset[str] | None = None
        self._newest = 0

    @contextmanager
    def as_a_whole(self) -> Iterator[None]:
        """Commit what is changed within at once, at its end."""
        if getattr(self._operation, "runs", False):
            yield
            return
        self._operation.runs = True
        try:
            yield
        finally:
            self._operation.runs = False
            self.save()

    def change(self, table: Table, partition: str, sort: str, item: Item | None) -> None:
        """Note what an item is now; None where it is gone."""
        if not isinstance(table["items"], TableItems):
            self.take_over(table)
            return
        self.note((table["TableId"], partition, sort), item)
        if not getattr(self._operation, "runs", False):
            self.save()

    def note(self, key: Key, item: Item | None) -> None:
        """Note what an item is now; it is in the file after the next `save`."""
        with self._lock:
            self._unsaved[key] = item

    def read(self, key: Key) -> Item:
        """An item as it is now.

        Raises:
            KeyError: there is none, e.g. because its table was deleted.
        """
        with self._lock:
            item = self._unsaved.get(key)
            if item is not None:
                return item
            if key in self._recent:
                self._recent.move_to_end(key)
                return self._recent[key][0]
            row = self._database.row("SELECT item FROM items WHERE in_table = ? AND partition = ? AND sort = ?", key)
            if row is None:
                raise KeyError(key)
            found: Item = json.loads(row["item"])
            self._remember(key, found, len(row["item"]))
            return found

    def _remember(self, key: Key, item: Item, characters: int) -> None:
        self._forget(key)
        self._recent[key] = item, characters
        self._recent_characters += characters
        while self._recent_characters > _RECENT_CHARACTERS:
            self._forget(next(iter(self._recent)))

    def _forget(self, key: Key) -> None:
        _, characters = self._recent.pop(key, (None, 0))
        self._recent_characters -= characters

    def save(self) -> None:
        """Write what was noted; what the disk refuses is tried again with the next change, and at a checkpoint."""
        try:
            self._save()
        except sqlite3.Error:
            _log.exception("an item that was written is in no file until the disk takes it")

    def _save(self) -> None:
        with self._lock:
            if not self._unsaved:
                return
            items = {key: item for key, item in self._unsaved.items() if item is not None}
            texts = {key: json.dumps(item) for key, item in items.items()}
            gone = [key for key in self._unsaved if key not in items]
            with self._database.transaction():
                self._database.write_many("DELETE FROM items WHERE in_table = ? AND partition = ? AND sort = ?", gone)
                self._write(texts)
            self._unsaved = {}
            for key in gone:
                self._forget(key)
            for key, item in items.items():
                self._remember(key, item, len(texts[key]))

    def _write(self, texts: Mapping[Key, str]) -> None:
        rows = [(*key, text) for key, text in texts.items()]
        self._database.write_many("INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?)", rows)

    def take_over(self, table: Table) -> None:
        """Write all items of a table that is new, or whose items were replaced, and follow its changes from then on."""
        number = table["TableId"]
        with self._lock:
            texts = {
                (number, partition, sort): json.dumps(item)
                for partition, items in table["items"].items()
                for sort, item in items.items()
            }
            with self._database.transaction():
                self._database.write("INSERT OR IGNORE INTO tables (id) VALUES (?)", (number,))
                self._database.write("DELETE FROM items WHERE in_table = ?", (number,))
                self._write(texts)
            self._unsaved = {key: item for key, item in self._unsaved.items() if key[0] != number}
            for key in [key for key in self._recent if key[0] == number]:
                self._forget(key)
            table["items"] = TableItems(self, number, ((partition, sort) for _, partition, sort in texts))

    def state(self, get_state: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """MiniStack's state, with empty tables.

        Raises:
            sqlite3.Error: the disk refuses what is in no file yet.
        """
        for table in list(dynamodb._tables._data.values()):
            if not isinstance(table["items"], TableItems):
                self.take_over(table)
        self._save()
        row = self._database.row("SELECT max(number) AS newest FROM tables")
        self._newest = row["newest"] or 0 if row else 0
        return get_state()

    def load(self, load: Callable[[dict[str, Any]], None], data: dict[str, Any]) -> None:
        """Let MiniStack load its state, and fill the tables."""
        load(data)
        for table in dynamodb._tables._data.values():
            number = table["TableId"]
            rows = self._database.rows("SELECT partition, sort FROM items WHERE in_table = ?", (number,))
            table["items"] = TableItems(self, number, ((row["partition"], row["sort"]) for row in rows))
            dynamodb._update_counts(table)

    def forget_deleted(self, state: Mapping[str, Any]) -> None:
        """Remove the items of tables that neither a checkpoint that has become current nor the one before holds."""
        saved = frozenset(table["TableId"] for table in state["tables"]._data.values())
        before, self._saved = self._saved, saved
        if before is not None:
            self._keep(saved | before)

    def _keep(self, tables: Collection[str]) -> None:
        for (found,) in self._database.rows("SELECT id FROM tables WHERE number <= ?", (self._newest,)):
            if found not in tables:
                with self._database.transaction():
                    self._database.write("DELETE FROM items WHERE in_table = ?", (found,))
                    self._database.write("DELETE FROM tables WHERE id = ?", (found,))
