"""Log groups under a KMS key: the key's policy decides, and the key is described."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.localcloud.cloud_process import DEV, REGION, CloudProcess, ServerProcess
from tests.localcloud.ministack.principals import refused, unique
from tests.localcloud.ministack.stacks import create_stack, describe, outputs_of, update_stack

pytestmark = pytest.mark.cloud

_ROOT = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{DEV}:root"},
    "Action": "kms:*",
    "Resource": "*",
}


def _key_policy(name_pattern: str, *, actions: str = "kms:*") -> dict[str, Any]:
    """A key for the account's own principals, and for CloudWatch Logs where it keeps groups of a name."""
    log_groups = f"arn:aws:logs:{REGION}:{DEV}:log-group:{name_pattern}"
    for_logs = {
        "Effect": "Allow",
        "Principal": {"Service": f"logs.{REGION}.amazonaws.com"},
        "Action": actions,
        "Resource": "*",
        "Condition": {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": log_groups}},
    }
    return {"Version": "2012-10-17", "Statement": [_ROOT, for_logs]}


def _make_key(server: ServerProcess, policy: dict[str, Any]) -> str:
    key = server.client("kms", DEV).create_key(Policy=json.dumps(policy))["KeyMetadata"]
    return str(key["Arn"])


def _resources(name: str, policy: dict[str, Any], *, encrypted: bool = True) -> dict[str, Any]:
    group: dict[str, Any] = {"LogGroupName": name}
    if encrypted:
        group["KmsKeyId"] = {"Fn::GetAtt": ["Key", "Arn"]}
    return {
        "Key": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": policy, "EnableKeyRotation": True}},
        "Group": {"Type": "AWS::Logs::LogGroup", "Properties": group},
    }


def _described_key(server: ServerProcess, name: str) -> str | None:
    (group,) = server.client("logs", DEV).describe_log_groups(logGroupNamePrefix=name)["logGroups"]
    found: str | None = group.get("kmsKeyId")
    return found


def test_a_stacks_log_group_is_described_with_its_key(cloud: CloudProcess) -> None:
    name = unique("group")
    outputs = {"Key": {"Fn::GetAtt": ["Key", "Arn"]}}
    stack = create_stack(cloud, _resources(name, _key_policy("group-*")), outputs=outputs)
    assert _described_key(cloud, name) == outputs_of(cloud, stack)["Key"]
    assert cloud.client("kms", DEV).get_key_rotation_status(KeyId=_described_key(cloud, name))["KeyRotationEnabled"]


def test_a_log_group_gets_a_key_later_and_keeps_what_it_holds(cloud: CloudProcess) -> None:
    name = unique("group")
    stack = create_stack(cloud, _resources(name, _key_policy("group-*"), encrypted=False))
    logs = cloud.client("logs", DEV)
    logs.create_log_stream(logGroupName=name, logStreamName="stream")
    update_stack(cloud, stack, _resources(name, _key_policy("group-*")))
    assert describe(cloud, stack)["StackStatus"] == "UPDATE_COMPLETE"
    assert _described_key(cloud, name)
    assert logs.describe_log_streams(logGroupName=name)["logStreams"]


@pytest.mark.enforces(
    "CloudWatch Logs: a log group's key must let the service use it for that group",
    source="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
)
@pytest.mark.parametrize(
    "policy",
    [
        {"Version": "2012-10-17", "Statement": [_ROOT]},
        _key_policy("another-*"),
        _key_policy("group-*", actions="kms:Decrypt"),
    ],
    ids=["no CloudWatch Logs", "another name", "only to decrypt"],
)
def test_a_key_that_does_not_let_cloudwatch_logs_is_refused(cloud: CloudProcess, policy: dict[str, Any]) -> None:
    name = unique("group")
    stack = create_stack(cloud, _resources(name, policy))
    assert describe(cloud, stack)["StackStatus"] == "ROLLBACK_COMPLETE"
    with refused("InvalidParameterException"):
        cloud.client("logs", DEV).create_log_group(logGroupName=name, kmsKeyId=_make_key(cloud, policy))


def test_the_api_takes_a_key_that_lets_cloudwatch_logs(cloud: CloudProcess) -> None:
    name, key = unique("group"), _make_key(cloud, _key_policy("group-*"))
    cloud.client("logs", DEV).create_log_group(logGroupName=name, kmsKeyId=key)
    assert _described_key(cloud, name) == key


def test_ministack_alone_takes_any_key(alone: ServerProcess) -> None:
    name = unique("group")
    stack = create_stack(alone, _resources(name, {"Version": "2012-10-17", "Statement": [_ROOT]}))
    assert describe(alone, stack)["StackStatus"] == "CREATE_COMPLETE"
