"""What became of the faults of one run, as Markdown."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.page import table


@dataclass(frozen=True, kw_only=True)
class Result:
    """One fault's: passed, failed or skipped; why, where it did not pass; and the seconds it took."""

    fault: str
    outcome: str
    reason: str
    seconds: float


@dataclass
class Results:
    """Those of one run, in the order in which they came."""

    found: list[Result] = field(default_factory=list)

    def summary(self) -> str:
        """One line with the counts."""
        outcomes = [result.outcome for result in self.found]
        counts = ", ".join(f"{outcomes.count(outcome)} {outcome}" for outcome in ("passed", "failed", "skipped"))
        return f"{len(self.found)} faults: {counts}"

    def write(self, path: Path) -> None:
        """Writes the page; its folder is made where it is missing."""
        columns = {
            "fault": [result.fault for result in self.found],
            "outcome": [result.outcome for result in self.found],
            "seconds": [f"{result.seconds:.0f}" for result in self.found],
            "why": [result.reason.replace("|", "\\|").replace("\n", " ") for result in self.found],
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# Faults\n\n{self.summary()}.\n\n{table(columns)}", encoding="utf-8")
