"""Sessions of roles that only a service may assume: a step's role is taken from a build of that step's own project.

The build runs one command that prints the credentials its role was given, and nothing of the step's own work; encoded,
because a log hides the ids of access keys.
"""

from __future__ import annotations

import base64
import json
import time
from typing import Any

import boto3
from botocore.config import Config

from tests.e2e.delivery import REGION, TOOLS, Delivery

_PRINT_CREDENTIALS = """
version: 0.2
phases:
  build:
    commands:
      - >-
        python3 -c "import base64, os, urllib.request as u;
        r = u.Request(os.environ['AWS_CONTAINER_CREDENTIALS_FULL_URI']);
        r.add_header('Authorization', os.environ['AWS_CONTAINER_AUTHORIZATION_TOKEN']);
        print('CREDENTIALS', base64.b64encode(u.urlopen(r, timeout=10).read()).decode())"
"""
BUILD_LIMIT_SECONDS = 60


def step_session(delivery: Delivery, project: str) -> boto3.Session:
    """A session of the role of one build project of the tools account."""
    codebuild = delivery.client("codebuild")
    build = codebuild.start_build(
        projectName=project,
        sourceTypeOverride="NO_SOURCE",
        artifactsOverride={"type": "NO_ARTIFACTS"},
        buildspecOverride=_PRINT_CREDENTIALS,
    )["build"]["id"]
    deadline = time.monotonic() + BUILD_LIMIT_SECONDS
    while time.monotonic() < deadline:
        (found,) = codebuild.batch_get_builds(ids=[build])["builds"]
        if found["buildComplete"]:
            break
        time.sleep(0.3)
    assert found["buildStatus"] == "SUCCEEDED", found["phases"]
    events = delivery.client("logs").get_log_events(
        logGroupName=found["logs"]["groupName"], logStreamName=found["logs"]["streamName"], startFromHead=True
    )["events"]
    (line,) = (event["message"] for event in events if event["message"].startswith("CREDENTIALS "))
    return session_of(json.loads(base64.b64decode(line.removeprefix("CREDENTIALS "))), token="Token")


def assumed(session: boto3.Session, delivery: Delivery, role_arn: str) -> boto3.Session:
    """The session of a role that another session may assume."""
    answer = client(session, delivery, "sts").assume_role(RoleArn=role_arn, RoleSessionName="test")
    return session_of(answer["Credentials"], token="SessionToken")


def session_of(credentials: dict[str, Any], *, token: str) -> boto3.Session:
    return boto3.Session(
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials[token],
        region_name=REGION,
    )


def client(session: boto3.Session, delivery: Delivery, service: str) -> Any:
    config = Config(connect_timeout=5, read_timeout=30, retries={"max_attempts": 1})
    return session.client(service, endpoint_url=delivery.endpoint, config=config)


def user_session(delivery: Delivery, policy: dict[str, Any], *, account: str = TOOLS) -> boto3.Session:
    """A session of a fresh IAM user with one policy."""
    iam = delivery.client("iam", account)
    name = f"e2e-{time.monotonic_ns()}"
    iam.create_user(UserName=name)
    iam.put_user_policy(UserName=name, PolicyName="only", PolicyDocument=json.dumps(policy))
    key = iam.create_access_key(UserName=name)["AccessKey"]
    return boto3.Session(
        aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"], region_name=REGION
    )
