"""Simulates, and writes the record, docs/scaling.md and its plots: python -m delivery.scaling ASSEMBLY (make docs)."""

from __future__ import annotations

import sys
from pathlib import Path

from delivery.scaling import PAGE, PICTURES, page, pictures, record
from delivery.scaling.load_test import measured

if __name__ == "__main__":
    record.write(measured())
    PAGE.write_text(page(Path(sys.argv[1]), record.read()), encoding="utf-8")
    PICTURES.mkdir(exist_ok=True)
    for name, drawing in pictures(record.read()).items():
        (PICTURES / name).write_text(drawing, encoding="utf-8")
