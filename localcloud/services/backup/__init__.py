"""AWS Backup's resource type that MiniStack's CloudFormation lacks."""

from __future__ import annotations

from localcloud.aws.runtime import Runtime
from localcloud.services.backup.cloudformation_types import register_types

__all__ = ["install"]


def install(runtime: Runtime) -> None:
    """Register the type."""
    del runtime
    register_types()
