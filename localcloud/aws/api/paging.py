"""Pages of a list: a token names the last item given, so what comes in meanwhile neither repeats nor hides an item.

A token is opaque to the caller and checked when it comes back. An item that was removed between two pages leaves its
place, from which the list goes on.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")


class InvalidTokenError(ValueError):
    """The token is none that was given."""


def page(
    items: Sequence[Item], *, size: int, token: str | None, identity: Callable[[Item], str]
) -> tuple[list[Item], str | None]:
    """Return one page of `items` and the token of the next, None on the last.

    Args:
        size: how many items a page has at most, 1 or more.
        token: what came with the page before; None or empty for the first.
        identity: what tells an item from every other of the list.

    Raises:
        InvalidTokenError: `token` was made up.
    """
    start = _start(items, token, identity) if token else 0
    following = start + size
    chosen = list(items[start:following])
    if following >= len(items):
        return chosen, None
    return chosen, base64.urlsafe_b64encode(f"{following} {identity(chosen[-1])}".encode()).decode()


def _start(items: Sequence[Item], token: str, identity: Callable[[Item], str]) -> int:
    try:
        place, separator, last = base64.urlsafe_b64decode(token.encode()).decode().partition(" ")
    except (binascii.Error, ValueError) as error:
        raise InvalidTokenError(token) from error
    if not separator or not (place.isascii() and place.isdecimal()):
        raise InvalidTokenError(token)
    return next((index + 1 for index, item in enumerate(items) if identity(item) == last), int(place))
