"""The services that the server installs, in the order in which they depend on each other.

A service is a package with `install(runtime)`, called before the server listens; it may have `resume(runtime)`, called
once requests are answered, `stop(runtime)`, called before the state is saved for the last time, and
`clean_up(runtime)`, called after that, for what need not be finished.
"""

from __future__ import annotations

import logging
from types import ModuleType

from localcloud.aws.runtime import Runtime
from localcloud.services import (
    application_autoscaling,
    backup,
    cloudtrail,
    cloudwatch,
    codebuild,
    codecommit,
    codeconnections,
    codedeploy,
    codepipeline,
    ec2,
    events,
    notifications,
    servicequotas,
    wafv2,
)

_log = logging.getLogger(__name__)
SERVICES: tuple[ModuleType, ...] = (
    servicequotas,
    ec2,
    events,
    wafv2,
    backup,
    cloudtrail,
    cloudwatch,
    notifications,
    application_autoscaling,
    codeconnections,
    codecommit,
    codedeploy,
    codebuild,
    codepipeline,
)


def install(runtime: Runtime) -> None:
    """Register every service's services, resource types and paths."""
    for service in SERVICES:
        service.install(runtime)


def resume(runtime: Runtime) -> None:
    """Let every service continue what an earlier server left unfinished."""
    for service in SERVICES:
        if hasattr(service, "resume"):
            service.resume(runtime)


def stop(runtime: Runtime) -> None:
    """End every service's own work, the last installed first; one that fails does not keep the others running."""
    _call_each("stop", runtime)


def clean_up(runtime: Runtime) -> None:
    """Remove what no service needs any more. The process may be ended meanwhile."""
    _call_each("clean_up", runtime)


def _call_each(hook: str, runtime: Runtime) -> None:
    for service in reversed(SERVICES):
        if hasattr(service, hook):
            try:
                getattr(service, hook)(runtime)
            except Exception:
                _log.exception("%s: %s failed", service.__name__, hook)
