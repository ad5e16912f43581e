"""CodeStar notification rules, and what they announce."""

from __future__ import annotations

from localcloud.aws.runtime import Runtime
from localcloud.services.notifications import service
from localcloud.services.notifications.cloudformation_types import register_types

__all__ = ["install"]


def install(runtime: Runtime) -> None:
    """Register the type, and keep the rules over restarts."""
    del runtime
    service.persist_rules()
    register_types()
