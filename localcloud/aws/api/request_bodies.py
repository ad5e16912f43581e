"""A request's JSON body is read once for all who only look at it.

Authorization, conditions and limits each ask what a request says, up to seven times for one write of an item; parsing
was a tenth of what the server computed.
"""

from __future__ import annotations

import json
from typing import Any, Final

_LARGEST: Final = 256 * 1024
"""Bytes of a body that is remembered: more than almost any request has, and little enough to keep one of."""

_last: tuple[bytes, Any] = (b"", None)


def parsed_body(body: bytes) -> Any:
    """What `json.loads` returns for a body, the same object each time in a row: only to be read, never changed.

    Raises:
        ValueError: it is no JSON.
    """
    global _last
    known, value = _last
    if body is not known:
        value = json.loads(body)
        if isinstance(body, bytes) and len(body) <= _LARGEST:
            _last = body, value
    return value
