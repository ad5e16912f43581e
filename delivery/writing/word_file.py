"""A page of Markdown, as the service writes it, as a Word document (ECMA-376): headings, lists and paragraphs.

The same text gives the same bytes. What a document may hold besides is left out: nothing in it runs or is fetched.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_HEADING = re.compile(r"^(#{1,3}) (.*)$")
_SIZES = {1: 36, 2: 28, 3: 24}
"""Of headings, in half points."""

_ESCAPED = re.compile(r"\\([\\`*\[\]<>#+|.)-])")
_NO_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def word_file(markdown: str) -> bytes:
    """The document's bytes."""
    paragraphs = "".join(_paragraph(line) for line in markdown.splitlines() if line.strip())
    document = f'<w:document xmlns:w="{_MAIN}"><w:body>{paragraphs}<w:sectPr/></w:body></w:document>'
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", document),
        ):
            archive.writestr(zipfile.ZipInfo(name, _EARLIEST), f'<?xml version="1.0" encoding="UTF-8"?>{part}')
    return content.getvalue()


def _paragraph(line: str) -> str:
    heading = _HEADING.match(line)
    if heading:
        bold = f'<w:b/><w:sz w:val="{_SIZES[len(heading[1])]}"/>'
        return f"<w:p>{_run(heading[2], bold)}</w:p>"
    if line.startswith("- "):
        indent = '<w:pPr><w:ind w:left="360" w:hanging="180"/></w:pPr>'
        return f"<w:p>{indent}{_run(f'• {line[2:]}')}</w:p>"
    return f"<w:p>{_run(line)}</w:p>"


def _run(text: str, properties: str = "") -> str:
    plain = _NO_XML.sub("", _ESCAPED.sub(r"\1", text.replace("*", "") if "\\*" not in text else text))
    style = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{style}<w:t xml:space="preserve">{escape(plain)}</w:t></w:r>'
