"""A line for each run, so that a change shows: JSON, in a file that is not committed."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

REPOSITORY: Final = Path(__file__).resolve().parents[2]
FILE: Final = REPOSITORY / "reports" / "bench.jsonl"


def note(part: str, figures: Mapping[str, float], *, file: Path = FILE) -> None:
    """Add what a part of the bench measured, with when, of which commit, and on what machine."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=REPOSITORY, capture_output=True, text=True)
    line = {
        "part": part,
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit.stdout.strip(),
        "processors": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "machine": platform.machine(),
        "figures": {name: round(value, 4) for name, value in figures.items()},
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as history:
        history.write(json.dumps(line) + "\n")
