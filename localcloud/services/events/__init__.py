"""EventBridge's resource types that MiniStack's CloudFormation lacks, although its EventBridge has what they make."""

from __future__ import annotations

from localcloud.aws.runtime import Runtime
from localcloud.services.events.cloudformation_types import register_types

__all__ = ["install"]


def install(runtime: Runtime) -> None:
    """Register the types."""
    del runtime
    register_types()
