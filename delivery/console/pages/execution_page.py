"""One execution: failure first with its reason, the graph of stages and actions as they move, what ran beside what, and
the logs of its builds.
"""

from __future__ import annotations

from itertools import chain, groupby
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from delivery.console.pages.drawing import gantt
from delivery.console.pages.log_following import LogFollowing, log_page
from delivery.console.reading.build_log import BuildLogs
from delivery.console.reading.pipeline_reading import ExecutionReading, PipelineReading, Recently
from delivery.console.web.live_events import LiveParts, live_parts
from delivery.console.web.path_names import named
from delivery.console.web.rendering import STATE_WORDS, Rendering
from localcloud.cli import ActionRun, Execution

PENDING: Final = "Pending"
_PATH: Final = "/executions/{execution_id}"


class ExecutionPage:
    """The page of an execution, its live parts and its logs."""

    def __init__(self, reading: PipelineReading, rendering: Rendering) -> None:
        self._reading = reading
        self._rendering = rendering
        self._logs = BuildLogs(reading.owner)
        self._drawn: Recently[LiveParts] = Recently(3_600, most=16)
        self.routes = [
            Route(_PATH, self.show, name="execution"),
            Route(f"{_PATH}/events", self.follow),
            Route(f"{_PATH}/logs/{{stage}}/{{action}}/lines", self.show_lines),
            Route(f"{_PATH}/logs/{{stage}}/{{action}}/text", self.download_log),
        ]

    def show(self, request: Request) -> Response:
        execution_id = request.path_params["execution_id"]
        reading = self._reading.execution(execution_id)
        builds = [action for action in reading.execution.actions if _has_log(action)]
        return self._rendering.page(
            "execution.html",
            reading=reading,
            execution=reading.execution,
            builds=builds,
            log=_chosen_log(builds, request.query_params.get("log", "")),
            parts=self._parts(execution_id).html,
        )

    def follow(self, request: Request) -> Response:
        """What changes of the page; with `?log=Stage/Action` also how that log grows."""
        execution_id = request.path_params["execution_id"]
        execution = self._reading.execution(execution_id).execution  # one that is not there is an answer, not a stream
        stage, _, action = request.query_params.get("log", "").partition("/")
        build_id = _build_of(execution, stage, action)
        logs = [LogFollowing(self._logs.of(build_id))] if build_id else []
        return live_parts(lambda: self._parts(execution_id), *logs)

    def _parts(self, execution_id: str) -> LiveParts:
        """Drawn once for all pages that show it."""
        reading = self._reading.execution(execution_id)
        return self._drawn.get((execution_id, reading.at), lambda: self._draw(execution_id, reading))

    def _draw(self, execution_id: str, reading: ExecutionReading) -> LiveParts:
        execution = reading.execution
        values = {
            "reading": reading,
            "execution": execution,
            "state": _state(execution),
            "waiting": [found for found in reading.queue.waiting_approvals if found.execution_id == execution_id],
            "obstacles": [found for found in reading.queue.obstacles(execution_id) if found.kind != "approval"],
            "groups": {stage.name: _groups(stage.actions) for stage in execution.stages},
            "drawn": gantt(execution, reading.at),
            "runs": {(action.stage, action.name): action for action in execution.actions},
        }
        names = ("headline", "outcome", "graph", "gantt", "operations")
        html = {name: self._rendering.fragment(f"execution_{name}.html", **values) for name in names}
        return LiveParts(html=html, spoken=_spoken(execution), ended=execution.has_ended)

    def show_lines(self, request: Request) -> Response:
        """`?first=1&count=200`: lines by their numbers; with `text` of those that have it, `first` counts them then."""
        return log_page(self._logs.of(self._build(request)), request.query_params)

    def download_log(self, request: Request) -> Response:
        build_id = self._build(request)
        lines = self._logs.whole(build_id)
        first = next(lines, "")  # a log that cannot be read is an answer, not a file that breaks off
        name = "-".join(request.path_params[part] for part in ("stage", "action", "execution_id"))
        return StreamingResponse(
            chain([first], lines),
            media_type="text/plain",
            headers={"Content-Disposition": f'attachment; filename="{_file_name(name)}.log"'},
        )

    def _build(self, request: Request) -> str:
        """The build behind an action of the execution: no other log of the account is read."""
        execution = self._reading.execution(request.path_params["execution_id"]).execution
        build_id = _build_of(execution, named(request, "stage"), named(request, "action"))
        if not build_id:
            raise HTTPException(404, "this action has no build, or has not begun")
        return build_id


def _build_of(execution: Execution, stage: str, action: str) -> str:
    """The build behind an action; empty where there is none."""
    runs = (each for each in execution.actions if (each.stage, each.name) == (stage, action) and _has_log(each))
    return next((each.external_id for each in runs), "")


def _state(execution: Execution) -> str:
    return "Waiting" if execution.waiting_approval and execution.status == "InProgress" else execution.status


def _has_log(action: ActionRun) -> bool:
    return action.provider == "CodeBuild" and bool(action.external_id)


def _chosen_log(builds: list[ActionRun], wanted: str) -> ActionRun | None:
    """The named one, else the one that failed, that runs, or that began last."""
    named = [action for action in builds if f"{action.stage}/{action.name}" == wanted]
    by_state = [action for status in ("Failed", "InProgress") for action in builds if action.status == status]
    last = sorted(builds, key=lambda action: action.started.timestamp() if action.started else 0.0)[-1:]
    return next(iter([*named, *by_state, *last]), None)


def _groups(actions: tuple[ActionRun, ...]) -> list[list[ActionRun]]:
    """Actions that run beside each other, in their order."""
    return [list(together) for _, together in groupby(actions, key=lambda action: action.run_order)]


def _spoken(execution: Execution) -> str:
    """One sentence; stages, not actions, so that a screen reader is not talked to all the time."""
    begun = [stage for stage in execution.stages if stage.status != PENDING]
    last = f"{begun[-1].name} {STATE_WORDS[begun[-1].status].lower()}" if begun else "No stage has begun"
    if execution.waiting_approval:
        return f"{execution.waiting_approval.stage} waits for a person."
    return f"{STATE_WORDS.get(execution.status, execution.status)}. {last}."


def _file_name(text: str) -> str:
    return "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_") else "-" for letter in text)
