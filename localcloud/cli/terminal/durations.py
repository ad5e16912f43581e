"""How times are written, the same everywhere."""

from __future__ import annotations


def duration(seconds: float | None) -> str:
    """`4.2 s`, `1:05 min`, or nothing for what has not started."""
    if seconds is None:
        return ""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d} min"
