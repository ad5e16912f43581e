"""A stack's secret goes by its ARN, and its password is what was asked for."""

from __future__ import annotations

import json
import string
from typing import Any

import pytest

from tests.localcloud.cloud_process import DEV, CloudProcess, ServerProcess
from tests.localcloud.ministack.conftest import PlainMiniStack
from tests.localcloud.ministack.functions import function_resources, invoke
from tests.localcloud.ministack.principals import unique
from tests.localcloud.ministack.stacks import (
    create_stack,
    delete_stack,
    describe,
    failure_reasons,
    outputs_of,
    update_stack,
)

pytestmark = pytest.mark.cloud
_READS = """
import boto3

def handler(event, context):
    return boto3.client("secretsmanager").get_secret_value(SecretId=event)["SecretString"]
"""


def _secret(**properties: Any) -> dict[str, Any]:
    return {"Type": "AWS::SecretsManager::Secret", "Properties": properties}


def _holding(name: str, value: str) -> dict[str, Any]:
    return _secret(Name=name, SecretString=value)


def _value(server: ServerProcess, secret: str) -> str:
    return str(server.client("secretsmanager", DEV).get_secret_value(SecretId=secret)["SecretString"])


def test_a_reference_to_a_secret_is_its_arn_and_a_policy_of_it_allows(cloud: CloudProcess) -> None:
    name = unique("secret")
    statement = {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": {"Ref": "Secret"}}
    resources = {
        "Secret": _holding(name, "kept"),
        **function_resources(_READS, policy={"Version": "2012-10-17", "Statement": [statement]}),
    }
    outputs = {"Ref": {"Ref": "Secret"}, "Function": {"Ref": "Function"}}
    found = outputs_of(cloud, create_stack(cloud, resources, outputs=outputs))
    assert found["Ref"] == cloud.client("secretsmanager", DEV).describe_secret(SecretId=name)["ARN"]
    assert [invoke(cloud, found["Function"], each) for each in (name, found["Ref"])] == [("kept", False)] * 2


def test_a_secret_is_updated_replaced_and_deleted_by_its_arn(cloud: CloudProcess) -> None:
    first, second = unique("secret"), unique("secret")
    stack = create_stack(cloud, {"Secret": _holding(first, "one")})
    arn = cloud.client("secretsmanager", DEV).describe_secret(SecretId=first)["ARN"]
    update_stack(cloud, stack, {"Secret": _holding(first, "two")})
    assert _value(cloud, arn) == "two"
    update_stack(cloud, stack, {"Secret": _holding(second, "three")})
    listed = [each["Name"] for each in cloud.client("secretsmanager", DEV).list_secrets()["SecretList"]]
    assert (first in listed, second in listed) == (False, True)
    delete_stack(cloud, stack)
    listed = [each["Name"] for each in cloud.client("secretsmanager", DEV).list_secrets()["SecretList"]]
    assert second not in listed


def test_a_generated_password_is_what_was_asked_for(cloud: CloudProcess) -> None:
    name = unique("secret")
    asked = {
        "SecretStringTemplate": '{"user": "ci"}',
        "GenerateStringKey": "code",
        "PasswordLength": 60,
        "ExcludePunctuation": True,
        "ExcludeLowercase": "true",
        "ExcludeCharacters": "ABC123",
    }
    create_stack(cloud, {"Secret": _secret(Name=name, GenerateSecretString=asked)})
    document = json.loads(_value(cloud, name))
    assert (document["user"], len(document["code"])) == ("ci", 60)
    assert set(document["code"]) <= {*string.ascii_uppercase, *string.digits} - {*"ABC123"}
    assert set(document["code"]) & {*string.digits}


def test_a_password_that_cannot_be_generated_fails_its_stack(cloud: CloudProcess) -> None:
    stack = create_stack(cloud, {"Secret": _secret(GenerateSecretString={"PasswordLength": 2})})
    assert describe(cloud, stack)["StackStatus"] == "ROLLBACK_COMPLETE"
    assert "PasswordLength too short" in failure_reasons(cloud, stack)


def test_ministack_alone_refers_to_a_secret_by_its_name(alone: PlainMiniStack) -> None:
    name = unique("secret")
    asked = {"PasswordLength": 200, "ExcludePunctuation": True}
    resources = {"Secret": _secret(Name=name, GenerateSecretString=asked)}
    stack = create_stack(alone, resources, outputs={"Ref": {"Ref": "Secret"}})
    assert outputs_of(alone, stack) == {"Ref": name}
    assert not _value(alone, name).isalnum()
