"""Which quota of running builds a build counts for: each compute type of each kind of environment has its own.

Over it a build is not queued: StartBuild fails, and with it the pipeline's action.
Source: https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from localcloud.aws.limits.quotas import BY_KEY, Quota

_KINDS: Final = {
    "LINUX_CONTAINER": "linux",
    "ARM_CONTAINER": "arm",
    "LINUX_LAMBDA_CONTAINER": "linux-lambda",
    "ARM_LAMBDA_CONTAINER": "arm-lambda",
}
_SIZES: Final = ("BUILD_GENERAL1_", "BUILD_LAMBDA_")


def running_builds_quota(environment: Mapping[str, Any]) -> Quota | None:
    """The quota of a build's environment; None for one that no quota here is about."""
    size = str(environment.get("computeType", ""))
    for prefix in _SIZES:
        size = size.removeprefix(prefix)
    return BY_KEY.get(f"codebuild-{_KINDS.get(str(environment.get('type')), '')}-{size.lower()}")
