"""Names in the path of an address.

A stage or an action may be called `.` or `..` (API_StageDeclaration: letters, digits and `.@-_`), which a browser takes
as steps, also where they are percent-encoded (url.spec.whatwg.org, double-dot URL path segment). So these two have a
`~` before them, which no such name has.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from starlette.requests import Request

_STEPS: Final = frozenset({".", ".."})
_SIGN: Final = "~"


def segment(name: str) -> str:
    """A name as one segment of a path."""
    return quote(_SIGN + name if name in _STEPS else name, safe="")


def named(request: Request, parameter: str) -> str:
    """The name that stands in a request's path."""
    found = str(request.path_params[parameter])
    return found.removeprefix(_SIGN) if found.removeprefix(_SIGN) in _STEPS else found
