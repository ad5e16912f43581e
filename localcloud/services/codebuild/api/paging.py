"""nextToken for CodeBuild's lists: the place to go on from, opaque to the caller and checked when it comes back."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any, TypeVar

from localcloud.aws.service_error import ServiceError

Item = TypeVar("Item")

PAGE_SIZE = 100
"""CodeBuild's lists hold at most 100 names, ids or ARNs."""


def page(items: Sequence[Item], request: dict[str, Any], *, name: str) -> dict[str, Any]:
    """One page of `items` under `name`, with a nextToken when more follow.

    Raises:
        ServiceError: InvalidInputException for a token that this service did not give.
    """
    size = int(request.get("maxResults") or PAGE_SIZE)
    if not 1 <= size <= PAGE_SIZE:
        raise ServiceError("InvalidInputException", f"Invalid maxResults: must be between 1 and {PAGE_SIZE}")
    start = _position(request.get("nextToken"))
    answer: dict[str, Any] = {name: list(items[start : start + size])}
    if start + size < len(items):
        answer["nextToken"] = base64.urlsafe_b64encode(f"from {start + size}".encode()).decode()
    return answer


def ordered(items: Sequence[Item], request: dict[str, Any], *, default: str = "ASCENDING") -> list[Item]:
    """`items`, which are oldest first, in the order that the request asks for."""
    descending = request.get("sortOrder", default) == "DESCENDING"
    return list(reversed(items)) if descending else list(items)


def _position(token: str | None) -> int:
    if not token:
        return 0
    try:
        word, _, number = base64.urlsafe_b64decode(token.encode()).decode().partition(" ")
        if word == "from" and number.isdecimal():
            return int(number)
    except (binascii.Error, UnicodeError, ValueError):
        pass
    raise ServiceError("InvalidInputException", "Invalid nextToken")
