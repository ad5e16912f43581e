"""S3 Object Lock on a bucket of a stack: what is stored stays for its time, and nothing is stored unchecked."""

from __future__ import annotations

import http.client
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest

from tests.localcloud.cloud_process import REGION, TOOLS, CloudProcess, ServerProcess
from tests.localcloud.ministack.principals import DENIED, allow, make_user, refused, unique
from tests.localcloud.ministack.stacks import create_stack, describe, update_stack

pytestmark = pytest.mark.cloud
YEAR = timedelta(days=365)


def bucket(name: str, mode: str = "GOVERNANCE", **properties: Any) -> dict[str, Any]:
    """A bucket whose objects are kept for a year."""
    retention = {"Rule": {"DefaultRetention": {"Mode": mode, "Days": 365}}}
    locked = {
        "BucketName": name,
        "ObjectLockEnabled": True,
        "ObjectLockConfiguration": {"ObjectLockEnabled": "Enabled", **retention},
    }
    return {"Bucket": {"Type": "AWS::S3::Bucket", "Properties": {**locked, **properties}}}


def locked_bucket(server: ServerProcess, mode: str = "GOVERNANCE") -> str:
    name = unique("bucket")
    stack = create_stack(server, bucket(name, mode), account=TOOLS)
    assert describe(server, stack, account=TOOLS)["StackStatus"] == "CREATE_COMPLETE"
    return name


def store(server: ServerProcess, name: str) -> str:
    """Puts an object, and returns its version."""
    version: str = server.client("s3", TOOLS).put_object(Bucket=name, Key="k", Body=b"kept")["VersionId"]
    return version


def test_a_bucket_of_a_stack_has_the_lock_and_the_versioning_of_its_template(cloud: CloudProcess) -> None:
    name, s3 = locked_bucket(cloud), cloud.client("s3", TOOLS)
    configuration = s3.get_object_lock_configuration(Bucket=name)["ObjectLockConfiguration"]
    assert configuration["ObjectLockEnabled"] == "Enabled"
    assert configuration["Rule"]["DefaultRetention"] == {"Mode": "GOVERNANCE", "Days": 365}
    assert s3.get_bucket_versioning(Bucket=name)["Status"] == "Enabled"


def test_an_object_is_retained_for_the_default_time(cloud: CloudProcess) -> None:
    name = locked_bucket(cloud)
    store(cloud, name)
    retention = cloud.client("s3", TOOLS).get_object_retention(Bucket=name, Key="k")["Retention"]
    assert retention["Mode"] == "GOVERNANCE"
    assert abs(retention["RetainUntilDate"] - datetime.now(UTC) - YEAR) < timedelta(minutes=5)


@pytest.mark.enforces(
    "S3: a locked version stays locked for its time, whatever was restarted meanwhile",
    source="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html",
)
def test_a_locked_version_is_locked_after_a_restart(own_cloud: CloudProcess) -> None:
    name = locked_bucket(own_cloud)
    version = store(own_cloud, name)
    s3 = own_cloud.client("s3", TOOLS)
    s3.put_object_legal_hold(Bucket=name, Key="k", VersionId=version, LegalHold={"Status": "ON"})
    own_cloud.stop()
    own_cloud.start()
    s3 = own_cloud.client("s3", TOOLS)
    assert s3.get_object_retention(Bucket=name, Key="k", VersionId=version)["Retention"]["Mode"] == "GOVERNANCE"
    assert s3.get_object_legal_hold(Bucket=name, Key="k", VersionId=version)["LegalHold"]["Status"] == "ON"
    with refused(*DENIED):
        s3.delete_object(Bucket=name, Key="k", VersionId=version)


@pytest.mark.enforces(
    "S3: Object Lock keeps a version until its date, from administrators too",
    source="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html",
)
@pytest.mark.parametrize("mode", ["GOVERNANCE", "COMPLIANCE"])
def test_a_locked_version_is_not_deleted_even_by_an_administrator(cloud: CloudProcess, mode: str) -> None:
    name, s3 = locked_bucket(cloud, mode), cloud.client("s3", TOOLS)
    version = store(cloud, name)
    with refused(*DENIED):
        s3.delete_object(Bucket=name, Key="k", VersionId=version)
    assert s3.get_object(Bucket=name, Key="k")["Body"].read() == b"kept"


def test_a_delete_without_a_version_hides_the_object_and_keeps_it(cloud: CloudProcess) -> None:
    name, s3 = locked_bucket(cloud), cloud.client("s3", TOOLS)
    version = store(cloud, name)
    s3.delete_object(Bucket=name, Key="k")
    assert s3.get_object(Bucket=name, Key="k", VersionId=version)["Body"].read() == b"kept"


