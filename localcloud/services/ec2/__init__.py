"""EC2's resource types that MiniStack's CloudFormation lacks."""

from __future__ import annotations

from localcloud.aws.runtime import Runtime
from localcloud.services.ec2 import security_group_rules
from localcloud.services.ec2.cloudformation_types import register_types

__all__ = ["install"]


def install(runtime: Runtime) -> None:
    """Register the types."""
    del runtime
    register_types()
    security_group_rules.register_types()
