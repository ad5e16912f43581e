"""The verdict that stops a release."""

from __future__ import annotations

from compliance.gate.verdict import Recorded, Verdict, decide, read_recorded, today

__all__ = ["Recorded", "Verdict", "decide", "read_recorded", "today"]
