"""Where the server writes what happens: a file of its state folder, from before anything of MiniStack is imported.

MiniStack sends its log to stderr while it is imported, unless something is there that takes it; a person would see as
news of this start that it has read what it keeps. What warns is theirs to see, and in the file too.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_log = logging.getLogger("localcloud.server")
_FORMAT = logging.Formatter("%(asctime)s %(levelname)s [%(name)s] %(message)s")


def log_to(path: Path) -> None:
    """Send every log record, every warning and an error that ends the server to this file, and to nothing else."""
    handler = logging.FileHandler(path)
    handler.setFormatter(_FORMAT)
    root = logging.getLogger()
    for existing in list(root.handlers):
        root.removeHandler(existing)
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.captureWarnings(True)
    sys.excepthook = _log_uncaught


@contextmanager
def warnings_shown() -> Iterator[None]:
    """While a start reads what is kept, what warns goes to stderr as well, for the person who started it."""
    shown = logging.StreamHandler()
    shown.setLevel(logging.WARNING)
    shown.setFormatter(_FORMAT)
    root = logging.getLogger()
    root.addHandler(shown)
    try:
        yield
    finally:
        root.removeHandler(shown)


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: Any) -> None:
    _log.critical("the server ended", exc_info=(kind, error, trace))
    sys.__excepthook__(kind, error, trace)
