"""A table comes back as it was at a point in time, and its items as they were then."""

from __future__ import annotations

import time
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.localcloud.cloud_process import DEV, CloudProcess, ServerProcess
from tests.localcloud.ministack.principals import unique
from tests.localcloud.ministack.stacks import create_stack, table

pytestmark = pytest.mark.cloud
RECOVERY = {"PointInTimeRecoveryEnabled": True}


@pytest.fixture
def name(cloud: CloudProcess) -> str:
    """A table that CloudFormation made, with recovery."""
    name = unique("history")
    resource = table(name)
    resource["Properties"]["PointInTimeRecoverySpecification"] = RECOVERY
    create_stack(cloud, {"Table": resource})
    return name


def put(dynamodb: Any, name: str, **values: str) -> None:
    for key, value in values.items():
        dynamodb.put_item(TableName=name, Item={"id": {"S": key}, "value": {"S": value}})


def values(dynamodb: Any, name: str) -> dict[str, str]:
    return {item["id"]["S"]: item["value"]["S"] for item in dynamodb.scan(TableName=name)["Items"]}


def a_second_passes() -> float:
    """A moment between changes: a restore is asked for in whole seconds."""
    time.sleep(1.1)
    moment = int(time.time())
    time.sleep(1.1)
    return moment


def restore(dynamodb: Any, source: str, moment: float) -> str:
    target = f"{source}-restored"
    dynamodb.restore_table_to_point_in_time(SourceTableName=source, TargetTableName=target, RestoreDateTime=moment)
    return target


def test_items_are_as_they_were(cloud: CloudProcess, name: str) -> None:
    dynamodb = cloud.client("dynamodb", DEV)
    put(dynamodb, name, changed="before", deleted="before", same="before")
    moment = a_second_passes()
    put(dynamodb, name, changed="after", added="after")
    dynamodb.delete_item(TableName=name, Key={"id": {"S": "deleted"}})
    put(dynamodb, name, changed="later")
    restored = restore(dynamodb, name, moment)
    assert values(dynamodb, restored) == {"changed": "before", "deleted": "before", "same": "before"}
    assert values(dynamodb, name) == {"changed": "later", "same": "before", "added": "after"}


def test_a_table_without_recovery_is_not_restored(cloud: CloudProcess) -> None:
    plain = unique("plain")
    create_stack(cloud, {"Table": table(plain)})
    with pytest.raises(ClientError, match="PointInTimeRecoveryUnavailableException"):
        restore(cloud.client("dynamodb", DEV), plain, time.time())


def test_a_moment_before_the_table_is_refused(cloud: CloudProcess, name: str) -> None:
    with pytest.raises(ClientError, match="InvalidRestoreTimeException"):
        restore(cloud.client("dynamodb", DEV), name, time.time() - 3600)


def test_a_kill_does_not_change_what_is_restored(own_cloud: CloudProcess) -> None:
    """What the journal repeats after a kill was noted once, when it was written."""
    name = unique("killed")
    resource = table(name)
    resource["Properties"]["PointInTimeRecoverySpecification"] = RECOVERY
    create_stack(own_cloud, {"Table": resource})
    put(own_cloud.client("dynamodb", DEV), name, item="before")
    put(own_cloud.client("dynamodb", DEV), name, item="then")
    moment = a_second_passes()
    put(own_cloud.client("dynamodb", DEV), name, item="after")
    own_cloud.kill()
    own_cloud.start()
    dynamodb = own_cloud.client("dynamodb", DEV)
    assert values(dynamodb, name) == {"item": "after"}
    assert values(dynamodb, restore(dynamodb, name, moment)) == {"item": "then"}


def test_alone_a_restore_copies_what_is_there_now(alone: ServerProcess) -> None:
    dynamodb = alone.client("dynamodb", DEV)
    name = unique("alone")
    dynamodb.create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    put(dynamodb, name, item="before")
    moment = a_second_passes()
    put(dynamodb, name, item="after")
    assert values(dynamodb, restore(dynamodb, name, moment)) == {"item": "after"}
