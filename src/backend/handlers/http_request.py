"""API Gateway's proxy event as a request of ours, or a 400 or 413 that names what is wrong with it."""

import base64
import binascii
import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, cast

from pydantic import ValidationError

from models.errors import InvalidRequestError, PayloadTooLargeError, UnsupportedMediaTypeError
from models.request import TailorCvRequest
from models.response import ErrorDetail

MAX_BODY_BYTES = 64 * 1024
"""A request names things and carries none of them: a hundred times the longest honest body."""

CONTENT_TYPE_HEADER = "Content-Type"
_JSON = re.compile(r'application/json(?:\s*;\s*charset\s*=\s*"?utf-?8"?)?\s*;?', re.IGNORECASE)
IDEMPOTENCY_HEADER = "Idempotency-Key"
MAX_IDEMPOTENCY_KEY = 255
_FIELD_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_PRINTABLE = re.compile(rf"[\x21-\x7e]{{1,{MAX_IDEMPOTENCY_KEY}}}")
_MOST_DETAILS = 50


def read_request(event: Mapping[str, Any]) -> TailorCvRequest:
    """The request in an event's body.

    Raises:
        UnsupportedMediaTypeError: the content type is another than `application/json`.
        InvalidRequestError: not JSON, or a field is missing, malformed, unknown or there twice; `details` names each.
        PayloadTooLargeError: the body is over `MAX_BODY_BYTES`.
    """
    _require_json(read_header(event, CONTENT_TYPE_HEADER))
    body = _body(event)
    _refuse_repeated_fields(body)
    try:
        return TailorCvRequest.model_validate_json(body)
    except ValidationError as error:
        problems = error.errors(include_input=False, include_url=False, include_context=False)
        raise InvalidRequestError(
            "The request is not valid. Correct the fields in details and repeat it.",
            details=[
                ErrorDetail(field=_path(problem["loc"]), message=problem["msg"]) for problem in problems[:_MOST_DETAILS]
            ],
        ) from None


def _require_json(content_type: str | None) -> None:
    """API Gateway checks a body only where its type has a model, and takes one without a type for JSON: so do we."""
    if content_type is not None and not _JSON.fullmatch(content_type.strip()):
        raise UnsupportedMediaTypeError(
            "The request body must be application/json.",
            details=[ErrorDetail(field=CONTENT_TYPE_HEADER, message="must be application/json, in UTF-8")],
        )


def _refuse_repeated_fields(body: bytes) -> None:
    """A field that is there twice says two things; which one counts would be anybody's guess."""
    repeated: list[str] = []

    def note(pairs: list[tuple[str, object]]) -> dict[str, object]:
        counts = Counter(name for name, _ in pairs)
        repeated.extend(name for name, count in counts.items() if count > 1)
        return dict(pairs)

    try:
        json.loads(body, object_pairs_hook=note)
    except (ValueError, RecursionError):
        return  # no JSON, or nested too deeply: the model says so
    if repeated:
        raise InvalidRequestError(
            "The request is not valid. Correct the fields in details and repeat it.",
            details=[
                ErrorDetail(field=_path((name,)), message="is there more than once")
                for name in repeated[:_MOST_DETAILS]
            ],
        )


def read_idempotency_key(event: Mapping[str, Any]) -> str | None:
    """The caller's idempotency key, None where the header is absent.

    Raises:
        InvalidRequestError: the header is empty, too long, or holds other than printable ASCII.
    """
    value = read_header(event, IDEMPOTENCY_HEADER)
    if value is not None and not _PRINTABLE.fullmatch(value):
        raise InvalidRequestError(
            f"The {IDEMPOTENCY_HEADER} header is not valid.",
            details=[
                ErrorDetail(
                    field=IDEMPOTENCY_HEADER,
                    message=f"must be 1 to {MAX_IDEMPOTENCY_KEY} printable ASCII characters without spaces",
                )
            ],
        )
    return value


def read_header(event: Mapping[str, Any], name: str) -> str | None:
    """A header of the request, None where it is absent. Header names are case-insensitive."""
    headers = cast(Mapping[str, str], event.get("headers") or {})
    wanted = name.casefold()
    return next((value for found, value in headers.items() if found.casefold() == wanted), None)


def _body(event: Mapping[str, Any]) -> bytes:
    text = event.get("body") or ""
    if len(text) > 2 * MAX_BODY_BYTES:
        raise _too_large()
    try:
        body = base64.b64decode(text, validate=True) if event.get("isBase64Encoded") else text.encode()
    except (binascii.Error, UnicodeEncodeError):
        raise InvalidRequestError(
            "The body is not JSON.", details=[ErrorDetail(field="body", message="is not valid UTF-8 JSON")]
        ) from None
    if len(body) > MAX_BODY_BYTES:
        raise _too_large()
    return body


def _too_large() -> PayloadTooLargeError:
    return PayloadTooLargeError(
        f"The body is over {MAX_BODY_BYTES} bytes.", details=[ErrorDetail(field="body", message="is too large")]
    )


def _path(location: tuple[int | str, ...]) -> str:
    """Path of a field. A name that no field could have may be anything, a person's name too: it is not repeated."""
    parts = [str(part) if _FIELD_NAME.fullmatch(str(part)) else "(unnamed field)" for part in location]
    return ".".join(parts) or "body"
