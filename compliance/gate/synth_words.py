"""What the CDK's command line printed while the app was synthesized, without the findings in it: the gate says those
itself, with the line of code that made each.
"""

from __future__ import annotations

import re
from typing import Final

# As the command line lays out one finding: severity and text, the construct below it, last what it is acknowledged by.
_HEAD: Final = re.compile(r"(FATAL|ERROR|WARNING|INFO) ")
_END: Final = re.compile(r" {3}(Acknowledge with|Rule) ")
_VERDICT: Final = "Synthesis finished with errors"


def without_findings(said: str) -> str:
    """All lines but those of findings, and but the line that there were some. What is not laid out as one stays."""
    kept: list[str] = []
    head: int | None = None
    for line in said.splitlines():
        if _HEAD.match(line):
            head = len(kept)
        kept.append(line)
        if head is not None and _END.match(line):
            del kept[head:]
            head = None
            if kept and not kept[-1]:
                kept.pop()  # what stood between it and the one before
    lines = [line for line in kept if line != _VERDICT]
    return "\n".join(lines).strip()
