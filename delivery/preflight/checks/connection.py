"""The connection to the Git provider: a person must have authorized it, or the first execution ends in Source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from botocore.exceptions import ClientError

from delivery.preflight.answer import Answer, fine, to_do
from delivery.preflight.location import Location
from delivery.preflight.refusal import code
from delivery.preflight.situation import Situation

_CONSOLE: Final = "Developer Tools > Settings > Connections in the tools account's console"
_REMEDIES: Final = {
    "PENDING": f"authorize it: {_CONSOLE}, `Update pending connection`",
    "ERROR": f"authorize it again, or make another: {_CONSOLE}",
}


def look(situation: Situation, location: Location) -> Iterator[Answer]:
    """One line, of the pipeline's own account and region."""
    if location != situation.tools:
        return
    arn = situation.settings.connection_arn
    # The service was renamed: a policy allows the action by the name that the ARN has.
    client = situation.accounts.client(arn.split(":")[2], location)
    try:
        found = client.get_connection(ConnectionArn=arn)["Connection"]
    except ClientError as error:
        if code(error) != "ResourceNotFoundException":
            raise
        yield to_do(
            f"there is no connection {arn}", f"make one ({_CONSOLE}) and put its ARN into cdk.json: connection_arn"
        )
        return
    status = found["ConnectionStatus"]
    if status != "AVAILABLE":
        yield to_do(f"{found.get('ConnectionName', arn)} is {status}", _REMEDIES.get(status, _REMEDIES["ERROR"]))
        return
    yield fine(f"{found.get('ConnectionName', arn)} ({found.get('ProviderType', 'provider unknown')}) is AVAILABLE")
