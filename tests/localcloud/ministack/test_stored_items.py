"""An item that was written is there after a kill, whatever the last checkpoint holds."""

from __future__ import annotations

import sqlite3
import time
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.localcloud.cloud_process import DEV, CloudProcess
from tests.localcloud.ministack.killed_writes import confirmed_before_a_kill
from tests.localcloud.ministack.stacks import create_stack, table
from tests.localcloud.ministack.test_object_bodies import resident_megabytes
from tests.localcloud.ministack.test_stored_events import save

pytestmark = pytest.mark.cloud


@pytest.fixture
def items(own_cloud: CloudProcess) -> Any:
    """A client, once a table is in a checkpoint."""
    create_stack(own_cloud, {"Table": table("kept")})
    own_cloud.client("dynamodb", DEV).put_item(TableName="kept", Item={"id": {"S": "counter"}, "n": {"N": "0"}})
    own_cloud.stop()
    own_cloud.start()
    return own_cloud.client("dynamodb", DEV)


def found(cloud: CloudProcess) -> dict[str, str]:
    scanned = cloud.client("dynamodb", DEV).scan(TableName="kept")["Items"]
    return {item["id"]["S"]: item.get("n", {}).get("N", "") for item in scanned}


def test_a_write_that_was_confirmed_survives_a_kill_and_counts_once(items: Any, own_cloud: CloudProcess) -> None:
    items.put_item(TableName="kept", Item={"id": {"S": "put"}})
    items.put_item(TableName="kept", Item={"id": {"S": "gone"}})
    items.delete_item(TableName="kept", Key={"id": {"S": "gone"}})
    items.batch_write_item(RequestItems={"kept": [{"PutRequest": {"Item": {"id": {"S": "batch"}}}}]})
    items.transact_write_items(TransactItems=[{"Put": {"TableName": "kept", "Item": {"id": {"S": "transaction"}}}}])
    for _ in range(3):
        items.update_item(
            TableName="kept",
            Key={"id": {"S": "counter"}},
            UpdateExpression="ADD n :one",
            ExpressionAttributeValues={":one": {"N": "1"}},
        )
    for _ in range(2):  # the second start finds the first one's journal, or what it saved of it
        own_cloud.kill()
        own_cloud.start()
        assert found(own_cloud) == {"counter": "3", "put": "", "batch": "", "transaction": ""}


def test_a_write_that_a_checkpoint_holds_is_not_made_again(items: Any, own_cloud: CloudProcess) -> None:
    for _ in range(2):
        items.update_item(
            TableName="kept",
            Key={"id": {"S": "counter"}},
            UpdateExpression="ADD n :one",
            ExpressionAttributeValues={":one": {"N": "1"}},
        )
    own_cloud.stop()  # which saves
    own_cloud.start()
    assert found(own_cloud) == {"counter": "2"}


def rows(cloud: CloudProcess) -> int:
    """Read beside the running server."""
    with sqlite3.connect(f"file:{cloud.state_dir}/dynamodb/items.sqlite?mode=ro", uri=True) as connection:
        return int(connection.execute("SELECT count(*) FROM items").fetchone()[0])


def test_a_checkpoint_does_not_grow_with_items(items: Any, own_cloud: CloudProcess) -> None:
    sizes = []
    for batch in range(2):
        for number in range(20):
            puts = [
                {"PutRequest": {"Item": {"id": {"S": f"{batch}-{number}-{index}"}, "text": {"S": "x" * 1_000}}}}
                for index in range(25)
            ]
            items.batch_write_item(RequestItems={"kept": puts})
        save(own_cloud)
        sizes.append((own_cloud.state_dir / "checkpoints" / "current" / "dynamodb.json").stat().st_size)
    # The table's own count of its items has a digit more.
    assert sizes[1] - sizes[0] < 10
    assert items.scan(TableName="kept", Select="COUNT")["Count"] == 1_001


def test_a_kill_in_the_middle_takes_no_confirmed_write_and_halves_none(items: Any, own_cloud: CloudProcess) -> None:
    def write(number: int) -> None:
        puts = [{"Put": {"TableName": "kept", "Item": {"id": {"S": f"{number}-{index}"}}}} for index in range(10)]
        items.transact_write_items(TransactItems=puts)

    confirmed = confirmed_before_a_kill(own_cloud, write)
    kept = {key for key in found(own_cloud) if key != "counter"}
    assert kept in (
        {f"{number}-{index}" for number in range(confirmed + more) for index in range(10)} for more in (0, 1)
    )


