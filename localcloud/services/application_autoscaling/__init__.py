"""Application Auto Scaling: scalable targets and policies, kept and described; nothing is scaled by them here.

Production's table is provisioned with bounds that an operator, a test or an auditor asks this service for. MiniStack
has none.
"""

from __future__ import annotations

from localcloud.aws.runtime import Runtime
from localcloud.services.application_autoscaling import service
from localcloud.services.application_autoscaling.cloudformation_types import register_types

__all__ = ["install"]


def install(runtime: Runtime) -> None:
    """Serve the API and register its CloudFormation types."""
    service.install(runtime)
    register_types()
