"""Measures what this project promises, in one run on this machine.

    make bench                        everything
    make bench ONLY=delivery          one part, or several separated by spaces

Ratios travel between machines, seconds do not; so both are printed. Nothing here passes or fails.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from tests.bench import (
    beside,
    callers,
    cold_start,
    compliance_synth,
    console,
    delivery,
    fact_check,
    foreign,
    growth,
    scoring,
    service,
    supply_chain,
    verification,
)

PARTS: Final[Mapping[str, Callable[[], None]]] = {
    "beside": beside.measure,
    "callers": callers.measure,
    "cold_start": cold_start.measure,
    "compliance_synth": compliance_synth.measure,
    "console": console.measure,
    "delivery": delivery.measure,
    "fact_check": fact_check.measure,
    "foreign": foreign.measure,
    "growth": growth.measure,
    "scoring": scoring.measure,
    "service": service.measure,
    "supply_chain": supply_chain.measure,
    "verification": verification.measure,
}


def main(wanted: Sequence[str]) -> int:
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        print(f"bench: no such part: {', '.join(unknown)}; known are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    for name in wanted or PARTS:
        print(f"-- {name}", flush=True)
        PARTS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
