"""Reads a PDF from standard input and answers in JSON: ``{"text": ...}``, or ``{"error": ...}`` in one line.

    python -m delivery.reading.pdf_reader < cv.pdf

It limits its own memory and processor time before it looks at the file; `pdf_document` starts it.
"""

from __future__ import annotations

import contextlib
import json
import logging
import resource
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTCurve, LTFigure, LTTextBox
from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.pdfpage import PDFPage

from delivery.reading.pdf_lines import text_of
from delivery.reading.pdf_piece import Piece

MEMORY_BYTES: Final = 1024 * 1024 * 1024
PROCESSOR_SECONDS: Final = 20
MOST_PAGES: Final = 50
_BULLET_POINTS: Final = (1.5, 7.0)
_DAMAGED: Final = "is a damaged PDF"


def main() -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    with contextlib.suppress(OSError, ValueError):  # macOS has no such limit; the one of time holds
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    logging.disable(logging.CRITICAL)
    try:
        answer = {"text": _text(sys.stdin.buffer.read())}
    except _RefusedError as error:
        answer = {"error": str(error)}
    except MemoryError:
        answer = {"error": "is a PDF that takes too much memory to read"}
    print(json.dumps(answer))
    return 0


class _RefusedError(Exception):
    """The message is for the person who gave the file."""


def _text(content: bytes) -> str:
    try:
        pieces = list(_pieces(content))
    except (_RefusedError, MemoryError):
        raise
    except (PDFPasswordIncorrect, PDFTextExtractionNotAllowed):
        raise _RefusedError("is an encrypted PDF") from None
    except Exception:
        raise _RefusedError(_DAMAGED) from None
    text = text_of(pieces)
    if not text.strip():
        raise _RefusedError("is a PDF without text, such as a scan")
    return text


def _pieces(content: bytes) -> Iterator[Piece]:
    """Every line of every page as the library finds it, in the order in which it reads the page."""
    # The text of what a page draws by reference counts as well: some design tools put everything there.
    as_read = LAParams(all_texts=True)
    # Counted first: to lay out as many as are allowed takes seconds.
    pages = sum(1 for _ in PDFPage.get_pages(BytesIO(content), maxpages=MOST_PAGES + 1))
    if pages == 0:
        raise _RefusedError(_DAMAGED)
    if pages > MOST_PAGES:
        raise _RefusedError(f"is a PDF of more than {MOST_PAGES} pages")
    for number, page in enumerate(extract_pages(BytesIO(content), laparams=as_read)):
        for block, box in enumerate(_boxes(page)):
            for line in box:
                yield from _piece(line, page=number, block=block, page_height=page.height)
        for shape in _drawn_bullets(page):
            yield Piece(
                text="•",
                left=shape.x0,
                right=shape.x1,
                bottom=shape.y0,
                top=shape.y1,
                size=shape.height,
                places=(("•", shape.x0, shape.x1),),
                page=number,
                block=-1,
                page_height=page.height,
            )


def _boxes(container: Any) -> Iterator[Any]:
    for element in container:
        if isinstance(element, LTTextBox):
            yield element
        elif isinstance(element, LTFigure):
            yield from _boxes(element)


def _drawn_bullets(container: Any) -> Iterator[Any]:
    """Browsers draw the bullets of a list as shapes, small and as high as they are wide."""
    for element in container:
        if isinstance(element, LTCurve):
            if _BULLET_POINTS[0] < element.height < _BULLET_POINTS[1] and abs(element.width - element.height) < 1:
                yield element
        elif isinstance(element, LTFigure):
            yield from _drawn_bullets(element)


def _piece(line: Any, *, page: int, block: int, page_height: float) -> Iterator[Piece]:
    characters = [one for one in line if isinstance(one, LTChar)]
    shown = [one for one in characters if one.get_text().strip()]
    if not shown:
        return
    sizes = sorted(one.size for one in shown)
    yield Piece(
        text=line.get_text(),
        left=shown[0].x0,
        right=shown[-1].x1,
        bottom=line.y0,
        top=line.y1,
        size=sizes[len(sizes) // 2],
        places=tuple((one.get_text(), one.x0, one.x1) for one in characters),
        page=page,
        block=block,
        page_height=page_height,
    )


if __name__ == "__main__":
    sys.exit(main())
