"""Services of ours hear of every object that is put, whether or not its bucket has notifications.

CodePipeline asks S3 for new versions of a source's object every minute or so; being told is the same, sooner.
"""

from __future__ import annotations

from typing import Any

from ministack.services import s3

from localcloud.aws.object_changes import ObjectChange, tell
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched(
        "services.s3",
        "_fire_s3_event_async",
        "bucket_name,key,event_name,size,etag,deletion_type,version_id,object_extra,record_extra",
    ),
)

_CREATED = "s3:ObjectCreated:"


def apply() -> None:
    """Tell of what was created, then go on as MiniStack does."""
    fire = s3._fire_s3_event_async

    def fire_and_tell(bucket_name: str, key: str, event_name: str, *details: Any, **named: Any) -> None:
        fire(bucket_name, key, event_name, *details, **named)
        if event_name.startswith(_CREATED):
            version, operation = str(named.get("version_id") or ""), event_name.removeprefix(_CREATED)
            tell(ObjectChange(bucket=bucket_name, key=key, version=version, operation=operation))

    s3._fire_s3_event_async = fire_and_tell
