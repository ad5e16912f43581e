"""Compliance over time: findings and excuses of each execution by rule pack, and which excuse expires next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from delivery.console.reading.compliance_history import (
    MOST_EXECUTIONS,
    Excuse,
    ExecutionFindings,
    excuses_of,
    findings_of,
)
from delivery.console.reading.evidence_bucket import EvidenceBucket
from delivery.console.reading.pipeline_reading import ExecutionLine, PipelineReading, Recently
from delivery.console.web.rendering import Rendering

_KEPT_SECONDS: Final = 3_600.0
_FRESH_SECONDS: Final = 4.0
_EXCUSES_SHOWN: Final = 15
HEIGHT: Final = 120


class CompliancePage:
    """The page; what an execution that has ended counted does not change any more."""

    def __init__(self, reading: PipelineReading, rendering: Rendering) -> None:
        self._reading = reading
        self._rendering = rendering
        self._bucket = EvidenceBucket(reading.owner)
        self._ended: Recently[ExecutionFindings | None] = Recently(_KEPT_SECONDS, most=4 * MOST_EXECUTIONS)
        self._running: Recently[ExecutionFindings | None] = Recently(_FRESH_SECONDS)
        self._excuses: Recently[Sequence[Excuse]] = Recently(_KEPT_SECONDS, most=4)
        self.routes = [Route("/compliance", self.show)]

    def show(self, _request: Request) -> Response:
        counted = [found for line in self._reading.lines()[:MOST_EXECUTIONS] if (found := self._findings(line))]
        newest = counted[0].line.id if counted else ""
        excuses = self._excuses.get(newest, lambda: excuses_of(self._bucket, newest)) if newest else ()
        names = list(dict.fromkeys(name for found in counted for name in found.packs))
        return self._rendering.page(
            "compliance.html",
            counted=counted,
            packs=names,
            excuses=excuses[:_EXCUSES_SHOWN],
            excused=len(excuses),
            today=datetime.now(UTC).date(),
            height=HEIGHT,
            most=max((found.open + found.excused for found in counted), default=0) or 1,
            looked_at=MOST_EXECUTIONS,
        )

    def _findings(self, line: ExecutionLine) -> ExecutionFindings | None:
        kept = self._running if line.is_unfinished else self._ended
        return kept.get(line.id, lambda: findings_of(self._bucket, line))
