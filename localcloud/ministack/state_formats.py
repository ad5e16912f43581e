"""Formats of services' files in a checkpoint that are not MiniStack's own, so that MiniStack, or an earlier version of
this program, does not take them for what it knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ministack.core import persistence

FORMATS: Final[Mapping[str, int]] = {
    "dynamodb": 3,  # has tables without their items; of an earlier one the items' own database is of an earlier version
    "cloudwatch": 3,  # is without the points of metrics; 2, which has them, is read too
    "cloudwatch_logs": 4,  # refers to events instead of having them in it; 3, which has them, is read too
}


def use_formats() -> None:
    """Let MiniStack write these formats, and read them."""
    persistence.SERVICE_STATE_FORMAT_VERSIONS.update(FORMATS)
