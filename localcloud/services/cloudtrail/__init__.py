"""CloudTrail as far as pipelines use it: trails in stacks, and the events of objects that rules start pipelines by.

MiniStack has the API of trails and their selectors. Nothing is delivered to a trail's bucket.
"""

from __future__ import annotations

from localcloud.aws import object_changes
from localcloud.aws.runtime import Runtime
from localcloud.services.cloudtrail.cloudformation_types import register_types
from localcloud.services.cloudtrail.object_events import announce

__all__ = ["install"]


def install(runtime: Runtime) -> None:
    """Register the type, and listen to new objects."""
    del runtime
    register_types()
    object_changes.listen("cloudtrail", announce)
