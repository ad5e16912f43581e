"""Items are written to a database one by one when they change, and a checkpoint has tables without their items.

DynamoDB confirms a write when it is durable
(docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.Partitions.html); MiniStack holds items in memory
and writes all of them at each checkpoint. Here what an operation changed is committed as a whole before the operation
is confirmed, so that a kill takes nothing, and a checkpoint costs the same however many items there are.
"""

from __future__ import annotations

import functools
import json
import logging
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from ministack.services import dynamodb

from localcloud.aws.runtime import active
from localcloud.aws.storage.database import Database
from localcloud.ministack.state_formats import use_formats
from localcloud.ministack.touched import Touched

_OPERATIONS: Final = (
    "_put_item",
    "_update_item",
    "_delete_item",
    "_batch_write_item",
    "_transact_write_items",
    "_execute_statement",
    "_batch_execute_statement",
    "_execute_transaction",
)
TOUCHES = (
    *(Touched("services.dynamodb", operation, "data") for operation in _OPERATIONS),
    Touched("services.dynamodb", "_items_replaced", "table"),
    Touched("services.dynamodb", "_remove_item", "table,pk_val,sk_val"),
    Touched("services.dynamodb", "_set_item", "table,pk_val,sk_val,item"),
    Touched("services.dynamodb", "_tables"),
    Touched("services.dynamodb", "get_state", ""),
    Touched("services.dynamodb", "load_persisted_state", "data"),
)
_SERVICE: Final = "dynamodb"
_SCHEMA = """
CREATE TABLE items (
    in_table TEXT NOT NULL, partition TEXT NOT NULL, sort TEXT NOT NULL, item TEXT NOT NULL,
    PRIMARY KEY (in_table, partition, sort)) WITHOUT ROWID;
CREATE TABLE tables (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE);
"""
_VERSION: Final = 2
_log = logging.getLogger(__name__)
Table = dict[str, Any]
Item = dict[str, Any]
Key = tuple[str, str, str]


class _Items(defaultdict[str, dict[str, Item]]):
    """The items of a table that the database has as they are here."""

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
        if not isinstance(table["items"], _Items):
            self.take_over(table)
            return
        with self._lock:
            self._unsaved[table["TableId"], partition, sort] = item
        if not getattr(self._operation, "runs", False):
            self.save()

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
            with self._database.transaction():
                for (table, partition, sort), item in self._unsaved.items():
                    if item is None:
                        self._database.write(
                            "DELETE FROM items WHERE in_table = ? AND partition = ? AND sort = ?",
                            (table, partition, sort),
                        )
                    else:
                        self._write(table, partition, sort, item)
            self._unsaved = {}

    def _write(self, table: str, partition: str, sort: str, item: Item) -> None:
        self._database.write(
            "INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?)", (table, partition, sort, json.dumps(item))
        )

    def take_over(self, table: Table) -> None:
        """Write all items of a table that is new, or whose items were replaced, and follow its changes from then on."""
        number = table["TableId"]
        with self._lock:
            self._unsaved = {key: item for key, item in self._unsaved.items() if key[0] != number}
            with self._database.transaction():
                self._database.write("INSERT OR IGNORE INTO tables (id) VALUES (?)", (number,))
                self._database.write("DELETE FROM items WHERE in_table = ?", (number,))
                for partition, items in table["items"].items():
                    for sort, item in items.items():
                        self._write(number, partition, sort, item)
            if not isinstance(table["items"], _Items):
                table["items"] = _Items(dict, table["items"])

    def state(self, get_state: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """MiniStack's state, with empty tables.

        Raises:
            sqlite3.Error: the disk refuses what is in no file yet.
        """
        for table in list(dynamodb._tables._data.values()):
            if not isinstance(table["items"], _Items):
                self.take_over(table)
        self._save()
        row = self._database.row("SELECT max(number) AS newest FROM tables")
        self._newest = row["newest"] or 0 if row else 0
        return get_state()

    def load(self, load: Callable[[dict[str, Any]], None], data: dict[str, Any]) -> None:
        """Let MiniStack load its state, and fill the tables."""
        load(data)
        for table in dynamodb._tables._data.values():
            items = _Items(dict)
            for row in self._database.rows("SELECT * FROM items WHERE in_table = ?", (table["TableId"],)):
                items[row["partition"]][row["sort"]] = json.loads(row["item"])
            table["items"] = items
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


_stores: list[ItemStore] = []


def apply() -> None:
    """Write every change of an item from now on."""
    use_formats()
    path = active().state_dir / "dynamodb" / "items.sqlite"
    store = ItemStore(Database(path, schema=_SCHEMA, version=_VERSION, synchronous="NORMAL"))
    for name in _OPERATIONS:
        setattr(dynamodb, name, _as_a_whole(store, getattr(dynamodb, name)))
    dynamodb._set_item = _setting(store, dynamodb._set_item)
    dynamodb._remove_item = _removing(store, dynamodb._remove_item)
    dynamodb._items_replaced = _replacing(store, dynamodb._items_replaced)
    dynamodb.get_state = functools.partial(store.state, dynamodb.get_state)
    dynamodb.load_persisted_state = functools.partial(store.load, dynamodb.load_persisted_state)
    _stores[:] = [store]


def _as_a_whole(store: ItemStore, operation: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, Any]], Any]:
    @functools.wraps(operation)
    def committed(data: dict[str, Any]) -> Any:
        with store.as_a_whole():
            return operation(data)

    return committed


def _setting(store: ItemStore, set_item: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(set_item)
    def changed(table: Table, pk_val: str, sk_val: str, item: Item) -> Any:
        old = set_item(table, pk_val, sk_val, item)
        store.change(table, pk_val, sk_val, item)
        return old

    return changed


def _removing(store: ItemStore, remove_item: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(remove_item)
    def changed(table: Table, pk_val: str, sk_val: str) -> Any:
        old = remove_item(table, pk_val, sk_val)
        if old is not None:
            store.change(table, pk_val, sk_val, None)
        return old

    return changed


def _replacing(store: ItemStore, items_replaced: Callable[[Table], None]) -> Callable[[Table], None]:
    @functools.wraps(items_replaced)
    def replaced(table: Table) -> None:
        items_replaced(table)
        store.take_over(table)

    return replaced


def forget_deleted(states: Mapping[str, Any]) -> None:
    """Let go of what a complete checkpoint does not hold any more."""
    for store in _stores if _SERVICE in states else ():
        store.forget_deleted(states[_SERVICE])
