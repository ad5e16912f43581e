"""Pages of CodeBuild's lists, in the order that a request asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from localcloud.aws.api import paging
from localcloud.aws.service_error import ServiceError

Item = TypeVar("Item")

PAGE_SIZE = 100
"""CodeBuild's lists hold at most 100 names, ids or ARNs."""


def page(
    items: Sequence[Item], request: dict[str, Any], *, name: str, identity: Callable[[Item], str] = str
) -> dict[str, Any]:
    """One page of `items` under `name`, with a nextToken when more follow.

    Raises:
        ServiceError: InvalidInputException for a token that this service did not give, or a page of no allowed size.
    """
    size = int(request.get("maxResults") or PAGE_SIZE)
    if not 1 <= size <= PAGE_SIZE:
        raise ServiceError("InvalidInputException", f"Invalid maxResults: must be between 1 and {PAGE_SIZE}")
    try:
        chosen, token = paging.page(items, size=size, token=request.get("nextToken"), identity=identity)
    except paging.InvalidTokenError as error:
        raise ServiceError("InvalidInputException", "Invalid nextToken") from error
    return {name: chosen, **({"nextToken": token} if token else {})}


def ordered(items: Sequence[Item], request: dict[str, Any], *, default: str = "ASCENDING") -> list[Item]:
    """`items`, which are oldest first, in the order that the request asks for."""
    descending = request.get("sortOrder", default) == "DESCENDING"
    return list(reversed(items)) if descending else list(items)
