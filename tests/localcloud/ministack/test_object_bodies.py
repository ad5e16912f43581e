"""Objects lie on the disk: a server that stored many versions is as small as before, and answers with each of them."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from tests.localcloud.cloud_process import CloudProcess

pytestmark = pytest.mark.cloud

_BUCKET = "versions"
_MEGABYTES, _VERSIONS = 8, 30


@pytest.fixture
def versions(own_cloud: CloudProcess) -> CloudProcess:
    """A local cloud with a bucket that keeps versions."""
    s3 = own_cloud.client("s3")
    s3.create_bucket(Bucket=_BUCKET)
    s3.put_bucket_versioning(Bucket=_BUCKET, VersioningConfiguration={"Status": "Enabled"})
    return own_cloud


def resident_megabytes(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmRSS"))


def _digest(cloud: CloudProcess, **version: str) -> str:
    body = cloud.client("s3").get_object(Bucket=_BUCKET, Key="assembly.zip", **version)["Body"].read()
    return hashlib.sha256(body).hexdigest()


def test_every_version_is_read_and_none_is_kept_in_memory(versions: CloudProcess) -> None:
    s3, digests = versions.client("s3"), {}
    before = resident_megabytes(versions.pid)
    for _ in range(_VERSIONS):
        body = os.urandom(_MEGABYTES << 20)
        version = s3.put_object(Bucket=_BUCKET, Key="assembly.zip", Body=body)["VersionId"]
        digests[version] = hashlib.sha256(body).hexdigest()
    assert resident_megabytes(versions.pid) - before < _MEGABYTES * _VERSIONS / 2
    assert {version: _digest(versions, VersionId=version) for version in digests} == digests


def test_the_version_before_is_the_current_one_once_the_newest_is_deleted(versions: CloudProcess) -> None:
    s3 = versions.client("s3")
    first, second = (
        s3.put_object(Bucket=_BUCKET, Key="assembly.zip", Body=body)["VersionId"] for body in (b"first", b"second")
    )
    s3.delete_object(Bucket=_BUCKET, Key="assembly.zip", VersionId=second)
    assert s3.get_object(Bucket=_BUCKET, Key="assembly.zip")["Body"].read() == b"first"
    s3.delete_object(Bucket=_BUCKET, Key="assembly.zip")
    assert _digest(versions, VersionId=first) == hashlib.sha256(b"first").hexdigest()
    copy = {"Bucket": _BUCKET, "Key": "assembly.zip", "VersionId": first}
    s3.copy_object(Bucket=_BUCKET, Key="copy.zip", CopySource=copy)
    assert s3.get_object(Bucket=_BUCKET, Key="copy.zip")["Body"].read() == b"first"


def test_an_object_of_before_versioning_stays_as_the_null_version(own_cloud: CloudProcess) -> None:
    s3 = own_cloud.client("s3")
    s3.create_bucket(Bucket="plain")
    s3.put_object(Bucket="plain", Key="note", Body=b"before")
    s3.put_bucket_versioning(Bucket="plain", VersioningConfiguration={"Status": "Enabled"})
    s3.put_object(Bucket="plain", Key="note", Body=b"after")
    assert s3.get_object(Bucket="plain", Key="note", VersionId="null")["Body"].read() == b"before"
    assert s3.get_object(Bucket="plain", Key="note")["Body"].read() == b"after"
