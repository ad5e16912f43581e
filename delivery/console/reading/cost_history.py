"""What stood after each release, used or not, in USD a month: from the facts that each one kept."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from delivery.console.reading.evidence_bucket import EvidenceBucket
from delivery.console.reading.json_fields import mapping
from delivery.console.reading.pipeline_reading import ExecutionLine

MOST_RELEASES: Final = 25


@dataclass(frozen=True, kw_only=True)
class ReleaseCosts:
    """What one release left standing.

    Attributes:
        line: the execution that deployed it; a rollback stands for what it went back to.
        costs: USD a month by stack.
        change: against the release before it that is known; None for the first.
    """

    line: ExecutionLine
    costs: Mapping[str, float]
    change: float | None = None

    @property
    def total(self) -> float:
        return sum(self.costs.values())


def costs_of(bucket: EvidenceBucket, execution_id: str, stage: str) -> Mapping[str, float]:
    """By stack, of the facts before a stage; empty where none were kept or they may not be read."""
    try:
        return costs_in(bucket.document(execution_id, f"facts/{stage}.json") or {})
    except (ClientError, BotoCoreError):
        return {}


def costs_in(facts: Mapping[str, Any]) -> Mapping[str, float]:
    """By stack, as a release's facts have them; what is no amount is left out."""
    found = {stack: _usd(cost) for stack, cost in mapping(facts.get("costs")).items()}
    return {stack: usd for stack, usd in found.items() if usd is not None}


def compared(releases: Iterable[tuple[ExecutionLine, Mapping[str, float]]]) -> list[ReleaseCosts]:
    """Each with its change, the newest first as they are given; those without costs are left out."""
    known = [ReleaseCosts(line=line, costs=costs) for line, costs in releases if costs]
    before: Sequence[ReleaseCosts | None] = [*known, None][1:]
    return [
        ReleaseCosts(line=each.line, costs=each.costs, change=each.total - last.total if last else None)
        for each, last in zip(known, before, strict=True)
    ]


def _usd(cost: Any) -> float | None:
    try:
        found = float(cost)
    except (TypeError, ValueError, OverflowError):
        return None
    return found if math.isfinite(found) and found >= 0 else None
