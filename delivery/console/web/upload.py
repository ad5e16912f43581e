"""A form with files: read whole within a bound, by a library that knows the format's corners.

The other forms (`form.py`) are small and have no files; this one carries a CV and a posting.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from starlette.requests import Request
from werkzeug.exceptions import HTTPException
from werkzeug.formparser import FormDataParser

from delivery.console.web.access import ConsoleSession
from delivery.console.web.form import FormError, read_body, require_own
from delivery.reading.document_file import MOST_BYTES

_TYPE: Final = "multipart/form-data"
_MOST_BYTES: Final = 2 * MOST_BYTES + 64 * 1024
_MOST_PARTS: Final = 20


@dataclass(frozen=True)
class UploadedFile:
    """A file that the person chose; its name is theirs and never a path here."""

    name: str
    content: bytes


@dataclass(frozen=True)
class UploadForm:
    """Fields, and those files that are not empty."""

    fields: dict[str, str]
    files: dict[str, UploadedFile]


async def read_upload(request: Request, session: ConsoleSession) -> UploadForm:
    """What a form with files sends, if the console made it for this session.

    Raises:
        FormError: it did not, or it is larger than two documents can be.
    """
    body = await read_body(
        request, _MOST_BYTES, f"the two documents are larger than {MOST_BYTES // 1024 // 1024} MB each"
    )
    form = _parsed(body, request.headers.get("content-type", ""))
    require_own(form.fields, session)
    return form


def _parsed(body: bytes, content_type: str) -> UploadForm:
    kind, _, options = content_type.partition(";")
    boundary = options.partition("boundary=")[2].strip().strip('"')
    if kind.strip().lower() != _TYPE or not boundary:
        raise FormError("the form cannot be read")
    parser = FormDataParser(max_form_memory_size=_MOST_BYTES, max_form_parts=_MOST_PARTS, silent=False)
    try:
        _, fields, files = parser.parse(BytesIO(body), _TYPE, len(body), {"boundary": boundary})
    except (ValueError, HTTPException):
        raise FormError("the form cannot be read") from None
    found = {name: UploadedFile(file.filename or name, file.stream.read()) for name, file in files.items()}
    return UploadForm(dict(fields.items()), {name: file for name, file in found.items() if file.content})
