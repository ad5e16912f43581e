"""Stacks end with what stands in their way, and what they retain goes after them or is named."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
import urllib3
from botocore.exceptions import ClientError

from delivery.teardown import RegionalStack, Remains, delete_stack, remove_leftovers
from localcloud.cli import CommandError
from tests.localcloud.cloud_process import DEV, CloudProcess
from tests.localcloud.ministack.principals import unique
from tests.localcloud.ministack.stacks import create_stack, table, template, wait
from tests.localcloud.ministack.stacks import delete_stack as delete_plainly

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("teardown")]


def retained(resource: dict[str, Any]) -> dict[str, Any]:
    return {**resource, "DeletionPolicy": "RetainExceptOnCreate"}


def bucket(name: str, **properties: Any) -> dict[str, Any]:
    versioned = {"BucketName": name, "VersioningConfiguration": {"Status": "Enabled"}}
    return {"Type": "AWS::S3::Bucket", "Properties": {**versioned, **properties}}


def locked_bucket(name: str) -> dict[str, Any]:
    year = {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 365}}
    lock = {"ObjectLockEnabled": "Enabled", "Rule": year}
    return bucket(name, ObjectLockEnabled=True, ObjectLockConfiguration=lock)


def protected_table(name: str) -> dict[str, Any]:
    plain = table(name)
    return {**plain, "Properties": {**plain["Properties"], "DeletionProtectionEnabled": True}}


def a_stack(cloud: CloudProcess, resources: dict[str, Any]) -> RegionalStack:
    return of_name(cloud, create_stack(cloud, resources))


def of_name(cloud: CloudProcess, name: str) -> RegionalStack:
    return RegionalStack(name=name, client_for=partial(cloud.client, account=DEV))


def fill(cloud: CloudProcess, name: str) -> None:
    """Two versions and a delete marker."""
    s3 = cloud.client("s3", DEV)
    for body in (b"one", b"two"):
        s3.put_object(Bucket=name, Key="k", Body=body)
    s3.delete_object(Bucket=name, Key="k")


def buckets(cloud: CloudProcess) -> set[str]:
    return {each["Name"] for each in cloud.client("s3", DEV).list_buckets()["Buckets"]}


def left_of(stack: RegionalStack) -> dict[str, Remains | None]:
    return dict(remove_leftovers(stack))


def test_filled_buckets_and_protected_tables_go_with_their_stack(cloud: CloudProcess) -> None:
    name, other = unique("bucket"), unique("table")
    stack = a_stack(cloud, {"Bucket": bucket(name), "Table": protected_table(other)})
    fill(cloud, name)
    assert delete_stack(stack) is True
    assert name not in buckets(cloud)
    assert other not in cloud.client("dynamodb", DEV).list_tables()["TableNames"]
    assert left_of(stack) == {}


def test_a_first_creation_that_could_not_be_rolled_back_is_cleared_for_the_next(cloud: CloudProcess) -> None:
    name, taken = unique("table"), unique("taken")
    sns, dynamodb = cloud.client("sns", DEV), cloud.client("dynamodb", DEV)
    occupied = sns.create_topic(Name=taken)["TopicArn"]
    topic = {"Type": "AWS::SNS::Topic", "DependsOn": "Table", "Properties": {"TopicName": taken}}
    resources = {"Table": retained(protected_table(name)), "Topic": topic}
    stack = a_stack(cloud, resources)
    assert (stack.describe() or {})["StackStatus"] == "ROLLBACK_FAILED"
    assert name in dynamodb.list_tables()["TableNames"]

    delete_stack(stack)
    left_of(stack)
    sns.delete_topic(TopicArn=occupied)
    again = a_stack(cloud, resources)
    assert (again.describe() or {})["StackStatus"] == "CREATE_COMPLETE"
    assert name in dynamodb.list_tables()["TableNames"]


def test_a_bucket_that_filled_during_a_failed_creation_is_cleared_for_the_next(cloud: CloudProcess) -> None:
    """As one of access logs does: CloudFormation deletes no bucket that holds something."""
    name, cloudformation = unique("bucket"), cloud.client("cloudformation", DEV)
    waiting = {"Type": "AWS::CloudFormation::WaitCondition", "DependsOn": "Bucket"}
    handle = {"Handle": {"Type": "AWS::CloudFormation::WaitConditionHandle"}}
    failing = {**waiting, "Properties": {"Handle": {"Ref": "Handle"}, "Timeout": "60"}}
    kept = {"Bucket": retained(bucket(name)), **handle}
    stack_name = unique("stack")
    cloudformation.create_stack(StackName=stack_name, TemplateBody=template({**kept, "Failing": failing}))
    stack = of_name(cloud, stack_name)
    cloud.client("s3", DEV).get_waiter("bucket_exists").wait(Bucket=name, WaiterConfig={"Delay": 1, "MaxAttempts": 30})
    fill(cloud, name)
    signal_failure(cloud, stack_name)
    wait(cloud, stack_name)
    assert (stack.describe() or {})["StackStatus"] == "ROLLBACK_FAILED"
    assert name in buckets(cloud)

    delete_stack(stack)
    left_of(stack)
    assert name not in buckets(cloud)
    assert (a_stack(cloud, kept).describe() or {})["StackStatus"] == "CREATE_COMPLETE"


def signal_failure(cloud: CloudProcess, stack_name: str) -> None:
    """Tell the stack's wait condition that what it waits for went wrong."""
    cloudformation = cloud.client("cloudformation", DEV)
    address = cloudformation.describe_stack_resource(StackName=stack_name, LogicalResourceId="Handle")[
        "StackResourceDetail"
    ]["PhysicalResourceId"]
    said = {"Status": "FAILURE", "Reason": "the instance did not start", "UniqueId": "1", "Data": "-"}
    answer = urllib3.request("PUT", address, body=json.dumps(said), headers={"Content-Type": ""}, timeout=10)
    assert answer.status == 200


