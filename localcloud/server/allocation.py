"""How memory is given back: a server that runs for days handles files of many megabytes in many threads, and hundreds
of requests a second.

Sources: man7.org/linux/man-pages/man3/mallopt.3.html, docs.python.org/3/library/gc.html#gc.freeze
"""

from __future__ import annotations

import ctypes
import gc
from typing import Final

_M_MMAP_THRESHOLD: Final = -3
_M_ARENA_MAX: Final = -8
_LARGE_BYTES: Final = 1 << 20
_ARENAS: Final = 2
# Made since the last search for young cycles: some twenty requests' worth instead of less than one's.
_NEW_OBJECTS: Final = 20_000


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


def collect_seldom() -> None:
    """Leave what the started server consists of out of every later search for cycles, and search less often.

    Each full search else goes through a million objects that live as long as the server does, while callers wait.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])
