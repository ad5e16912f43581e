"""The first page: every execution, the newest first, with what it superseded, and how long they took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from delivery.console.pages.drawing import sparkline
from delivery.console.reading.pipeline_reading import ExecutionLine, PipelineReading
from delivery.console.web.live_events import LiveParts, live_parts
from delivery.console.web.rendering import STATE_WORDS, Rendering
from localcloud.cli import printable

MOST_SHOWN: Final = 200
STATES: Final = ("InProgress", "Waiting", "Succeeded", "Failed", "Stopped", "Superseded")


@dataclass(frozen=True, kw_only=True)
class ExecutionFilter:
    """What of the list is looked at.

    Attributes:
        text: in the commit's id or subject, the execution's id or trigger.
        stage: one in which it succeeded.
    """

    text: str = ""
    state: str = ""
    stage: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> ExecutionFilter:
        """From an address's query; a state that there is not is none."""
        state = query.get("state", "")
        return cls(
            text=printable(query.get("text", "").strip()[:200]),
            state=state if state in STATES else "",
            stage=query.get("stage", "")[:100],
        )

    def apply(self, lines: Sequence[ExecutionLine], reading: PipelineReading) -> list[ExecutionLine]:
        """The lines that it lets through."""
        reached = reading.succeeded_in(self.stage) if self.stage else None
        wanted = self.text.casefold()
        return [
            line
            for line in lines
            if (not self.state or line.state == self.state)
            and (reached is None or line.id in reached)
            and (not wanted or wanted in f"{line.commit} {line.subject} {line.id} {line.trigger}".casefold())
        ]


class ExecutionsPage:
    """The list, and its live parts."""

    def __init__(self, reading: PipelineReading, rendering: Rendering) -> None:
        self._reading = reading
        self._rendering = rendering
        self.routes = [
            Route("/", self.show, name="executions"),
            Route("/executions/events", self.follow),
        ]

    def show(self, request: Request) -> Response:
        chosen = ExecutionFilter.of(request.query_params)
        stages = [stage.name for stage in self._reading.queue().stages]
        return self._rendering.page(
            "executions.html",
            chosen=chosen,
            stages=stages,
            states=STATES,
            query=request.url.query,
            parts=self._parts(chosen).html,
        )

    def follow(self, request: Request) -> Response:
        chosen = ExecutionFilter.of(request.query_params)
        return live_parts(lambda: self._parts(chosen))

    def _parts(self, chosen: ExecutionFilter) -> LiveParts:
        lines = self._reading.lines()
        found = chosen.apply(lines, self._reading)
        waiting = self._reading.queue().waiting_approvals
        return LiveParts(
            html={
                "durations": self._rendering.fragment("durations.html", drawn=sparkline(lines)),
                "list": self._rendering.fragment(
                    "executions_list.html", lines=found[:MOST_SHOWN], found=len(found), total=len(lines)
                ),
                "waiting-count": self._rendering.fragment("waiting_count.html", count=len(waiting)),
            },
            spoken=_spoken(lines),
        )


def _spoken(lines: Sequence[ExecutionLine]) -> str:
    if not lines:
        return "No execution yet."
    newest = lines[0]
    return f"Newest execution, {newest.subject or newest.id}: {STATE_WORDS.get(newest.state, newest.state)}."
