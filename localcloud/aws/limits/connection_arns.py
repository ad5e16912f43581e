"""What the ARN of a connection looks like: `ConnectionArn` in the service models of CodeConnections, with the fields
that say whose it is left open, because a connection that was made elsewhere serves here whoever it belongs to."""

from __future__ import annotations

import re
from typing import Final

_CONNECTION_ARN: Final = re.compile(
    r"arn:aws(?:-\w+)*:(?:codestar-connections|codeconnections):[^:]+:[^:]+:connection/[^:\s]+"
)

EXAMPLE_CONNECTION_ARN: Final = (
    "arn:aws:codestar-connections:us-east-1:111111111111:connection/11111111-1111-4111-8111-111111111111"
)
"""One of nobody, for an app that names none: any id serves here. The service has its earlier name in it, by which the
CDK grants the use of a connection (`CodeStarConnectionsSourceAction.bound` in aws-cdk-lib)."""


def is_connection_arn(text: str) -> bool:
    """Whether a text has that form, under either name of the service."""
    return _CONNECTION_ARN.fullmatch(text) is not None
