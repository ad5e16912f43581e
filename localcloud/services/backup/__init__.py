"""AWS Backup's resource type that MiniStack's CloudFormation lacks, and its settings of a region."""

from __future__ import annotations

from localcloud.aws.runtime import Runtime
from localcloud.services.backup import region_settings
from localcloud.services.backup.cloudformation_types import register_types

__all__ = ["install"]


def install(runtime: Runtime) -> None:
    """Register the type, and serve the settings."""
    del runtime
    register_types()
    region_settings.install()
