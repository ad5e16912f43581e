"""A file system of its own for a state folder, which can be filled to its last byte."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# What the builds of two pushes leave comes to 3 GB; no memory is taken before it is needed.
_SIZE = "8g"
_TRIES = 20


def mount(path: Path) -> bool:
    """Puts a small file system of its own at a folder; False where this machine does not allow it."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE},mode=700", "faults", str(path)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def unmount(path: Path) -> None:
    """Takes it away again, whatever is still open in it."""
    subprocess.run(["umount", "--lazy", str(path)], check=True)


@contextmanager
def full(path: Path) -> Iterator[None]:
    """The file system has not one byte left.

    What writes to it meanwhile may take more between the look and the mount, which the kernel refuses then: again.
    """
    for _ in range(_TRIES):
        found = os.statvfs(path)
        if _remount(path, f"size={(found.f_blocks - found.f_bfree) * found.f_frsize}"):
            break
    else:
        raise RuntimeError(f"{path} grew {_TRIES} times while it was to be filled")
    try:
        yield
    finally:
        if not _remount(path, f"size={_SIZE}"):
            raise RuntimeError(f"{path} has not got its space back")


def _remount(path: Path, options: str) -> bool:
    command = ["mount", "-o", f"remount,{options}", str(path)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0
