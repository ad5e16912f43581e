"""An item that was written is there after a kill, also one that no checkpoint holds yet.

DynamoDB confirms a write when it is durable
(docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.Partitions.html); MiniStack holds items in memory
until a checkpoint, which comes once the cloud is at rest. Here each write is journalled as it was asked for before it
is confirmed. A checkpoint says up to which it goes; what came later is asked for again at the next start.
"""

from __future__ import annotations

import functools
import json
import logging
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any, Final

import ministack.app
from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import dynamodb

from localcloud.aws.runtime import active
from localcloud.aws.storage.database import Database
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
    Touched("core.responses", "request_scope", "account_id,region"),
    Touched("app", "_state_map"),
    Touched("app", "_loaded_modules"),
)
STATE: Final = "dynamodb_item_journal"
"""The journal's name in a checkpoint."""
_SCHEMA = """
CREATE TABLE writes (
    position INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL, operation TEXT NOT NULL,
    request TEXT NOT NULL);
"""
_log = logging.getLogger(__name__)
Operation = Callable[[dict[str, Any]], tuple[int, Any, Any]]


class ItemJournal:
    """The writes since the last checkpoint, and the operations that they are asked for again with."""

    def __init__(self, database: Database, operations: Mapping[str, Operation]) -> None:
        self._database = database
        self._operations = operations
        self._saved = 0

    def noting(self, name: str, operation: Operation) -> Operation:
        """The operation, which notes what it did before it says so."""

        @functools.wraps(operation)
        def noted(data: dict[str, Any]) -> tuple[int, Any, Any]:
            request = json.dumps(data)
            answer = operation(data)
            if answer[0] == 200:
                self._note(name, request)
            return answer

        return noted

    def _note(self, operation: str, request: str) -> None:
        try:
            self._database.write(
                "INSERT INTO writes (account, region, operation, request) VALUES (?, ?, ?, ?)",
                (get_account_id(), get_region(), operation, request),
            )
        except sqlite3.Error:
            _log.exception("an item that was written is in no file until the next checkpoint")

    # What MiniStack expects of a module whose state is in its checkpoints.

    def get_state(self) -> dict[str, int]:
        row = self._database.row("SELECT max(seq) AS position FROM sqlite_sequence WHERE name = 'writes'")
        return {"position": int(row["position"] or 0) if row else 0}

    def load_persisted_state(self, data: Mapping[str, int]) -> None:
        self._saved = data["position"]

    def repeat(self) -> None:
        """Ask again for every write that the loaded checkpoint does not hold, in their order."""
        for row in self._database.rows("SELECT * FROM writes WHERE position > ? ORDER BY position", (self._saved,)):
            with request_scope(row["account"], row["region"]):
                self._operations[row["operation"]](json.loads(row["request"]))

    def forget(self, position: int) -> None:
        """Let go of what a checkpoint holds."""
        self._database.write("DELETE FROM writes WHERE position <= ?", (position,))


_journals: list[ItemJournal] = []


def apply() -> None:
    """Note every write of an item from now on."""
    operations = {name: getattr(dynamodb, name) for name in _OPERATIONS}
    path = active().state_dir / "dynamodb" / "items.sqlite"
    journal = ItemJournal(Database(path, schema=_SCHEMA, version=1, synchronous="NORMAL"), operations)
    for name, operation in operations.items():
        setattr(dynamodb, name, journal.noting(name, operation))
    ministack.app._state_map[STATE] = STATE
    ministack.app._loaded_modules[STATE] = journal
    _journals[:] = [journal]


def repeat_unsaved() -> None:
    """Write again what the checkpoint that was loaded does not hold; before the first request."""
    for journal in _journals:
        journal.repeat()


def forget_saved(states: Mapping[str, Any]) -> None:
    """Let go of what a complete checkpoint holds."""
    for journal in _journals if STATE in states else ():
        journal.forget(states[STATE]["position"])
