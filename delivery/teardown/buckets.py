"""Buckets to the last version; what is locked in them stays."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

_NOT_EMPTY = "BucketNotEmpty"
_NOT_LOCKED = ("InvalidRequest", "NoSuchObjectLockConfiguration", "ObjectLockConfigurationNotFoundError")


def empty_bucket(s3: Any, bucket: str) -> None:
    """Deletes every version and delete marker that is not locked. Stops the logging of access first, which would fill
    another bucket again."""
    if "LoggingEnabled" in s3.get_bucket_logging(Bucket=bucket):
        s3.put_bucket_logging(Bucket=bucket, BucketLoggingStatus={})
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
        found = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
        named = [{"Key": each["Key"], "VersionId": each["VersionId"]} for each in found]
        if named:
            s3.delete_objects(Bucket=bucket, Delete={"Objects": named, "Quiet": True})


def delete_bucket(s3: Any, bucket: str) -> bool:
    """Deletes a bucket; False where something is left in it."""
    try:
        s3.delete_bucket(Bucket=bucket)
    except ClientError as error:
        if error.response["Error"]["Code"] != _NOT_EMPTY:
            raise
        return False
    return True


def lock_ends(s3: Any, bucket: str) -> datetime | None:
    """When the lock on the newest version in a bucket ends, which is the last one where the bucket gives each the same
    time; None where nothing is locked."""
    pages = s3.get_paginator("list_object_versions").paginate(Bucket=bucket)
    newest = max((each for page in pages for each in page.get("Versions", [])), key=_modified, default=None)
    if newest is None:
        return None
    try:
        retention = s3.get_object_retention(Bucket=bucket, Key=newest["Key"], VersionId=newest["VersionId"])
    except ClientError as error:
        if error.response["Error"]["Code"] in _NOT_LOCKED:
            return None
        raise
    until: datetime = retention["Retention"]["RetainUntilDate"]
    return until


def _modified(version: dict[str, Any]) -> datetime:
    modified: datetime = version["LastModified"]
    return modified
