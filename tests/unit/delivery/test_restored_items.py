"""Items of a restored table go back into the table in use, and what was written there since stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from delivery.restored_items import PutBack, put_back


class ConditionalCheckFailedError(Exception):
    """How a table says that it has an item already."""


class Tables:
    """What DynamoDB's client answers for tables with one key, `id`."""

    class exceptions:  # noqa: N801 - boto3's name
        ConditionalCheckFailedException = ConditionalCheckFailedError

    def __init__(self, **items: dict[str, str]) -> None:
        self.items = items

    def describe_table(self, *, TableName: str) -> Any:  # noqa: N803
        assert TableName in self.items
        return {"Table": {"KeySchema": [{"AttributeName": "id"}]}}

    def get_paginator(self, operation: str) -> Tables:
        assert operation == "scan"
        return self

    def paginate(self, *, TableName: str, ConsistentRead: bool) -> Iterator[Any]:  # noqa: N803
        assert ConsistentRead
        for key, text in self.items[TableName].items():
            yield {"Items": [{"id": {"S": key}, "text": {"S": text}}]}

    def put_item(self, *, TableName: str, Item: Any, **condition: Any) -> None:  # noqa: N803
        if condition:
            assert condition["ConditionExpression"] == "attribute_not_exists(#key)"
            assert condition["ExpressionAttributeNames"] == {"#key": "id"}
            if Item["id"]["S"] in self.items[TableName]:
                raise ConditionalCheckFailedError
        self.items[TableName][Item["id"]["S"]] = Item["text"]["S"]


@pytest.mark.parametrize(
    ("overwrite", "done", "text"), [(False, PutBack(put=1, kept=1), "new"), (True, PutBack(put=2, kept=0), "old")]
)
def test_items_are_put_back(overwrite: bool, done: PutBack, text: str) -> None:
    tables = Tables(restored={"lost": "old", "kept": "old"}, table={"kept": "new", "added": "new"})
    assert put_back(tables, restored="restored", table="table", overwrite=overwrite) == done
    assert tables.items["table"] == {"lost": "old", "kept": text, "added": "new"}
