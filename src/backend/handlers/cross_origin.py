"""Which web pages may read an answer.

API Gateway answers the browser's preflight itself, but hands a proxy function's answer through as it is: without these
headers a browser would make the call and keep the answer from the page that asked for it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.http_request import read_header


def cross_origin_headers(event: Mapping[str, Any], *, allowed_origins: Sequence[str]) -> dict[str, str]:
    """Headers for any answer: the request's origin is repeated where it is one of `allowed_origins`, and no other is.

    `Vary` goes to every caller, allowed or not, or a cache might serve one origin's answer to another. Where no origin
    is allowed at all, answers are the same for everybody and there is nothing to say.
    """
    if not allowed_origins:
        return {}
    origin = read_header(event, "Origin")
    allowed = {"Access-Control-Allow-Origin": origin} if origin is not None and origin in allowed_origins else {}
    return {**allowed, "Vary": "Origin"}
