"""What a stack cannot delete: buckets that hold something, and tables that are protected."""

from __future__ import annotations

from typing import Any

import pytest

from tests.localcloud.cloud_process import DEV, CloudProcess, ServerProcess
from tests.localcloud.ministack.principals import refused, unique
from tests.localcloud.ministack.stacks import create_stack, delete_stack, describe, table, update_stack, wait

pytestmark = pytest.mark.cloud


def bucket(name: str) -> dict[str, Any]:
    versioned = {"BucketName": name, "VersioningConfiguration": {"Status": "Enabled"}}
    return {"Bucket": {"Type": "AWS::S3::Bucket", "Properties": versioned}}


def protected_table(name: str, *, protected: bool = True) -> dict[str, Any]:
    made = table(name)
    return {"Table": {**made, "Properties": {**made["Properties"], "DeletionProtectionEnabled": protected}}}


def refused_deletion(server: ServerProcess, stack: str) -> str:
    """Asks for a stack's deletion, which must fail; returns why."""
    cloudformation = server.client("cloudformation", DEV)
    cloudformation.delete_stack(StackName=stack)
    wait(server, stack)
    described = describe(server, stack)
    assert described["StackStatus"] == "DELETE_FAILED"
    events = cloudformation.describe_stack_events(StackName=described["StackId"])["StackEvents"]
    return " ".join(event.get("ResourceStatusReason", "") for event in events)


@pytest.mark.enforces(
    "CloudFormation: a stack's bucket is deleted only when no object, version or delete marker is left in it",
    source="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html",
)
def test_a_bucket_that_holds_a_version_stops_its_stacks_deletion(cloud: CloudProcess) -> None:
    name, s3 = unique("bucket"), cloud.client("s3", DEV)
    stack = create_stack(cloud, bucket(name))
    version = s3.put_object(Bucket=name, Key="k", Body=b"kept")["VersionId"]
    marker = s3.delete_object(Bucket=name, Key="k")["VersionId"]
    assert "BucketNotEmpty" in refused_deletion(cloud, stack)
    assert s3.get_object(Bucket=name, Key="k", VersionId=version)["Body"].read() == b"kept"

    s3.delete_object(Bucket=name, Key="k", VersionId=version)
    assert "BucketNotEmpty" in refused_deletion(cloud, stack)
    s3.delete_object(Bucket=name, Key="k", VersionId=marker)
    delete_stack(cloud, stack)
    assert name not in {each["Name"] for each in s3.list_buckets()["Buckets"]}


@pytest.mark.enforces(
    "CloudFormation: a table with deletion protection is not deleted with its stack",
    source="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html",
)
def test_a_protected_table_stops_its_stacks_deletion(cloud: CloudProcess) -> None:
    name, dynamodb = unique("table"), cloud.client("dynamodb", DEV)
    stack = create_stack(cloud, protected_table(name))
    assert "deletion protection" in refused_deletion(cloud, stack)
    assert dynamodb.describe_table(TableName=name)["Table"]["TableStatus"] == "ACTIVE"

    dynamodb.update_table(TableName=name, DeletionProtectionEnabled=False)
    delete_stack(cloud, stack)
    assert name not in dynamodb.list_tables()["TableNames"]


@pytest.mark.enforces(
    "CloudFormation: a failed creation that cannot take back a protected table ends in ROLLBACK_FAILED and stays there",
    source="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/"
    "aws-resource-dynamodb-table.html#cfn-dynamodb-table-deletionprotectionenabled",
)
def test_a_failed_creation_cannot_take_a_protected_table_back(cloud: CloudProcess) -> None:
    name, taken = unique("table"), unique("taken")
    cloud.client("sns", DEV).create_topic(Name=taken)
    created_only = {**protected_table(name)["Table"], "DeletionPolicy": "RetainExceptOnCreate"}
    topic = {"Type": "AWS::SNS::Topic", "DependsOn": "Table", "Properties": {"TopicName": taken}}
    stack = create_stack(cloud, {"Table": created_only, "Topic": topic})
    assert describe(cloud, stack)["StackStatus"] == "ROLLBACK_FAILED"
    assert name in cloud.client("dynamodb", DEV).list_tables()["TableNames"]
    (left,) = cloud.client("cloudformation", DEV).list_stack_resources(StackName=stack)["StackResourceSummaries"]
    assert (left["PhysicalResourceId"], left["ResourceStatus"]) == (name, "DELETE_FAILED")
    with refused("ValidationError"):
        update_stack(cloud, stack, {"Table": created_only})


def test_what_is_gone_already_stops_no_deletion(cloud: CloudProcess) -> None:
    name, other = unique("bucket"), unique("table")
    stack = create_stack(cloud, {**bucket(name), **protected_table(other, protected=False)})
    cloud.client("s3", DEV).delete_bucket(Bucket=name)
    cloud.client("dynamodb", DEV).delete_table(TableName=other)
    delete_stack(cloud, stack)


def test_a_bucket_that_an_update_takes_out_stays_while_it_holds_something(cloud: CloudProcess) -> None:
    name, s3 = unique("bucket"), cloud.client("s3", DEV)
    topic = {"Topic": {"Type": "AWS::SNS::Topic"}}
    stack = create_stack(cloud, {**topic, **bucket(name)})
    s3.put_object(Bucket=name, Key="k", Body=b"kept")
    update_stack(cloud, stack, topic)
    assert describe(cloud, stack)["StackStatus"] == "UPDATE_COMPLETE"
    assert s3.get_object(Bucket=name, Key="k")["Body"].read() == b"kept"


def test_ministack_alone_drops_both_with_what_is_in_them(alone: ServerProcess) -> None:
    name, other = unique("bucket"), unique("table")
    stack = create_stack(alone, {**bucket(name), **protected_table(other)})
    alone.client("s3", DEV).put_object(Bucket=name, Key="k", Body=b"kept")
    delete_stack(alone, stack)
