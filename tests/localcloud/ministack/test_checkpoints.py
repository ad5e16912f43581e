"""What a server had when it ended, or was killed, is there when it starts again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.localcloud.cloud_process import DEV, REPOSITORY, TOOLS, CloudProcess
from tests.localcloud.ministack.functions import ANSWERING, invoke, make_function
from tests.localcloud.ministack.principals import unique
from tests.localcloud.ministack.stacks import create_stack, describe, table

pytestmark = pytest.mark.cloud
_SAVED_SECONDS = 20


def fill(cloud: CloudProcess) -> str:
    """Put one thing of each kind in; return the function's ARN."""
    cloud.client("s3", TOOLS).create_bucket(Bucket="kept-bucket")
    cloud.client("s3", TOOLS).put_object(Bucket="kept-bucket", Key="a/b", Body=b"content", ContentType="text/plain")
    cloud.client("secretsmanager", DEV).create_secret(Name="kept", SecretString="secret")
    create_stack(cloud, {"Table": table("kept")})
    cloud.client("dynamodb", DEV).put_item(TableName="kept", Item={"id": {"S": "1"}})
    cloud.client("application-autoscaling", DEV).register_scalable_target(
        ServiceNamespace="dynamodb",
        ResourceId="table/kept",
        ScalableDimension="dynamodb:table:ReadCapacityUnits",
        MinCapacity=1,
        MaxCapacity=9,
    )
    return make_function(cloud, ANSWERING)


def check(cloud: CloudProcess, function: str) -> None:
    found = cloud.client("s3", TOOLS).get_object(Bucket="kept-bucket", Key="a/b")
    assert (found["Body"].read(), found["ContentType"]) == (b"content", "text/plain")
    assert cloud.client("secretsmanager", DEV).get_secret_value(SecretId="kept")["SecretString"] == "secret"
    assert cloud.client("dynamodb", DEV).scan(TableName="kept")["Count"] == 1
    targets = cloud.client("application-autoscaling", DEV).describe_scalable_targets(ServiceNamespace="dynamodb")
    assert targets["ScalableTargets"][0]["MaxCapacity"] == 9
    assert invoke(cloud, function, {"body": "x"}) == ({"statusCode": 200, "body": "x"}, False)
    stacks = cloud.client("cloudformation", DEV).get_paginator("list_stacks").paginate()
    resources = [
        resource["PhysicalResourceId"]
        for page in stacks
        for stack in page["StackSummaries"]
        for resource in cloud.client("cloudformation", DEV).list_stack_resources(StackName=stack["StackName"])[
            "StackResourceSummaries"
        ]
    ]
    assert "kept" in resources


def current(cloud: CloudProcess) -> Path | None:
    link = cloud.state_dir / "checkpoints" / "current"
    return link.readlink() if link.is_symlink() else None


def await_checkpoint(cloud: CloudProcess, since: Path | None) -> None:
    """Wait until the server has come to rest and saved; its link is what says so."""
    deadline = time.monotonic() + _SAVED_SECONDS
    while current(cloud) == since:
        assert time.monotonic() < deadline, "no checkpoint was written"
        time.sleep(0.05)


def test_a_server_that_was_told_to_end_comes_back_as_it_was(own_cloud: CloudProcess) -> None:
    function, credentials = fill(own_cloud), own_cloud.credentials(DEV)
    assert own_cloud.stop() == 0
    own_cloud.start()
    check(own_cloud, function)
    assert own_cloud.credentials(DEV) == credentials


def test_a_server_that_was_killed_at_rest_comes_back_as_it_was(own_cloud: CloudProcess) -> None:
    function = fill(own_cloud)
    # What was saved while the state was filled may lack the end of it; the next one does not.
    since = current(own_cloud)
    own_cloud.client("sqs", DEV).create_queue(QueueName="last")
    await_checkpoint(own_cloud, since)
    own_cloud.kill()
    own_cloud.start()
    check(own_cloud, function)


