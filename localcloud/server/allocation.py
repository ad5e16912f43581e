"""How the C library gives memory back: a server that runs for days handles files of many megabytes in many threads.

Source: man7.org/linux/man-pages/man3/mallopt.3.html
"""

from __future__ import annotations

import ctypes
from typing import Final

_M_MMAP_THRESHOLD: Final = -3
_M_ARENA_MAX: Final = -8
_LARGE_BYTES: Final = 1 << 20
_ARENAS: Final = 2


def give_memory_back() -> None:
    """Return large blocks to the system when they are freed, and let threads share their arenas.

    By itself glibc raises the size from which it does so up to 32 MB, and keeps an arena for each of 16 threads.
    Nothing where the C library is another one.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return
    mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)
    mallopt(_M_ARENA_MAX, _ARENAS)
