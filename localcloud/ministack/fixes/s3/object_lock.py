"""A bucket that CloudFormation makes with Object Lock locks its objects, and takes none without a checksum.

MiniStack's S3 keeps locked versions from being deleted, but its CloudFormation drops `ObjectLockEnabled` and
`ObjectLockConfiguration`, so nothing was locked; and a restart forgets which versions are retained. S3 also refuses to
store under a retention what it cannot compare with what was sent
(docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html, Content-MD5).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ministack.services import s3
from ministack.services.cloudformation import provisioners

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.cloudformation.provisioners", "_S3_BUCKET_CONFIGURATIONS"),
    Touched("services.cloudformation.provisioners", "_s3_apply_configurations", "name,props,old_props"),
    Touched("services.s3", "_PERSISTED_BUCKET_DICTS"),
    Touched("services.s3", "_bucket_object_lock"),
    Touched("services.s3", "_bucket_versioning"),
    Touched("services.s3", "_object_legal_hold"),
    Touched("services.s3", "_object_retention"),
    Touched("services.s3", "_put_object", "bucket_name,key,body,headers"),
    Touched("services.s3", "_error", "code,message,status,resource,extra,headers"),
)
_LOCK_HEADERS = ("x-amz-object-lock-mode", "x-amz-object-lock-retain-until-date", "x-amz-object-lock-legal-hold")
# A trailing checksum is announced in x-amz-trailer.
_CHECKSUM_HEADERS = ("content-md5", "x-amz-sdk-checksum-algorithm", "x-amz-trailer")

Properties = Mapping[str, Any]


def apply() -> None:
    """Hand both properties to S3, the one that enables the lock first; keep the locks; look at each upload's
    checksum."""
    s3._PERSISTED_BUCKET_DICTS["object_retention"] = s3._object_retention
    s3._PERSISTED_BUCKET_DICTS["object_legal_hold"] = s3._object_legal_hold
    provisioners._S3_BUCKET_CONFIGURATIONS = (
        *provisioners._S3_BUCKET_CONFIGURATIONS,
        ("ObjectLockEnabled", lambda value: value, _enable, _refuse_to_disable),
        ("ObjectLockConfiguration", lambda value: value, _configure, _enable),
    )
    put = s3._put_object

    def put_object(bucket_name: str, key: str, body: bytes, headers: dict[str, str]) -> Any:
        if _is_retained(bucket_name, headers) and not _has_checksum(headers):
            message = "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock"
            return s3._error("InvalidRequest", f"{message} parameters", 400, f"/{bucket_name}/{key}")
        return put(bucket_name, key, body, headers)

    s3._put_object = put_object


def _enable(name: str, enabled: Any = True) -> None:
    """Without a default retention; Object Lock always comes with versioning."""
    if str(enabled).lower() != "true":
        _refuse_to_disable(name)
        return
    s3._bucket_versioning[name] = "Enabled"
    s3._bucket_object_lock[name] = {"enabled": True, "default_retention": None}


def _configure(name: str, configuration: Properties) -> None:
    if not s3._bucket_object_lock.get(name):
        raise ValueError("ObjectLockConfiguration needs ObjectLockEnabled: true")
    retention = (configuration.get("Rule") or {}).get("DefaultRetention")
    kept: dict[str, Any] | None = None
    if retention:
        periods = {unit: int(retention[unit]) for unit in ("Days", "Years") if unit in retention}
        if retention.get("Mode") not in ("GOVERNANCE", "COMPLIANCE") or len(periods) != 1:
            raise ValueError("DefaultRetention needs a Mode, and either Days or Years")
        kept = {"Mode": retention["Mode"], **periods}
    s3._bucket_object_lock[name] = {"enabled": True, "default_retention": kept}


def _refuse_to_disable(name: str) -> None:
    if s3._bucket_object_lock.get(name):
        raise ValueError("Object Lock cannot be disabled once it is enabled")


def _is_retained(bucket_name: str, headers: Mapping[str, str]) -> bool:
    lock = s3._bucket_object_lock.get(bucket_name) or {}
    return bool(lock.get("default_retention")) or any(headers.get(name) for name in _LOCK_HEADERS)


def _has_checksum(headers: Mapping[str, str]) -> bool:
    return any(name in _CHECKSUM_HEADERS or name.startswith("x-amz-checksum-") for name in headers)
