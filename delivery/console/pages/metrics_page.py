"""How well the pipeline delivers: DORA's four metrics of each stage that deploys, its deployments by week, what stages
take, and what cost what stood there after each release.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from delivery.console.reading.cost_history import MOST_RELEASES, ReleaseCosts, compared, costs_of
from delivery.console.reading.evidence_bucket import EvidenceBucket
from delivery.console.reading.pipeline_reading import PipelineReading, Recently
from delivery.console.web.rendering import Rendering
from delivery.metrics import DoraMetrics, PipelineHistory, measure, read_history
from delivery.metrics.deployments import Deployment, deployments
from delivery.metrics.stage_durations import stage_seconds

DAYS: Final = (7, 30, 90, 365)
_USUAL_DAYS: Final = 30
_WEEKS: Final = 12
_FRESH_SECONDS: Final = 10.0
_KEPT_SECONDS: Final = 3_600.0
"""What a release kept does not change any more."""
HEIGHT: Final = 120


@dataclass(frozen=True, kw_only=True)
class Week:
    """Deployments of seven days.

    Attributes:
        begins: the first of them.
        well, failed: how many; rollbacks are neither.
        well_height, failed_height: of `HEIGHT`.
    """

    begins: datetime
    well: int
    failed: int
    well_height: float
    failed_height: float


@dataclass(frozen=True, kw_only=True)
class StageMetrics:
    """One stage that deploys."""

    name: str
    dora: DoraMetrics
    weeks: Sequence[Week]


class MetricsPage:
    """The page."""

    def __init__(self, reading: PipelineReading, rendering: Rendering) -> None:
        self._reading = reading
        self._rendering = rendering
        self._bucket = EvidenceBucket(reading.owner)
        self._history: Recently[PipelineHistory] = Recently(_FRESH_SECONDS)
        self._kept_costs: Recently[Mapping[str, float]] = Recently(_KEPT_SECONDS, most=4 * MOST_RELEASES)
        self.routes = [Route("/metrics", self.show)]

    def show(self, request: Request) -> Response:
        asked = request.query_params.get("days")
        days = next((choice for choice in DAYS if str(choice) == asked), _USUAL_DAYS)
        owner, now = self._reading.owner, datetime.now(UTC)
        history = self._history.get("history", lambda: read_history(owner.client("codepipeline"), owner.pipeline_name))
        since = now - timedelta(days=days)
        order = [stage.name for stage in self._reading.queue().stages]
        deploying = {run.stage for run in history.runs if run.category == "Deploy"}
        took = stage_seconds(history, since=since)
        return self._rendering.page(
            "metrics.html",
            days=days,
            choices=DAYS,
            stages=[self._stage(history, name, since, now) for name in order if name in deploying],
            took={name: took[name] for name in order if name in took},
            costs={name: found for name in order if name in deploying and (found := self._costs(name))},
            height=HEIGHT,
        )

    @staticmethod
    def _stage(history: PipelineHistory, name: str, since: datetime, now: datetime) -> StageMetrics:
        dora = measure(history, stage=name, since=since, until=now)
        return StageMetrics(name=name, dora=dora, weeks=weeks(deployments(history, name), now))

    def _costs(self, stage: str) -> list[ReleaseCosts]:
        """Of the last releases to a stage whose facts were kept, the newest first."""
        succeeded = self._reading.succeeded_in(stage)
        released = [line for line in self._reading.lines() if line.id in succeeded][:MOST_RELEASES]
        return compared((line, self._costs_of(line.rollback_target or line.id, stage)) for line in released)

    def _costs_of(self, execution_id: str, stage: str) -> Mapping[str, float]:
        return self._kept_costs.get((execution_id, stage), lambda: costs_of(self._bucket, execution_id, stage))


def weeks(found: Sequence[Deployment], now: datetime) -> list[Week]:
    """The last weeks, the oldest first."""
    counts = [[0, 0] for _ in range(_WEEKS)]
    for each in found:
        ago = (now - each.at).days // 7
        if ago < _WEEKS and not each.is_rollback and (each.succeeded or each.failed):
            counts[_WEEKS - 1 - ago][each.failed is not None] += 1
    most = max((sum(count) for count in counts), default=0) or 1
    return [
        Week(
            begins=now - timedelta(weeks=_WEEKS - place),
            well=well,
            failed=failed,
            well_height=well / most * HEIGHT,
            failed_height=failed / most * HEIGHT,
        )
        for place, (well, failed) in enumerate(counts)
    ]