def test_a_kill_at_any_step_of_a_checkpoint_leaves_one_whole_state(tmp_path: Path) -> None:
    script = REPOSITORY / "tests" / "localcloud" / "ministack" / "crash_at_each_step.py"
    run = subprocess.run(
        [sys.executable, str(script), str(tmp_path)],
        cwd=REPOSITORY,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout.splitlines()[-1])
    # The one before stays beside the new one.
    old = {"users": ["old"], "code": "old", "checkpoints": 1}
    new = {"users": ["new", "old"], "code": "new", "checkpoints": 2}
    switched = found.index(new)
    assert switched > 3
    assert found == [old] * switched + [new] * (len(found) - switched)


def test_a_server_killed_while_it_saves_starts_again(own_cloud: CloudProcess) -> None:
    queues, checkpoints = own_cloud.client("sqs", DEV), own_cloud.state_dir / "checkpoints"
    queues.create_queue(QueueName="before")
    await_checkpoint(own_cloud, None)
    saved = set(checkpoints.iterdir())
    for index in range(100):
        queues.create_queue(QueueName=f"during-{index}")
    os.kill(own_cloud.pid, signal.SIGTERM)
    deadline = time.monotonic() + _SAVED_SECONDS
    while set(checkpoints.iterdir()) <= saved and time.monotonic() < deadline:
        time.sleep(0.001)
    own_cloud.kill()
    own_cloud.start()
    queues = own_cloud.client("sqs", DEV)
    names = {url.rpartition("/")[2] for url in queues.list_queues(MaxResults=1000)["QueueUrls"]}
    assert "before" in names
    assert len(names) in (1, 101)


def test_a_bucket_that_no_checkpoint_knows_does_not_come_back(own_cloud: CloudProcess) -> None:
    own_cloud.stop()
    orphan = own_cloud.state_dir / "s3" / TOOLS / "orphan"
    orphan.mkdir(parents=True)
    (orphan / "k").write_bytes(b"content")
    own_cloud.start()
    names = [bucket["Name"] for bucket in own_cloud.client("s3", TOOLS).list_buckets()["Buckets"]]
    assert "orphan" not in names
    create_stack(own_cloud, {"B": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "orphan"}}}, account=TOOLS)


def test_stacks_may_be_changed_after_a_restart(own_cloud: CloudProcess) -> None:
    name = create_stack(own_cloud, {"Table": table(unique("kept"))})
    own_cloud.stop()
    own_cloud.start()
    assert describe(own_cloud, name)["StackStatus"] == "CREATE_COMPLETE"


def test_a_stack_in_the_middle_of_an_operation_does_not_come_back_that_way(own_cloud: CloudProcess) -> None:
    """Whoever works on it dies with the server: it comes back as it was before, ready for the next attempt."""
    name = create_stack(own_cloud, {"Table": table(unique("kept"))})
    since = current(own_cloud)
    own_cloud.client("sqs", DEV).create_queue(QueueName="rest")
    await_checkpoint(own_cloud, since)
    cloudformation = own_cloud.client("cloudformation", DEV)
    waiting = {
        "Handle": {"Type": "AWS::CloudFormation::WaitConditionHandle"},
        "Never": {
            "Type": "AWS::CloudFormation::WaitCondition",
            "Properties": {"Handle": {"Ref": "Handle"}, "Timeout": "600"},
        },
    }
    cloudformation.create_stack(StackName="waits", TemplateBody=json.dumps({"Resources": waiting}))
    assert describe(own_cloud, "waits")["StackStatus"] == "CREATE_IN_PROGRESS"
    own_cloud.stop()
    own_cloud.start()
    stacks = own_cloud.client("cloudformation", DEV).describe_stacks()["Stacks"]
    assert {stack["StackName"]: stack["StackStatus"] for stack in stacks} == {name: "CREATE_COMPLETE"}
