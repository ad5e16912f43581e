"""Items are written to a database one by one when they change, and a checkpoint has tables without their items.

DynamoDB confirms a write when it is durable
(docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.Partitions.html); MiniStack holds items in memory
and writes all of them at each checkpoint. Here what an operation changed is committed as a whole before the operation
is confirmed, so that a kill takes nothing, and a checkpoint costs the same however many items there are.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any, Final

from ministack.services import dynamodb

from localcloud.aws.runtime import active
from localcloud.aws.storage.database import Database
from localcloud.ministack.item_store import SCHEMA, VERSION, Item, ItemStore, Table
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
_stores: list[ItemStore] = []


def apply() -> None:
    """Write every change of an item from now on."""
    use_formats()
    path = active().state_dir / "dynamodb" / "items.sqlite"
    store = ItemStore(Database(path, schema=SCHEMA, version=VERSION, synchronous="NORMAL"))
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
