"""PDFs, written object by object, so that each test says where its text stands."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842


@dataclass(frozen=True)
class At:
    """Text in Helvetica, its left end at so many points from the page's left, its foot from the page's bottom."""

    left: float
    foot: float
    text: str
    size: float = 11


def pdf(*pages: Sequence[At]) -> bytes:
    """A document with these pages."""
    return document([_content(page) for page in pages])


def document(contents: Sequence[bytes], *, trailer: str = "", kids: str | None = None) -> bytes:
    """A document whose pages have these content streams, as they are.

    Args:
        trailer: more of the trailer's dictionary, such as an encryption.
        kids: the page tree's children, where they are not the pages.
    """
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    numbers = range(4, 4 + 2 * len(contents), 2)
    tree = kids if kids is not None else " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{tree}] /Count {len(contents)} >>".encode(),
        font,
    ]
    for number, content in zip(numbers, contents, strict=True):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        packed = zlib.compress(content)
        head = f"<< /Length {len(packed)} /Filter /FlateDecode >>".encode()
        objects.append(head + b"\nstream\n" + packed + b"\nendstream")
    return _numbered(objects, trailer)


def _content(page: Sequence[At]) -> bytes:
    return b"\n".join(
        f"BT /F1 {one.size} Tf {one.left} {one.foot} Td (".encode()
        + one.text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        + b") Tj ET"
        for one in page
    )


def _numbered(objects: Sequence[bytes], trailer: str) -> bytes:
    written = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(written)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    written += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    written += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return written
