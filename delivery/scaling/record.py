"""What the simulation measured, kept beside it: the page is made of it, and a test measures parts of it again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from delivery.scaling.load_test import Outcomes
from delivery.scaling.simulation import Outcome, Run

RECORD: Final = Path(__file__).with_name("measured.json")


def write(outcomes: Outcomes) -> None:
    """Keep a measurement."""
    document = {
        name: [
            {
                "rate": rate,
                "seconds": run.seconds,
                "busy_seconds": run.busy_seconds,
                "most_busy": run.most_busy,
                "outcomes": {outcome.value: count for outcome, count in run.outcomes.items() if count},
            }
            for rate, run in runs
        ]
        for name, runs in outcomes.items()
    }
    RECORD.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def read() -> Outcomes:
    """The measurement that was kept."""
    document = json.loads(RECORD.read_text(encoding="utf-8"))
    return {
        name: [
            (
                each["rate"],
                Run(
                    seconds=each["seconds"],
                    busy_seconds=each["busy_seconds"],
                    most_busy=each["most_busy"],
                    outcomes={outcome: each["outcomes"].get(outcome.value, 0) for outcome in Outcome},
                ),
            )
            for each in runs
        ]
        for name, runs in document.items()
    }
