"""Writes docs/cost.md and its plot again: python -m delivery.costs ASSEMBLY (make docs)."""

from __future__ import annotations

import sys
from pathlib import Path

from delivery.costs import PAGE, PICTURE, page, picture

if __name__ == "__main__":
    PAGE.write_text(page(Path(sys.argv[1])), encoding="utf-8")
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture(), encoding="utf-8")
