"""Puts items of a restored table back into the one that the service uses, whose name a restore cannot have:
`python -m delivery.restored_items RESTORED TABLE`, with the environment's credentials.

DynamoDB restores into a new table alone
(docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.html). What was written since then stays
as it is, unless `--overwrite` says otherwise.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.exceptions import ClientError

Item = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class PutBack:
    """How many items were put back, and how many stay as they are because the table has them."""

    put: int
    kept: int


def put_back(dynamodb: Any, *, restored: str, table: str, overwrite: bool = False) -> PutBack:
    """Put every item of a restored table into another with the same key.

    Raises:
        ClientError: a table is not there, or the credentials do not allow it.
    """
    key = dynamodb.describe_table(TableName=table)["Table"]["KeySchema"][0]["AttributeName"]
    absent = {"ConditionExpression": "attribute_not_exists(#key)", "ExpressionAttributeNames": {"#key": key}}
    outcomes = [
        _put(dynamodb, table, item, {} if overwrite else absent)
        for page in dynamodb.get_paginator("scan").paginate(TableName=restored, ConsistentRead=True)
        for item in page["Items"]
    ]
    return PutBack(put=outcomes.count(True), kept=outcomes.count(False))


def _put(dynamodb: Any, table: str, item: Item, condition: dict[str, Any]) -> bool:
    try:
        dynamodb.put_item(TableName=table, Item=item, **condition)
    except dynamodb.exceptions.ConditionalCheckFailedException:
        return False
    return True


def main() -> int:
    """Put back what the command line names; 1 and one line where that cannot be."""
    parser = argparse.ArgumentParser(prog="python -m delivery.restored_items", description="Puts items back.")
    parser.add_argument("restored", help="the table that a restore made")
    parser.add_argument("table", help="the table that the service uses")
    parser.add_argument("--overwrite", action="store_true", help="also items that the table has")
    asked = parser.parse_args()
    try:
        done = put_back(boto3.client("dynamodb"), restored=asked.restored, table=asked.table, overwrite=asked.overwrite)
    except ClientError as error:
        parser.exit(1, f"restored_items: {error}\n")
    print(f"{done.put} items put back into {asked.table}; {done.kept} that it has stay as they are")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
