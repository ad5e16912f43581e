"""A role whose trust policy asks for whom a service acts (`aws:SourceArn`) is assumed for that one alone.

Source: docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.localcloud.cloud_process import DEV, REGION, CloudProcess
from tests.localcloud.ministack.principals import allow, make_role, unique

pytestmark = pytest.mark.cloud


def _role(cloud: CloudProcess, service: str, source: str, policy: dict[str, Any] | None = None) -> str:
    statement = {
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Principal": {"Service": service},
        "Condition": {"StringEquals": {"aws:SourceAccount": DEV, "aws:SourceArn": source}},
    }
    trusted = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    return make_role(cloud, DEV, trusted=trusted, policy=policy)


def _messages(cloud: CloudProcess, queue: str, *, seconds: int) -> list[dict[str, Any]]:
    received: list[dict[str, Any]] = (
        cloud.client("sqs", DEV).receive_message(QueueUrl=queue, WaitTimeSeconds=seconds).get("Messages", [])
    )
    return received


@pytest.mark.parametrize("trusted", ["own", "other"])
def test_a_schedule_acts_on_a_role_that_trusts_its_group(cloud: CloudProcess, trusted: str) -> None:
    scheduler, sqs, group = cloud.client("scheduler", DEV), cloud.client("sqs", DEV), unique("group")
    scheduler.create_schedule_group(Name=group)
    queue = sqs.create_queue(QueueName=unique("queue"))["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    source = f"arn:aws:scheduler:{REGION}:{DEV}:schedule-group/{group if trusted == 'own' else 'default'}"
    schedule = scheduler.create_schedule(
        Name="each",
        GroupName=group,
        ScheduleExpression="rate(1 minute)",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={
            "Arn": arn,
            "RoleArn": _role(cloud, "scheduler.amazonaws.com", source, allow("sqs:SendMessage", arn)),
            "Input": '{"of": "<aws.scheduler.schedule-arn>", "run": "<aws.scheduler.execution-id>"}',
        },
    )["ScheduleArn"]
    received = _messages(cloud, queue, seconds=10 if trusted == "own" else 4)
    scheduler.delete_schedule(Name="each", GroupName=group)
    assert bool(received) == (trusted == "own")
    for message in received:
        body = json.loads(message["Body"])
        assert body["of"] == schedule
        assert body["run"]
        assert "<" not in body["run"]


def test_a_project_s_role_may_trust_codebuild_for_that_project_alone(cloud: CloudProcess) -> None:
    codebuild, name = cloud.client("codebuild", DEV), unique("project")
    project = f"arn:aws:codebuild:{REGION}:{DEV}:project/"
    image = {"type": "LINUX_CONTAINER", "image": "aws/codebuild/standard:7.0", "computeType": "BUILD_GENERAL1_SMALL"}
    asked: dict[str, Any] = {
        "name": name,
        "source": {"type": "NO_SOURCE", "buildspec": "version: 0.2\nphases: {build: {commands: [true]}}"},
        "artifacts": {"type": "NO_ARTIFACTS"},
        "environment": image,
    }
    with pytest.raises(ClientError, match="not authorized to perform: sts:AssumeRole"):
        codebuild.create_project(**asked, serviceRole=_role(cloud, "codebuild.amazonaws.com", f"{project}other"))
    codebuild.create_project(**asked, serviceRole=_role(cloud, "codebuild.amazonaws.com", project + name))
    build = codebuild.start_build(projectName=name)["build"]["id"]
    while (found := codebuild.batch_get_builds(ids=[build])["builds"][0])["buildStatus"] == "IN_PROGRESS":
        pass
    assert found["buildStatus"] == "SUCCEEDED"
