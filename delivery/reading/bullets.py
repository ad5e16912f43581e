"""What people and their programs put before an item."""

from __future__ import annotations

from typing import Final

MARKERS: Final = "•・>▪■●◦○‣➢➤►▸✓✔*·–-"  # noqa: RUF001 - as they are typed
