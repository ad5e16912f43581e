"""The text of a Word document (DOCX): its paragraphs in order, a list item after a dash, a table cell by cell, and
under a heading of their own what only its pages' heads and feet say, where people put their names and addresses.

A DOCX is a zip with XML in it (ECMA-376). What is read is bounded while it is unpacked and nothing in it is run, so
that neither a zip bomb nor a document with macros costs more than the refusal of it.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat

BODY = "word/document.xml"
_STYLES = "word/styles.xml"
_MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|página|pagina|strona|pág|pag|p|s)\b\W*)?\d{0,3}\W*(?:(?:of|von|de|di|van|z|sur)\W*)?\d{0,3}\W*",
    re.IGNORECASE,
)
_MARGIN_HEADING = "Contact"
_MOST_MARGINS = 12
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
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = _Parts(archive)
            names = archive.namelist()
            items = _list_styles(parts.read(_STYLES)) if _STYLES in names else frozenset()
            lines = _Paragraphs(items).read(parts.read(BODY))
            margins = [name for name in names if _MARGIN.fullmatch(name)][:_MOST_MARGINS]
            around = [line for name in margins for line in _Paragraphs(items).read(parts.read(name))]
        said = set(lines)
        only_there = dict.fromkeys(line for line in around if line not in said and not _PAGE_NUMBER.fullmatch(line))
        return "\n".join([*lines, *(["", _MARGIN_HEADING, *only_there] if only_there else [])])
    except RuntimeError:
        raise WordDocumentError("is encrypted") from None
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, ValueError, NotImplementedError, expat.ExpatError):
        raise WordDocumentError("is a damaged Word document") from None


class _Parts:
    """What an archive holds, up to `MOST_BODY_BYTES` of it altogether."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive, self._left = archive, MOST_BODY_BYTES

    def read(self, name: str) -> bytes:
        with self._archive.open(name) as part:
            data = part.read(self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise WordDocumentError(f"holds more than {MOST_BODY_BYTES // 1024 // 1024} MB of text")
        return data


def _list_styles(data: bytes) -> frozenset[str]:
    """The ids of the paragraph styles that number or dot what is written in them."""
    found: set[str] = set()
    style = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal style
        kind = name.rpartition(":")[2]
        if kind == "style":
            style = attributes.get("w:styleId", "")
        elif kind == "numPr" and style:
            found.add(style)

    parser = _parser()
    parser.StartElementHandler = start
    parser.Parse(data, True)
    return frozenset(name for name in found if "heading" not in name.casefold())


def _parser() -> expat.XMLParserType:
    """One that a document type ends, which no Word document has: entities need one."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise ValueError("a document type")


class _Paragraphs:
    """Collects text by paragraph, each of a text box before the one that it stands in."""

    def __init__(self, list_styles: frozenset[str]) -> None:
        self._list_styles = list_styles
        self._lines: list[str] = []
        self._open: list[_Paragraph] = []
        self._is_text = False
        self._told_twice = 0

    def read(self, data: bytes) -> list[str]:
        parser = _parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(data, True)
        return self._lines

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "Fallback":  # what an older program is to show instead says the same again
            self._told_twice += 1
        elif self._told_twice:
            return
        elif kind == "p":
            self._open.append(_Paragraph())
        elif not self._open:
            return
        elif kind == "t":
            self._is_text = True
        elif kind == "numPr" or (kind == "pStyle" and attributes.get("w:val") in self._list_styles):
            self._open[-1].is_item = True
        elif kind == "numId" and attributes.get("w:val") == "0":  # no number, whatever the style says
            self._open[-1].is_item = False
        elif kind in ("tab", "br"):
            self._open[-1].pieces.append("\t" if kind == "tab" else "\n")

    def _end(self, name: str) -> None:
        kind = name.rpartition(":")[2]
        if kind == "Fallback":
            self._told_twice -= 1
        elif self._told_twice:
            return
        elif kind == "t":
            self._is_text = False
        elif kind == "p":
            paragraph = self._open.pop()
            line = "".join(paragraph.pieces).strip()
            self._lines.append(f"- {line}" if line and paragraph.is_item else line)

    def _characters(self, data: str) -> None:
        if self._is_text and self._open and not self._told_twice:
            self._open[-1].pieces.append(data)


@dataclass
class _Paragraph:
    """One that is being read."""

    pieces: list[str] = field(default_factory=list)
    is_item: bool = False
