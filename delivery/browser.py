"""Opens a page in the person's browser, where there is one to open it in."""

from __future__ import annotations

import os
import sys
import webbrowser
from pathlib import Path


def open_page(page: Path) -> bool:
    """Whether a browser took the page; as for an address."""
    return open_address(page.resolve().as_uri())


def open_address(address: str) -> bool:
    """Whether a browser took the address.

    Without a display none is tried: `webbrowser` would then start one inside the terminal and wait for its end. Who
    names a browser in BROWSER has chosen.
    """
    needs_display = sys.platform.startswith("linux")
    has_display = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
    if needs_display and not has_display:
        return False
    try:
        return webbrowser.open(address)
    except webbrowser.Error:
        return False