def test_what_a_stack_retains_goes_after_it_and_a_key_pends(cloud: CloudProcess) -> None:
    name, other, logs = unique("bucket"), unique("table"), unique("logs")
    policy = {"Statement": [{"Effect": "Allow", "Principal": {"AWS": DEV}, "Action": "kms:*", "Resource": "*"}]}
    resources = {
        "Key": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": policy}},
        "Bucket": bucket(name),
        "Table": protected_table(other),
        "Logs": {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": logs}},
    }
    stack = a_stack(cloud, {identifier: retained(resource) for identifier, resource in resources.items()})
    fill(cloud, name)
    delete_stack(stack)
    assert name in buckets(cloud)

    found = left_of(stack)
    assert name not in buckets(cloud)
    assert {resource.partition(" ")[0] for resource, remains in found.items() if remains is None} == {
        "AWS::S3::Bucket",
        "AWS::DynamoDB::Table",
        "AWS::Logs::LogGroup",
    }
    (key,) = [remains for remains in found.values() if remains is not None]
    assert key.resource.startswith("key ")
    assert f"{datetime.now(UTC) + timedelta(days=30):%Y-%m-%d}" in key.until


def test_a_teardown_that_was_interrupted_finds_what_a_deleted_stack_has_left(cloud: CloudProcess) -> None:
    name = unique("bucket")
    stack = a_stack(cloud, {"Bucket": retained(bucket(name))})
    fill(cloud, name)
    delete_plainly(cloud, stack.name)
    assert delete_stack(stack) is False
    assert left_of(stack) == {f"AWS::S3::Bucket {name}": None}
    assert left_of(stack) == {}


def test_what_is_locked_stays_and_its_last_day_is_named(cloud: CloudProcess) -> None:
    name, s3 = unique("bucket"), cloud.client("s3", DEV)
    stack = a_stack(cloud, {"Bucket": retained(locked_bucket(name))})
    s3.put_object(Bucket=name, Key="k", Body=b"kept")
    delete_stack(stack)
    remains = left_of(stack)[f"AWS::S3::Bucket {name}"]
    assert remains is not None
    assert remains.until.startswith(f"{datetime.now(UTC) + timedelta(days=365):%Y-%m-%d}")
    assert s3.get_object(Bucket=name, Key="k")["Body"].read() == b"kept"


def test_a_stack_that_cannot_end_says_which_resource_and_why(cloud: CloudProcess) -> None:
    name = unique("bucket")
    stack = a_stack(cloud, {"Bucket": locked_bucket(name)})
    cloud.client("s3", DEV).put_object(Bucket=name, Key="k", Body=b"kept")
    with pytest.raises(CommandError) as refused:
        delete_stack(stack)
    (reason,) = refused.value.details
    assert reason.startswith("Bucket (AWS::S3::Bucket): ")
    assert "BucketNotEmpty" in reason


def test_termination_protection_is_taken_off(cloud: CloudProcess) -> None:
    stack = of_name(cloud, create_stack(cloud, {"T": {"Type": "AWS::SNS::Topic"}}, EnableTerminationProtection=True))
    with pytest.raises(ClientError, match="TerminationProtection"):
        delete_plainly(cloud, stack.name)
    assert delete_stack(stack) is True


def test_the_role_that_other_apis_log_with_stays_until_they_are_gone(cloud: CloudProcess) -> None:
    gateway = {"Service": "apigateway.amazonaws.com"}
    trust = {"Statement": [{"Effect": "Allow", "Principal": gateway, "Action": "sts:AssumeRole"}]}
    name, apigateway = unique("role"), cloud.client("apigateway", DEV)
    properties = {"RoleName": name, "AssumeRolePolicyDocument": trust}
    role = retained({"Type": "AWS::IAM::Role", "Properties": properties})
    account = {"Type": "AWS::ApiGateway::Account", "Properties": {"CloudWatchRoleArn": {"Fn::GetAtt": ["Role", "Arn"]}}}
    stack = a_stack(cloud, {"Role": role, "Account": retained(account)})
    api = apigateway.create_rest_api(name="somebody-elses")["id"]
    delete_stack(stack)
    remains = left_of(stack)[f"AWS::IAM::Role {name}"]
    assert remains is not None
    assert "somebody-elses" in remains.until
    assert apigateway.get_account()["cloudwatchRoleArn"].endswith(name)

    apigateway.delete_rest_api(restApiId=api)
    assert left_of(stack) == {f"AWS::IAM::Role {name}": None}
    assert not apigateway.get_account().get("cloudwatchRoleArn")
