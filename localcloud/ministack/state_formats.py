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
    "cloudwatch_logs": 5,  # refers to streams; 4, which refers to their events, and 3, which has all, are read too
    "cloudformation": 4,  # refers to the events of stacks; earlier ones, which have them, are read too
}


def use_formats() -> None:
    """Let MiniStack write these formats, and read them."""
    persistence.SERVICE_STATE_FORMAT_VERSIONS.update(FORMATS)
