"""An item that was written is there after a kill, whatever the last checkpoint holds."""

from __future__ import annotations

from typing import Any

import pytest

from tests.localcloud.cloud_process import DEV, CloudProcess
from tests.localcloud.ministack.stacks import create_stack, table

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