def test_a_transaction_that_was_refused_leaves_nothing_behind(items: Any, own_cloud: CloudProcess) -> None:
    with pytest.raises(ClientError, match="TransactionCanceled"):
        items.execute_transaction(
            TransactStatements=[
                {"Statement": "INSERT INTO kept VALUE {'id': 'half'}"},
                {"Statement": "INSERT INTO kept VALUE {'id': 'counter'}"},
            ]
        )
    own_cloud.kill()
    own_cloud.start()
    assert found(own_cloud) == {"counter": "0"}


def test_a_table_that_is_made_anew_is_empty_and_the_old_ones_items_go(items: Any, own_cloud: CloudProcess) -> None:
    definition = items.describe_table(TableName="kept")["Table"]
    items.delete_table(TableName="kept")
    items.create_table(
        TableName="kept",
        KeySchema=definition["KeySchema"],
        AttributeDefinitions=definition["AttributeDefinitions"],
        BillingMode="PAY_PER_REQUEST",
    )
    items.get_waiter("table_exists").wait(TableName="kept", WaiterConfig={"Delay": 1})
    items.put_item(TableName="kept", Item={"id": {"S": "new"}})
    save(own_cloud)
    assert found(own_cloud) == {"new": ""}
    assert rows(own_cloud) == 2  # the checkpoint before has the old table, for a repair
    save(own_cloud)
    deadline = time.monotonic() + 20
    while rows(own_cloud) > 1:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    own_cloud.kill()
    own_cloud.start()
    assert found(own_cloud) == {"new": ""}


def test_a_restored_backup_survives_a_kill(items: Any, own_cloud: CloudProcess) -> None:
    backup = items.create_backup(TableName="kept", BackupName="kept")["BackupDetails"]["BackupArn"]
    items.restore_table_from_backup(TargetTableName="restored", BackupArn=backup)
    items.get_waiter("table_exists").wait(TableName="restored", WaiterConfig={"Delay": 1})
    save(own_cloud)
    items.put_item(TableName="restored", Item={"id": {"S": "later"}})
    own_cloud.kill()
    own_cloud.start()
    scanned = own_cloud.client("dynamodb", DEV).scan(TableName="restored")["Items"]
    assert sorted(item["id"]["S"] for item in scanned) == ["counter", "later"]


_TEN_THOUSAND = 10_000
_ALLOWED_MEGABYTES = 100
"""Half a gigabyte where memory has them."""


def _of_a_request(number: int) -> dict[str, Any]:
    """An item of some 6 KB in 200 attributes, as a tailored CV is."""
    pieces = [{"M": {"text": {"S": f"piece {piece}"}, "kept": {"BOOL": True}}} for piece in range(100)]
    return {"id": {"S": f"request-{number}"}, "pieces": {"L": pieces}, "n": {"N": str(number)}}


def _write_items(client: Any, begin: int, end: int) -> None:
    for first in range(begin, end, 25):
        puts = [{"PutRequest": {"Item": _of_a_request(number)}} for number in range(first, first + 25)]
        client.batch_write_item(RequestItems={"kept": puts})


def test_ten_thousand_items_take_little_memory(items: Any, own_cloud: CloudProcess) -> None:
    _write_items(items, 0, 500)
    before = resident_megabytes(own_cloud.pid)
    _write_items(items, 500, 1_500)
    assert (resident_megabytes(own_cloud.pid) - before) * _TEN_THOUSAND / 1_000 < _ALLOWED_MEGABYTES


def test_items_that_nobody_asked_for_since_are_as_they_were_written(items: Any, own_cloud: CloudProcess) -> None:
    _write_items(items, 0, 400)
    for number in (0, 399):
        key = {"id": {"S": f"request-{number}"}}
        assert items.get_item(TableName="kept", Key=key)["Item"] == _of_a_request(number)
        items.update_item(
            TableName="kept",
            Key=key,
            UpdateExpression="SET pieces[0].#text = :text",
            ConditionExpression="n = :n",
            ExpressionAttributeNames={"#text": "text"},
            ExpressionAttributeValues={":text": {"S": "another"}, ":n": {"N": str(number)}},
        )
    items.delete_item(TableName="kept", Key={"id": {"S": "request-1"}})
    pages = items.get_paginator("scan").paginate(TableName="kept")
    scanned = {item["id"]["S"]: item for page in pages for item in page["Items"]}
    assert len(scanned) == 400  # and the counter that was there
    assert scanned["request-0"]["pieces"]["L"][0]["M"]["text"] == {"S": "another"}
    assert scanned["request-200"] == _of_a_request(200)
    own_cloud.kill()
    own_cloud.start()
    again = own_cloud.client("dynamodb", DEV)
    assert again.get_item(TableName="kept", Key={"id": {"S": "request-0"}})["Item"] == scanned["request-0"]