def test_governance_is_bypassed_by_a_permission_and_compliance_by_none(cloud: CloudProcess) -> None:
    for mode, deleted in (("GOVERNANCE", True), ("COMPLIANCE", False)):
        name, s3 = locked_bucket(cloud, mode), cloud.client("s3", TOOLS)
        version = store(cloud, name)
        if deleted:
            s3.delete_object(Bucket=name, Key="k", VersionId=version, BypassGovernanceRetention=True)
        else:
            with refused(*DENIED):
                s3.delete_object(Bucket=name, Key="k", VersionId=version, BypassGovernanceRetention=True)


@pytest.mark.enforces(
    "S3: bypassing governance needs s3:BypassGovernanceRetention",
    source="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html",
)
def test_the_bypass_needs_its_own_permission(cloud: CloudProcess) -> None:
    name = locked_bucket(cloud)
    version = store(cloud, name)
    deleter = make_user(cloud, TOOLS, allow(["s3:DeleteObject", "s3:DeleteObjectVersion"], "*"))
    with refused(*DENIED):
        cloud.client("s3", session=deleter).delete_object(
            Bucket=name, Key="k", VersionId=version, BypassGovernanceRetention=True
        )


@pytest.mark.enforces(
    "S3: an upload to a bucket with default retention carries a checksum",
    source="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html",
)
def test_an_upload_without_a_checksum_is_refused(cloud: CloudProcess) -> None:
    name = locked_bucket(cloud)
    assert _plain_put(cloud, f"/{name}/k") == 400
    with refused("NoSuchKey", "404"):
        cloud.client("s3", TOOLS).get_object(Bucket=name, Key="k")


def _plain_put(server: ServerProcess, path: str) -> int:
    """A signed PUT as an old SDK would send it; today's add a checksum to every upload."""
    url = f"{server.endpoint_url}{path}"
    request = AWSRequest("PUT", url, data=b"unchecked", headers={"x-amz-content-sha256": "UNSIGNED-PAYLOAD"})
    session = make_user(server, TOOLS, allow("s3:*", "*"))
    SigV4Auth(session.get_credentials(), "s3", REGION).add_auth(request)
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    try:
        connection.request("PUT", path, body=b"unchecked", headers=dict(request.headers.items()))
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.enforces(
    "S3: Object Lock, once on, is not taken away",
    source="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html",
)
def test_an_update_changes_the_time_and_cannot_take_the_lock_away(cloud: CloudProcess) -> None:
    name, s3 = unique("bucket"), cloud.client("s3", TOOLS)
    stack = create_stack(cloud, bucket(name), account=TOOLS)
    update_stack(cloud, stack, bucket(name, "COMPLIANCE"), account=TOOLS)
    rule = s3.get_object_lock_configuration(Bucket=name)["ObjectLockConfiguration"]["Rule"]
    assert rule["DefaultRetention"]["Mode"] == "COMPLIANCE"
    unlocked = {"Bucket": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": name}}}
    update_stack(cloud, stack, unlocked, account=TOOLS)
    assert describe(cloud, stack, account=TOOLS)["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"


def test_a_retention_without_a_period_fails_the_stack(cloud: CloudProcess) -> None:
    wrong = {"Rule": {"DefaultRetention": {"Mode": "GOVERNANCE"}}}
    stack = create_stack(cloud, bucket(unique("bucket"), ObjectLockConfiguration=wrong), account=TOOLS)
    assert describe(cloud, stack, account=TOOLS)["StackStatus"] == "ROLLBACK_COMPLETE"


def test_ministack_alone_drops_the_lock_of_a_template(alone: ServerProcess) -> None:
    name = unique("bucket")
    create_stack(alone, bucket(name), account=TOOLS)
    with refused("ObjectLockConfigurationNotFoundError"):
        alone.client("s3", TOOLS).get_object_lock_configuration(Bucket=name)


def test_ministack_alone_stores_without_a_checksum(alone: ServerProcess) -> None:
    name = unique("bucket")
    s3 = alone.client("s3", TOOLS)
    s3.create_bucket(Bucket=name, ObjectLockEnabledForBucket=True)
    retention = {"Mode": "GOVERNANCE", "Days": 1}
    s3.put_object_lock_configuration(
        Bucket=name,
        ObjectLockConfiguration={"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": retention}},
    )
    assert _plain_put(alone, f"/{name}/k") == 200
