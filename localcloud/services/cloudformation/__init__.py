"""CloudFormation resource types that MiniStack lacks."""

from __future__ import annotations

from localcloud.aws.runtime import Runtime
from localcloud.services.cloudformation import address_types, firewall_types, notification_types, scaling_types
from localcloud.services.cloudformation.registry import register_type

__all__ = ["install", "register_type"]


def install(runtime: Runtime) -> None:
    """Register the types."""
    del runtime
    address_types.register()
    firewall_types.register()
    notification_types.register()
    scaling_types.register()
