"""What a form of the console sends: a few short fields, and the token that only the console's own pages carry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from delivery.console.web.access import CSRF_FIELD, ConsoleSession

_TYPE: Final = "application/x-www-form-urlencoded"
_MOST_BYTES: Final = 16_384
_MOST_FIELDS: Final = 20


class FormError(Exception):
    """A form that the console did not make, or that is too large."""


async def read_form(request: Request, session: ConsoleSession) -> dict[str, str]:
    """The fields of a form that the console made for this session.

    Raises:
        FormError: it did not.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _TYPE:
        raise FormError("the form cannot be read")
    body = await read_body(request, _MOST_BYTES, "the form is larger than any of the console's")
    try:
        fields = dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:
        raise FormError("the form cannot be read") from None
    require_own(fields, session)
    return fields


async def read_body(request: Request, most_bytes: int, too_large: str) -> bytes:
    """What a request sends; a FormError with those words as soon as it is more than `most_bytes`."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > most_bytes:
                raise FormError(too_large)
    except ClientDisconnect:
        raise FormError("the form broke off") from None
    return bytes(body)


def require_own(fields: Mapping[str, str], session: ConsoleSession) -> None:
    """Refuse, by a FormError, fields without the token of this session's pages."""
    if not session.is_csrf_token(fields.get(CSRF_FIELD, "")):
        raise FormError("this form is not of the page that is open: open the page again")
