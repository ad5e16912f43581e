"""How many labelled fabrications the fact check catches and how many honest texts it refuses, by kind and language."""

from __future__ import annotations

import sys
from operator import attrgetter
from pathlib import Path
from typing import Literal

_BACKEND = Path(__file__).resolve().parents[2] / "src" / "backend"


def measure() -> None:
    """Prints a line for each label, and one for each kind and language of it."""
    sys.path.insert(0, str(_BACKEND))
    from tests.unit.backend.verification.labelled_cases import is_refused, rates, read_cases

    labels: tuple[tuple[Literal["fabrications", "honest"], bool, str], ...] = (
        ("fabrications", True, "refused"),
        ("honest", False, "accepted"),
    )
    for label, wanted, word in labels:
        cases = read_cases(label)
        judged = {case: is_refused(case) is wanted for case in cases}
        print(f"{label}: {sum(judged.values())}/{len(cases)} {word}")
        for by in ("language", "kind"):
            groups = rates(cases, is_right=judged.__getitem__, by=attrgetter(by))
            for name, rate in groups.items():
                print(f"    {by} {name:24} {rate}")
