"""The text of a PDF, read in a process of its own.

A PDF is a program of sorts: streams that unpack to gigabytes, trees that refer to themselves. So another process reads
it, under limits that the operating system keeps, and nothing in it is run. How its text becomes lines: `pdf_lines`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

MARK: Final = b"%PDF"
SECONDS: Final = 30
_READER: Final = "delivery.reading.pdf_reader"
_PROJECT: Final = Path(__file__).resolve().parents[2]
_TOO_MUCH: Final = "is a PDF that takes too long or too much memory to read"


class PdfDocumentError(Exception):
    """It cannot be read; the message is one line without the file's name."""


def pdf_text(content: bytes, *, seconds: float = SECONDS) -> str:
    """The text of a PDF, a line for each line that a person reads; one that was wrapped is whole again.

    Args:
        seconds: how long reading it may take.

    Raises:
        PdfDocumentError: it is damaged, encrypted, too large, or holds no text.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", _READER],
            input=content,
            capture_output=True,
            cwd=_PROJECT,
            env={**os.environ, "PYTHONPATH": str(_PROJECT)},
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PdfDocumentError(_TOO_MUCH) from None
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:  # its limits ended it
        raise PdfDocumentError(_TOO_MUCH) from None
    if "error" in answer:
        raise PdfDocumentError(str(answer["error"]))
    return str(answer["text"])
