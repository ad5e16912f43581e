"""What is deployed where, which alarms are on, and how an alias shares its traffic while it moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from delivery.console.reading.compliance_history import Excuse, excuses_of
from delivery.console.reading.deployed_stages import DeployedStage, deployed_stages
from delivery.console.reading.evidence_bucket import EvidenceBucket
from delivery.console.reading.pipeline_reading import PipelineReading, Recently
from delivery.console.web.live_events import LiveParts, live_parts
from delivery.console.web.rendering import Rendering
from delivery.run_summary import stage_of
from localcloud.cli import ActionRun

_FRESH_SECONDS: Final = 4.0
"""Several accounts are asked, and little changes in a second."""
_EXCUSES_SECONDS: Final = 60.0
_LOOKED_AT: Final = 5


class EnvironmentsPage:
    """The page and its live part."""

    def __init__(self, reading: PipelineReading, rendering: Rendering) -> None:
        self._reading = reading
        self._rendering = rendering
        self._recently: Recently[Sequence[DeployedStage]] = Recently(_FRESH_SECONDS)
        self._bucket = EvidenceBucket(reading.owner)
        self._kept_excuses: Recently[Sequence[Excuse]] = Recently(_EXCUSES_SECONDS)
        self.routes = [Route("/environments", self.show), Route("/environments/events", self.follow)]

    def show(self, _request: Request) -> Response:
        """What was read last, at once: several accounts take seconds, and the live part brings them."""
        known = self._recently.known("stages")
        html = "" if known is None else self._html(known)
        return self._rendering.page("environments.html", stages_html=html)

    def follow(self, _request: Request) -> Response:
        return live_parts(self._parts)

    def _stages(self) -> list[DeployedStage]:
        queue = self._reading.queue()
        found = deployed_stages(self._reading.owner, queue)
        held = {state.name: state.hold for state in queue.stages if state.is_held}
        return [replace(stage, held=held.get(stage.name, ""), checks=self._checks(stage)) for stage in found]

    def _checks(self, stage: DeployedStage) -> list[ActionRun]:
        if stage.execution is None:
            return []
        execution = self._reading.execution(stage.execution.id).execution
        runs = next((found.actions for found in execution.stages if found.name == stage.name), ())
        deployed = max((run.run_order for run in runs if run.provider == "CloudFormation"), default=0)
        return [run for run in runs if run.provider == "CodeBuild" and run.run_order > deployed and run.external_id]

    def _excuses(self) -> dict[str, Excuse]:
        """By stage, the excuse in its environments that expires next, of the newest execution that kept any."""
        for line in self._reading.lines()[:_LOOKED_AT]:
            found = self._kept_excuses.get(line.id, partial(excuses_of, self._bucket, line.id))
            if found:
                return {stage_of(excuse.environment): excuse for excuse in reversed(found)}
        return {}

    def _parts(self) -> LiveParts:
        stages = self._recently.get("stages", self._stages)
        alarming = [name for stage in stages for stack in stage.stacks for name in stack.alarming]
        spoken = f"Alarms: {', '.join(alarming)}." if alarming else "No alarm is on."
        return LiveParts(html={"stages": self._html(stages)}, spoken=spoken)

    def _html(self, stages: Sequence[DeployedStage]) -> str:
        return self._rendering.fragment(
            "environments_stages.html", stages=stages, excuses=self._excuses(), today=datetime.now(UTC).date()
        )
