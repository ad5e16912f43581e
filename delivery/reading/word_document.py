"""The text of a Word document (DOCX): its paragraphs in order, a list item after a dash, a table cell by cell.

A DOCX is a zip with XML in it (ECMA-376). What is read is bounded while it is unpacked and nothing in it is run, so
that neither a zip bomb nor a document with macros costs more than the refusal of it.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.parsers import expat

BODY = "word/document.xml"
MOST_BODY_BYTES = 20 * 1024 * 1024
"""Unpacked; the text of a book is a tenth of it."""


class WordDocumentError(Exception):
    """It cannot be read; the message is one line without the file's name."""


def is_word_document(content: bytes) -> bool:
    """Whether a file's content is a zip that holds a Word document's body."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return BODY in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def word_text(content: bytes) -> str:
    """The text of a document, a line for each paragraph.

    Raises:
        WordDocumentError: it is damaged, encrypted or too large.
    """
    parser = _Paragraphs()
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive, archive.open(BODY) as body:
            data = body.read(MOST_BODY_BYTES + 1)
        if len(data) > MOST_BODY_BYTES:
            raise WordDocumentError(f"holds more than {MOST_BODY_BYTES // 1024 // 1024} MB of text")
        return "\n".join(parser.read(data))
    except RuntimeError:
        raise WordDocumentError("is encrypted") from None
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, ValueError, NotImplementedError, expat.ExpatError):
        raise WordDocumentError("is a damaged Word document") from None


class _Paragraphs:
    """Collects text by paragraph. A document type, which no Word document has, ends the reading: entities need one."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._pieces: list[str] = []
        self._is_text = False
        self._is_item = False

    def read(self, data: bytes) -> Iterator[str]:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._refuse
        parser.Parse(data, True)
        return iter(self._lines)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        del attributes
        kind = name.rpartition(":")[2]
        if kind == "t":
            self._is_text = True
        elif kind == "numPr":
            self._is_item = True
        elif kind in ("tab", "br"):
            self._pieces.append("\t" if kind == "tab" else "\n")

    def _end(self, name: str) -> None:
        kind = name.rpartition(":")[2]
        if kind == "t":
            self._is_text = False
        elif kind == "p":
            line = "".join(self._pieces).strip()
            self._lines.append(f"- {line}" if line and self._is_item else line)
            self._pieces, self._is_item = [], False

    def _characters(self, data: str) -> None:
        if self._is_text:
            self._pieces.append(data)

    def _refuse(self, *_: object) -> None:
        raise ValueError("a document type")
