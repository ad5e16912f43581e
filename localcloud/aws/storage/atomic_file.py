"""Files that are replaced as a whole: whoever reads, also after a kill, sees the old one or the new one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a file, durably; only its owner may read it. The folder must exist.

    Raises:
        OSError: the disk refused; the file is as it was.
    """
    # mkstemp makes the file readable by its owner alone before anything is in it.
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
