"""Writes docs/cost.md again: python -m delivery.costs ASSEMBLY (make docs)."""

from __future__ import annotations

import sys
from pathlib import Path

from delivery.costs import PAGE, page

if __name__ == "__main__":
    PAGE.write_text(page(Path(sys.argv[1])), encoding="utf-8")
