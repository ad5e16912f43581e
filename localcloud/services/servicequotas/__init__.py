"""Service Quotas: what the account's quotas are, and requests to raise them, which are granted at once."""

from __future__ import annotations

from localcloud.aws.limits.applied import persist_grants
from localcloud.aws.runtime import Runtime
from localcloud.services.servicequotas import service

__all__ = ["install"]


def install(runtime: Runtime) -> None:
    """Serve the API, and keep granted requests over restarts."""
    persist_grants()
    service.install(runtime)
