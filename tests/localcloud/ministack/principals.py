"""Callers and resources with chosen permissions, made through the API, for both servers."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from tests.localcloud.cloud_process import REGION, ServerProcess


def unique(prefix: str) -> str:
    """Return a name that no other test uses."""
    return f"{prefix}-{secrets.token_hex(4)}"


def allow(action: str | list[str], resource: str | list[str], **conditions: Any) -> dict[str, Any]:
    """Return a policy of one statement."""
    statement: dict[str, Any] = {"Effect": "Allow", "Action": action, "Resource": resource}
    if conditions:
        statement["Condition"] = conditions
    return {"Version": "2012-10-17", "Statement": [statement]}


def trust(**principal: Any) -> str:
    """Return a trust policy for one principal."""
    statement = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def make_user(server: ServerProcess, account: str, policy: dict[str, Any]) -> boto3.Session:
    """Make an IAM user with one inline policy and return a session of it."""
    iam, name = server.client("iam", account), unique("user")
    iam.create_user(UserName=name)
    iam.put_user_policy(UserName=name, PolicyName="given", PolicyDocument=json.dumps(policy))
    key = iam.create_access_key(UserName=name)["AccessKey"]
    return boto3.Session(
        aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"], region_name=REGION
    )


def make_role(server: ServerProcess, account: str, *, trusted: str, policy: dict[str, Any] | None = None) -> str:
    """Make a role with a trust policy and at most one inline policy; return its ARN."""
    iam, name = server.client("iam", account), unique("role")
    arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trusted)["Role"]["Arn"]
    if policy is not None:
        iam.put_role_policy(RoleName=name, PolicyName="given", PolicyDocument=json.dumps(policy))
    return str(arn)


def make_bucket(server: ServerProcess, account: str, policy: dict[str, Any] | None = None) -> str:
    """Make a bucket with at most one policy, whose resources may be written with {bucket}; return its name."""
    s3, name = server.client("s3", account), unique("bucket")
    s3.create_bucket(Bucket=name)
    if policy is not None:
        s3.put_bucket_policy(Bucket=name, Policy=json.dumps(policy).replace("{bucket}", name))
    return name


def error_code(error: pytest.ExceptionInfo[ClientError]) -> str:
    """Return AWS's code of a refused call."""
    return str(error.value.response["Error"]["Code"])


@contextmanager
def refused(*codes: str) -> Iterator[None]:
    """Expect a call to be refused with one of AWS's error codes."""
    with pytest.raises(ClientError) as error:
        yield
    assert error_code(error) in codes, error.value


DENIED = ("AccessDenied", "AccessDeniedException", "403", "UnauthorizedOperation")
