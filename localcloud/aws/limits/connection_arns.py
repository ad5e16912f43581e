"""What the ARN of a connection looks like: `ConnectionArn` in the service models of CodeConnections, with the fields
that say whose it is left open, because a connection that was made elsewhere serves here whoever it belongs to."""

from __future__ import annotations

import re
from typing import Final

_CONNECTION_ARN: Final = re.compile(
    r"arn:aws(?:-\w+)*:(?:codestar-connections|codeconnections):[^:]+:[^:]+:connection/[^:\s]+"
)


def is_connection_arn(text: str) -> bool:
    """Whether a text has that form, under either name of the service."""
    return _CONNECTION_ARN.fullmatch(text) is not None
