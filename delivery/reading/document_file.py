"""What kind a file is, by its content, and its text: JSON, HTML, plain text, a Word document or a PDF.

Anything else is refused in one line that says what to do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from delivery.reading.pdf_document import MARK, PdfDocumentError, pdf_text
from delivery.reading.word_document import WordDocumentError, is_word_document, word_text
from localcloud.cli import CommandError, ExitCode

Kind = Literal["json", "text", "word", "pdf"]
MOST_BYTES = 5 * 1024 * 1024
_MARKS = (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ufffd]")
_TOO_LARGE = f"is larger than {MOST_BYTES // 1024 // 1024} MB"
_REMEDY = "save it as a PDF with text in it, DOCX, plain text, HTML or JSON"
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "is an encrypted document, or one of Word before 2007"),
    (b"PK\x03\x04", "is an archive and no Word document"),
    (b"{\\rtf", "is RTF"),
)


@dataclass(frozen=True)
class DocumentFile:
    """A file's kind and text."""

    kind: Kind
    text: str


def read_document(path: Path) -> DocumentFile:
    """The text of a file, and whether it is JSON; HTML is text, whose markup the service takes out.

    Raises:
        CommandError: it is empty, too large, or of no kind that can be read.
    """
    if path.stat().st_size > MOST_BYTES:
        raise _refused(str(path), _TOO_LARGE)
    return document(path.read_bytes(), str(path))


def document(content: bytes, name: str) -> DocumentFile:
    """The same of what a file called `name` holds.

    Raises:
        CommandError: as `read_document`.
    """
    if len(content) > MOST_BYTES:
        raise _refused(name, _TOO_LARGE)
    if not content.strip():
        raise _refused(name, "is empty")
    if is_word_document(content):
        try:
            return DocumentFile("word", word_text(content))
        except WordDocumentError as error:
            raise _refused(name, str(error)) from None
    if content.startswith(MARK):
        try:
            return DocumentFile("pdf", pdf_text(content))
        except PdfDocumentError as error:
            raise _refused(name, str(error)) from None
    for mark, what in _OTHERS:
        if content.startswith(mark):
            raise _refused(name, what)
    text = _decoded(content)
    if text is None or _NO_TEXT.search(text):
        raise _refused(name, "is neither text nor a Word document nor a PDF")
    is_json = name.lower().endswith(".json") or text.lstrip()[:1] == "{"
    return DocumentFile("json" if is_json else "text", text)


def _decoded(content: bytes) -> str | None:
    encoding = next((name for name, mark in _MARKS if content.startswith(mark)), "utf-8")
    for candidate in (encoding, "cp1252"):
        try:
            return content.decode(candidate)
        except UnicodeDecodeError:
            continue
    return None


def _refused(name: str, what: str) -> CommandError:
    return CommandError(f"{name} {what}", exit_code=ExitCode.USAGE, remedy=_REMEDY)
