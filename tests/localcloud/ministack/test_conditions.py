"""Condition keys that the bootstrap's and CDK Pipelines' policies depend on."""

from __future__ import annotations

import json
import time
from typing import Any

import boto3
import pytest

from tests.localcloud.cloud_process import DEV, REGION, TOOLS, CloudProcess, ServerProcess
from tests.localcloud.ministack.principals import (
    DENIED,
    allow,
    make_bucket,
    make_role,
    make_user,
    refused,
    trust,
    unique,
)

pytestmark = pytest.mark.cloud

_DENY_PLAIN_HTTP = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": ["arn:aws:s3:::{bucket}", "arn:aws:s3:::{bucket}/*"],
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        }
    ],
}


def test_a_request_counts_as_sent_over_tls(cloud: CloudProcess) -> None:
    bucket = make_bucket(cloud, TOOLS, _DENY_PLAIN_HTTP)
    user = make_user(cloud, TOOLS, allow("s3:*", "*"))
    cloud.client("s3", session=user).put_object(Bucket=bucket, Key="k", Body=b"content")


def test_ministack_alone_denies_a_bucket_that_wants_tls(alone: ServerProcess) -> None:
    bucket = make_bucket(alone, TOOLS, _DENY_PLAIN_HTTP)
    user = make_user(alone, TOOLS, allow("s3:*", "*"))
    with refused(*DENIED):
        alone.client("s3", session=user).put_object(Bucket=bucket, Key="k", Body=b"content")


def _tagged_role(server: ServerProcess, kind: str) -> str:
    arn = make_role(server, DEV, trusted=trust(AWS=f"arn:aws:iam::{TOOLS}:root"))
    tags = [{"Key": "aws-cdk:bootstrap-role", "Value": kind}]
    server.client("iam", DEV).tag_role(RoleName=arn.rpartition("/")[2], Tags=tags)
    return arn


def _may_assume_deploy_roles() -> dict[str, object]:
    key = "iam:ResourceTag/aws-cdk:bootstrap-role"
    return allow("sts:AssumeRole", "*", **{"ForAnyValue:StringEquals": {key: ["deploy", "file-publishing"]}})


def test_the_tag_of_a_role_in_another_account_decides_who_assumes_it(cloud: CloudProcess) -> None:
    user = make_user(cloud, TOOLS, _may_assume_deploy_roles())
    cloud.assume(_tagged_role(cloud, "deploy"), by=user)
    with refused("AccessDenied"):
        cloud.assume(_tagged_role(cloud, "lookup"), by=user)


def test_ministack_alone_does_not_know_the_tags_of_a_role(alone: ServerProcess) -> None:
    user = make_user(alone, TOOLS, _may_assume_deploy_roles())
    with refused("AccessDenied"):
        alone.assume(_tagged_role(alone, "deploy"), by=user)


def _foreign_object(server: ServerProcess) -> tuple[str, dict[str, object]]:
    """An object in tools that dev's callers may read by the bucket's policy, and a policy for objects of tools."""
    policy = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::{DEV}:root"},
                "Action": "s3:GetObject",
                "Resource": "arn:aws:s3:::{bucket}/*",
            }
        ],
    }
    bucket = make_bucket(server, TOOLS, policy)
    server.client("s3", TOOLS).put_object(Bucket=bucket, Key="k", Body=b"content")
    return bucket, allow("s3:GetObject", "*", StringEquals={"s3:ResourceAccount": TOOLS})


def test_the_account_of_a_bucket_is_its_owner(cloud: CloudProcess) -> None:
    bucket, policy = _foreign_object(cloud)
    reader = cloud.client("s3", session=make_user(cloud, DEV, policy))
    assert reader.get_object(Bucket=bucket, Key="k")["Body"].read() == b"content"
    own = make_bucket(cloud, DEV)
    cloud.client("s3", DEV).put_object(Bucket=own, Key="k", Body=b"own")
    with refused(*DENIED):
        reader.get_object(Bucket=own, Key="k")


def test_ministack_alone_takes_the_caller_for_the_bucket_owner(alone: ServerProcess) -> None:
    bucket, policy = _foreign_object(alone)
    with refused(*DENIED):
        alone.client("s3", session=make_user(alone, DEV, policy)).get_object(Bucket=bucket, Key="k")


def _table(server: ServerProcess) -> str:
    name = unique("table")
    server.client("dynamodb", DEV).create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[
            {"AttributeName": "user_id", "AttributeType": "S"},
            {"AttributeName": "owner", "AttributeType": "S"},
        ],
        KeySchema=[{"AttributeName": "user_id", "KeyType": "HASH"}],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "by_owner",
                "KeySchema": [{"AttributeName": "owner", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
    )
    return name


def _only_smoke_items() -> dict[str, object]:
    return allow(
        "dynamodb:*",
        "*",
        **{
            "ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["smoke-*"]},
            "Null": {"dynamodb:LeadingKeys": "false"},
        },
    )


def _item(key: str) -> dict[str, dict[str, str]]:
    return {"user_id": {"S": key}, "owner": {"S": key}}


def test_items_with_a_permitted_leading_key_may_be_touched(cloud: CloudProcess) -> None:
    table, caller = _table(cloud), cloud.client("dynamodb", session=make_user(cloud, DEV, _only_smoke_items()))
    key = {"user_id": {"S": "smoke-1"}}
    caller.put_item(TableName=table, Item=_item("smoke-1"))
    caller.batch_write_item(RequestItems={table: [{"PutRequest": {"Item": _item("smoke-2")}}]})
    caller.transact_write_items(TransactItems=[{"Put": {"TableName": table, "Item": _item("smoke-3")}}])
    assert caller.get_item(TableName=table, Key=key)["Item"] == _item("smoke-1")
    assert len(caller.batch_get_item(RequestItems={table: {"Keys": [key]}})["Responses"][table]) == 1
    found = caller.query(
        TableName=table,
        IndexName="by_owner",
        KeyConditionExpression="#o = :o",
        ExpressionAttributeNames={"#o": "owner"},
        ExpressionAttributeValues={":o": {"S": "smoke-2"}},
    )
    assert found["Count"] == 1
    caller.delete_item(TableName=table, Key=key)


@pytest.mark.enforces(
    "IAM: dynamodb:LeadingKeys limits which items are read and written",
    source="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html",
)
@pytest.mark.parametrize(
    ("operation", "request_of"),
    [
        ("put_item", lambda table: {"TableName": table, "Item": _item("person-1")}),
        ("get_item", lambda table: {"TableName": table, "Key": {"user_id": {"S": "person-1"}}}),
        ("delete_item", lambda table: {"TableName": table, "Key": {"user_id": {"S": "person-1"}}}),
        (
            "batch_write_item",
            lambda table: {
                "RequestItems": {
                    table: [{"PutRequest": {"Item": _item("smoke-1")}}, {"PutRequest": {"Item": _item("person-1")}}]
                }
            },
        ),
        (
            "query",
            lambda table: {
                "TableName": table,
                "KeyConditionExpression": "user_id = :u",
                "ExpressionAttributeValues": {":u": {"S": "person-1"}},
            },
        ),
        ("scan", lambda table: {"TableName": table}),
        ("list_tables", lambda table: {}),
    ],
)
def test_items_with_another_leading_key_are_refused(cloud: CloudProcess, operation: str, request_of: object) -> None:
    assert callable(request_of)
    table, caller = _table(cloud), cloud.client("dynamodb", session=make_user(cloud, DEV, _only_smoke_items()))
    with refused("AccessDeniedException"):
        getattr(caller, operation)(**request_of(table))


def test_ministack_alone_does_not_know_the_leading_key(alone: ServerProcess) -> None:
    table, caller = _table(alone), alone.client("dynamodb", session=make_user(alone, DEV, _only_smoke_items()))
    with refused("AccessDeniedException"):
        caller.put_item(TableName=table, Item=_item("smoke-1"))


def _trusts_by_principal_arn(server: ServerProcess, role_name: str) -> str:
    document = json.loads(trust(AWS=f"arn:aws:iam::{TOOLS}:root"))
    expected = f"arn:aws:iam::{TOOLS}:role/{role_name}"
    document["Statement"][0]["Condition"] = {"ArnEquals": {"aws:PrincipalArn": expected}}
    return make_role(server, DEV, trusted=json.dumps(document))


def _session_of_a_new_role(server: ServerProcess) -> tuple[boto3.Session, str]:
    may_assume = allow("sts:AssumeRole", "*")
    arn = make_role(server, TOOLS, trusted=trust(AWS=f"arn:aws:iam::{TOOLS}:root"), policy=may_assume)
    return server.assume(arn, by=make_user(server, TOOLS, may_assume)), arn.rpartition("/")[2]


def test_a_session_is_known_by_its_roles_arn(cloud: CloudProcess) -> None:
    session, name = _session_of_a_new_role(cloud)
    cloud.assume(_trusts_by_principal_arn(cloud, name), by=session)
    with refused("AccessDenied"):
        cloud.assume(_trusts_by_principal_arn(cloud, f"{name}-other"), by=session)


def test_ministack_alone_knows_a_session_by_its_own_arn(alone: ServerProcess) -> None:
    session, name = _session_of_a_new_role(alone)
    with refused("AccessDenied"):
        alone.assume(_trusts_by_principal_arn(alone, name), by=session)


def _log_writer(server: ServerProcess) -> tuple[Any, str]:
    """A client that may write the streams of one group, as the CDK writes that policy, and the group's name."""
    group = unique("group")
    server.client("logs", TOOLS).create_log_group(logGroupName=group)
    writes = ["logs:CreateLogStream", "logs:PutLogEvents"]
    policy = allow(writes, f"arn:aws:logs:{REGION}:{TOOLS}:log-group:{group}:*")
    return server.client("logs", session=make_user(server, TOOLS, policy)), group


def test_who_may_write_the_streams_of_a_group_writes_them(cloud: CloudProcess) -> None:
    logs, group = _log_writer(cloud)
    logs.create_log_stream(logGroupName=group, logStreamName="stream")
    event = {"timestamp": int(time.time() * 1000), "message": "line"}
    logs.put_log_events(logGroupName=group, logStreamName="stream", logEvents=[event])
    other = unique("group")
    cloud.client("logs", TOOLS).create_log_group(logGroupName=other)
    with refused(*DENIED):
        logs.create_log_stream(logGroupName=other, logStreamName="stream")


def test_ministack_alone_denies_the_streams_of_a_group(alone: ServerProcess) -> None:
    logs, group = _log_writer(alone)
    with refused(*DENIED):
        logs.create_log_stream(logGroupName=group, logStreamName="stream")


@pytest.mark.parametrize(
    ("value", "is_let_in"), [("codepipeline.amazonaws.com", True), ("false", True), ("true", False)]
)
def test_what_is_not_true_is_false_as_in_the_trust_of_older_pipelines(
    cloud: CloudProcess, value: str, is_let_in: bool
) -> None:
    """Source: github.com/aws/aws-cdk/pull/25316, of the first value."""
    trusted = json.loads(trust(AWS=f"arn:aws:iam::{TOOLS}:root"))
    trusted["Statement"][0]["Condition"] = {"Bool": {"aws:ViaAWSService": value}}
    role = make_role(cloud, TOOLS, trusted=json.dumps(trusted))
    user = make_user(cloud, TOOLS, allow("sts:AssumeRole", "*"))
    if is_let_in:
        cloud.assume(role, by=user)
    else:
        with refused("AccessDenied"):
            cloud.assume(role, by=user)
