"""A call that AWS did not answer, as a line: the permission that is missing, the credentials that have run out, or
nobody at the other end.
"""

from __future__ import annotations

import re
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from delivery.preflight.answer import Answer, not_looked_at

DENIED: Final = frozenset(
    {
        *("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError"),
        *("AuthorizationErrorException", "UnauthorizedException", "NotAuthorized", "403"),
    }
)
_EXPIRED: Final = frozenset(
    {
        *("ExpiredToken", "ExpiredTokenException", "RequestExpired", "InvalidClientTokenId"),
        *("UnrecognizedClientException", "SignatureDoesNotMatch", "InvalidAccessKeyId"),
    }
)
_ACTION: Final = re.compile(r"not authorized to perform:? (?P<action>[a-z0-9-]+:[A-Za-z0-9]+)")
_BY_ORGANIZATION: Final = "service control policy"


def code(error: ClientError) -> str:
    """AWS's own word for it, such as ``ResourceNotFoundException``."""
    return str(error.response.get("Error", {}).get("Code", ""))


def answer_of(error: ClientError | BotoCoreError) -> Answer:
    """What a person does about a call that failed."""
    if isinstance(error, BotoCoreError):
        return not_looked_at(f"AWS did not answer: {error}", "look at the network, the region and the endpoint")
    message = str(error.response.get("Error", {}).get("Message", ""))
    if code(error) in _EXPIRED:
        return not_looked_at(f"the credentials are refused: {message or code(error)}", "sign in again")
    if code(error) not in DENIED:
        return not_looked_at(str(error), "")
    named = _ACTION.search(message)
    action = named["action"] if named else error.operation_name
    if _BY_ORGANIZATION in message:
        return not_looked_at(
            f"a service control policy denies {action}", "ask whoever keeps the organization's policies to allow it"
        )
    return not_looked_at(f"the permission {action} is missing", f"allow {action}, or look as ReadOnlyAccess")
