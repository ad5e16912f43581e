"""What an object holds lies on the disk alone.

MiniStack lets go of a current object's bytes once they are written, and keeps those of every version, the current one's
again, in memory: each release left some 60 MB there. It reads a version that has none from its file, as it does after
a restart.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from ministack.services import s3

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.s3", "_persist_object", "bucket,key,obj"),
    Touched("services.s3", "_version_body", "bucket,bucket_name,key,v"),
    Touched("services.s3", "_version_file_exists", "bucket_name,key,version_id,account_id"),
    Touched("services.s3", "_object_versions"),
)


def apply() -> None:
    """Let go of versions as their files are written."""
    s3._persist_object = _letting_go(s3._persist_object)


def _letting_go(persist: Callable[[str, str, Any], None]) -> Callable[[str, str, Any], None]:
    @functools.wraps(persist)
    def persisted(bucket: str, key: str, obj: Any) -> None:
        persist(bucket, key, obj)
        if not isinstance(obj, dict) or obj.get("body") is not None:
            return  # the disk refused it: memory has the only copy
        current = obj.get("version_id") or "null"
        for version in s3._object_versions.get((bucket, key)) or []:
            if version.get("data") is not None and (
                version["version_id"] == current or s3._version_file_exists(bucket, key, version["version_id"])
            ):
                version["data"] = None

    return persisted
