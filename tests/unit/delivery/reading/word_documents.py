"""Word documents as bytes, made for tests."""

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

from delivery.reading.word_document import BODY

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_document(text: str) -> bytes:
    """A document with a paragraph for each line; a line that begins with a dash is an item of a list."""
    paragraphs = "".join(map(_paragraph, text.splitlines()))
    return packed(f'<w:document xmlns:w="{_NAMESPACE}"><w:body>{paragraphs}</w:body></w:document>')


def part(paragraphs: str, *, root: str = "document") -> str:
    """A part of a document with these paragraphs, as XML."""
    return f'<w:{root} xmlns:w="{_NAMESPACE}"><w:body>{paragraphs}</w:body></w:{root}>'


def paragraph(text: str, *, properties: str = "") -> str:
    """One, as XML."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def packed(body: str | bytes, *, name: str = BODY, **others: str) -> bytes:
    """A zip with a file, and with others in the folder `word`, by their names without an ending."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
        for other, text in others.items():
            archive.writestr(f"word/{other}.xml", text)
    return content.getvalue()


def _paragraph(line: str) -> str:
    item = "<w:pPr><w:numPr/></w:pPr>" if line.startswith("- ") else ""
    words = line.removeprefix("- ").split(" ")
    runs = "".join(f'<w:r><w:t xml:space="preserve">{escape(word)} </w:t></w:r>' for word in words)
    return f"<w:p>{item}{runs}</w:p>"
