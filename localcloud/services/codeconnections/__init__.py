"""Connections to Git providers, under both names that the service has had."""

from __future__ import annotations

from localcloud.aws.runtime import Runtime
from localcloud.services.codeconnections import service
from localcloud.services.codeconnections.cloudformation_types import register_types

__all__ = ["install"]


def install(runtime: Runtime) -> None:
    """Serve the APIs, and keep the connections over restarts."""
    del runtime
    service.persist_connections()
    service.register()
    register_types()
