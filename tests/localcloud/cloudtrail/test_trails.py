"""Trails in stacks, and rules that hear of new objects by them, as the CDK writes both for a source in S3."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from tests.localcloud.cloud_process import DEV, CloudProcess, ServerProcess
from tests.localcloud.events_queue import EventsQueue
from tests.localcloud.ministack.principals import unique
from tests.localcloud.ministack.stacks import create_stack, delete_stack, update_stack

pytestmark = pytest.mark.cloud
SOURCE = "https://docs.aws.amazon.com/codepipeline/latest/userguide/create-cloudtrail-S3-source.html"


def trail(bucket: str, *, logging: bool = True, prefix: str = "releases/") -> dict[str, Any]:
    """As `cloudtrail.Trail` and its `add_s3_event_selector` synthesize it."""
    selector = {
        "ReadWriteType": "WriteOnly",
        "IncludeManagementEvents": False,
        "DataResources": [{"Type": "AWS::S3::Object", "Values": [f"arn:aws:s3:::{bucket}/{prefix}"]}],
    }
    properties = {
        "S3BucketName": bucket,
        "IsLogging": logging,
        "IsMultiRegionTrail": True,
        "IncludeGlobalServiceEvents": True,
        "EnableLogFileValidation": True,
        "EventSelectors": [selector],
        "Tags": [{"Key": "owner", "Value": "delivery"}],
    }
    return {"Trail": {"Type": "AWS::CloudTrail::Trail", "Properties": properties}}


def new_objects(cloud: ServerProcess, bucket: str) -> EventsQueue:
    """The rule of `S3Trigger.EVENTS`, as the CDK writes it."""
    detail = {
        "eventName": ["CompleteMultipartUpload", "CopyObject", "PutObject"],
        "requestParameters": {"bucketName": [bucket], "key": ["releases/app.zip", "last"]},
    }
    pattern = {"source": ["aws.s3"], "detail-type": ["AWS API Call via CloudTrail"], "detail": detail}
    return EventsQueue(cloud, pattern, account=DEV)


@pytest.fixture
def bucket(cloud: CloudProcess) -> str:
    name = unique("source-bucket")
    cloud.client("s3", DEV).create_bucket(Bucket=name)
    return name


@pytest.mark.enforces("CloudTrail: new objects are events where a trail logs them, and nowhere else", source=SOURCE)
def test_a_new_object_is_an_event_where_a_trail_logs_it(cloud: CloudProcess, bucket: str) -> None:
    s3, queue = cloud.client("s3", DEV), new_objects(cloud, bucket)
    s3.put_object(Bucket=bucket, Key="releases/app.zip", Body=b"before the trail")
    name = create_stack(cloud, trail(bucket))
    s3.put_object(Bucket=bucket, Key="last", Body=b"outside the selectors")
    s3.put_object(Bucket=bucket, Key="releases/app.zip", Body=b"one")
    s3.copy_object(Bucket=bucket, Key="releases/app.zip", CopySource={"Bucket": bucket, "Key": "last"})
    update_stack(cloud, name, trail(bucket, prefix=""))
    s3.put_object(Bucket=bucket, Key="last", Body=b"taken in now")
    details = [event["detail"] for event in queue.received(lambda found: len(found) >= 3)]
    assert sorted((detail["eventName"], detail["requestParameters"]["key"]) for detail in details) == [
        ("CopyObject", "releases/app.zip"),
        ("PutObject", "last"),
        ("PutObject", "releases/app.zip"),
    ]
    assert details[0]["resources"][1] == {
        "type": "AWS::S3::Bucket",
        "ARN": f"arn:aws:s3:::{bucket}",
        "accountId": DEV,
    }
    delete_stack(cloud, name)
    assert cloud.client("cloudtrail", DEV).list_trails()["Trails"] == []


def test_an_upload_in_parts_is_one_event(cloud: CloudProcess, bucket: str) -> None:
    s3, queue = cloud.client("s3", DEV), new_objects(cloud, bucket)
    name = create_stack(cloud, trail(bucket))
    s3.upload_fileobj(io.BytesIO(bytes(9 * 1024**2)), bucket, "releases/app.zip")
    (event,) = queue.received(bool)
    assert event["detail"]["eventName"] == "CompleteMultipartUpload"
    delete_stack(cloud, name)


def test_a_trail_that_does_not_log_tells_nothing(cloud: CloudProcess, bucket: str) -> None:
    s3, queue = cloud.client("s3", DEV), new_objects(cloud, bucket)
    name = create_stack(cloud, trail(bucket, logging=False))
    s3.put_object(Bucket=bucket, Key="releases/app.zip", Body=b"unheard")
    update_stack(cloud, name, trail(bucket))
    s3.put_object(Bucket=bucket, Key="releases/app.zip", Body=b"heard")
    assert len(queue.received(bool)) == 1
    delete_stack(cloud, name)


def test_a_trail_whose_bucket_does_not_exist_fails_its_stack(cloud: CloudProcess) -> None:
    name = create_stack(cloud, trail("no-such-bucket"))
    events = cloud.client("cloudformation", DEV).describe_stack_events(StackName=name)["StackEvents"]
    (reason,) = (e["ResourceStatusReason"] for e in events if e["ResourceStatus"] == "CREATE_FAILED")
    assert "S3 bucket no-such-bucket does not exist!" in reason
    assert "S3BucketDoesNotExistException" in reason


def test_a_trail_is_there_with_its_selectors_after_a_restart(tmp_path: Path) -> None:
    name = unique("source-bucket")
    with CloudProcess(state_dir=tmp_path / "state", toolchain_dir=tmp_path / "toolchain") as first:
        first.client("s3", DEV).create_bucket(Bucket=name)
        create_stack(first, trail(name))
    with CloudProcess(state_dir=tmp_path / "state", toolchain_dir=tmp_path / "toolchain") as second:
        queue = new_objects(second, name)
        second.client("s3", DEV).put_object(Bucket=name, Key="releases/app.zip", Body=b"after")
        assert len(queue.received(bool)) == 1
