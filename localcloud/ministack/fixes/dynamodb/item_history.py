"""A table is restored as it was at a point in time.

DynamoDB goes back to any second of the last 35 days
(docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.html); MiniStack's restore copies what the
table holds now, and its CloudFormation drops `PointInTimeRecoverySpecification`. Here each change of an item is noted
with what it replaced, and a restored copy is taken back change by change.
"""

from __future__ import annotations

import functools
import json
import time
from collections.abc import Callable
from typing import Any, Final

from ministack.core.responses import error_response_json, get_account_id, get_region
from ministack.services import dynamodb
from ministack.services.cloudformation import provisioners

from localcloud.aws.runtime import active
from localcloud.aws.storage.database import Database
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.dynamodb", "_emit_stream_event", "table_name,event_name,old_item,new_item,replicate"),
    Touched("services.dynamodb", "_restore_table_to_point_in_time", "data"),
    Touched("services.dynamodb", "_normalize_table_name"),
    Touched("services.dynamodb", "_extract_key_val"),
    Touched("services.dynamodb", "_items_replaced", "table"),
    Touched("services.dynamodb", "_pitr_settings"),
    Touched("services.dynamodb", "_tables"),
    Touched("core.responses", "error_response_json"),
    Touched("services.cloudformation.provisioners", "_RESOURCE_HANDLERS"),
    Touched("services.cloudformation.provisioners", "_ddb_create", "logical_id,props,stack_name"),
    Touched(
        "services.cloudformation.provisioners", "_ddb_update", "physical_id,old_props,new_props,stack_name,logical_id"
    ),
)
_TABLE: Final = "AWS::DynamoDB::Table"
_KEPT_SECONDS: Final = 35 * 24 * 60 * 60
_SCHEMA = """
CREATE TABLE changes (
    position INTEGER PRIMARY KEY AUTOINCREMENT, changed REAL NOT NULL, account TEXT NOT NULL, region TEXT NOT NULL,
    name TEXT NOT NULL, old TEXT, new TEXT);
CREATE INDEX changes_of_table ON changes (account, region, name, changed);
"""
Item = dict[str, Any]


class ItemHistory:
    """What every change of an item replaced, for as long as a table can be restored."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.write("DELETE FROM changes WHERE changed < ?", (time.time() - _KEPT_SECONDS,))

    def note(self, name: str, old: Item | None, new: Item | None) -> None:
        """Note a change that was made; None is an item that was, or is, not there."""
        self._database.write(
            "INSERT INTO changes (changed, account, region, name, old, new) VALUES (?, ?, ?, ?, ?, ?)",
            (time.time(), get_account_id(), get_region(), name, *(json.dumps(item) for item in (old, new))),
        )

    def take_back(self, source: str, restored: dict[str, Any], moment: float) -> None:
        """Take back, in a copy of a table, every change that came after a moment."""
        rows = self._database.rows(
            "SELECT old, new FROM changes WHERE account = ? AND region = ? AND name = ? AND changed > ? "
            "ORDER BY position DESC",
            (get_account_id(), get_region(), source, moment),
        )
        for row in rows:
            old, new = json.loads(row["old"]), json.loads(row["new"])
            partition, sort = _key(restored, old or new)
            if old:
                restored["items"][partition][sort] = old
            else:
                restored["items"].get(partition, {}).pop(sort, None)
        for partition in [key for key, items in restored["items"].items() if not items]:
            del restored["items"][partition]
        dynamodb._items_replaced(restored)


def _key(table: dict[str, Any], item: Item) -> tuple[Any, Any]:
    sort = dynamodb._extract_key_val(item.get(table["sk_name"])) if table["sk_name"] else "__no_sort__"
    return dynamodb._extract_key_val(item.get(table["pk_name"])), sort


def apply() -> None:
    """Note every change of an item from now on, and restore tables by them."""
    path = active().state_dir / "dynamodb" / "history.sqlite"
    history = ItemHistory(Database(path, schema=_SCHEMA, version=1, synchronous="NORMAL"))
    dynamodb._emit_stream_event = _noting(history, dynamodb._emit_stream_event)
    dynamodb._restore_table_to_point_in_time = _restoring(history, dynamodb._restore_table_to_point_in_time)
    handlers = provisioners._RESOURCE_HANDLERS[_TABLE]
    for operation, properties_at in (("create", 1), ("update", 2)):
        handlers[operation] = _setting_recovery(handlers[operation], properties_at)


def _setting_recovery(change: Callable[..., Any], properties_at: int) -> Callable[..., Any]:
    @functools.wraps(change)
    def changed(*arguments: Any, **named: Any) -> Any:
        answer = change(*arguments, **named)
        asked = arguments[properties_at].get("PointInTimeRecoverySpecification") or {}
        enabled = str(asked.get("PointInTimeRecoveryEnabled", False)).lower() == "true"
        dynamodb._pitr_settings[answer[0]] = enabled
        return answer

    return changed


def _noting(history: ItemHistory, emit: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(emit)
    def noted(
        table_name: str, event_name: str, old_item: Item | None, new_item: Item | None, replicate: bool = True
    ) -> None:
        history.note(table_name, old_item, new_item)
        emit(table_name, event_name, old_item, new_item, replicate)

    return noted


def _restoring(history: ItemHistory, restore: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, Any]], Any]:
    @functools.wraps(restore)
    def restored(data: dict[str, Any]) -> Any:
        source = data.get("SourceTableName") or dynamodb._normalize_table_name(data.get("SourceTableArn") or "")
        table, moment = dynamodb._tables.get(source), data.get("RestoreDateTime")
        if table and not dynamodb._pitr_settings.get(source):
            return error_response_json(
                "PointInTimeRecoveryUnavailableException",
                f"Point in time recovery is not enabled for table '{source}'",
                400,
            )
        if table and moment is not None and not table["CreationDateTime"] <= moment <= time.time():
            return error_response_json(
                "InvalidRestoreTimeException", "RestoreDateTime is not between EarliestRestorableDateTime and now", 400
            )
        answer = restore(data)
        if answer[0] == 200 and moment is not None:
            history.take_back(source, dynamodb._tables[data["TargetTableName"]], float(moment))
        return answer

    return restored
