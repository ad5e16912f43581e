"""Hold, release and roll back a stage, from a page that says beforehand what each does.

The terms are the command line's. A rollback counts for what was shown: where the stage has moved on meanwhile, nothing
is started and the page shows how it stands now.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from delivery.console.reading.pipeline_reading import PipelineReading
from delivery.console.web.access import ConsoleSession
from delivery.console.web.form import read_form
from delivery.console.web.path_names import named
from delivery.console.web.rendering import Rendering
from localcloud.cli import (
    HOLD_REASON,
    CommandError,
    ExecutionSummary,
    ExitCode,
    PipelineQueue,
    StageState,
    check_hold,
    check_release,
    check_rollback,
    hold_stage,
    release_stage,
    roll_back,
    rollback_target,
)

_PATH: Final = "/environments/{stage}"
_ELSEWHERE: Final = "/environments"


class StagePage:
    """The page of one stage, and what it does."""

    def __init__(self, reading: PipelineReading, rendering: Rendering, session: ConsoleSession) -> None:
        self._reading = reading
        self._rendering = rendering
        self._session = session
        self._deeds: dict[str, Callable[[PipelineQueue, StageState, dict[str, str]], str]] = {
            "hold": self._hold,
            "release": self._release,
            "rollback": self._roll_back,
        }
        self.routes = [Route(_PATH, self.show), Route(_PATH, self.act, methods=["POST"])]

    def show(self, request: Request) -> Response:
        return self._page(named(request, "stage"))

    def _page(self, name: str, *, complaint: CommandError | None = None, status: int = 200) -> Response:
        queue = self._reading.queue()
        stage = _named(queue, name)
        target, obstacle = self._rollback(queue, stage)
        return self._rendering.page(
            "stage.html",
            status=status,
            stage=stage,
            latest=queue.execution(stage.latest) if stage.latest else None,
            occupant=queue.execution(stage.occupant) if stage.occupant else None,
            inbound=[queue.execution(found) for found in stage.inbound],
            is_first=stage is queue.stages[0],
            target=target,
            obstacle=obstacle,
            complaint=complaint,
            hold_reason=HOLD_REASON,
            hold_seen=_seen(stage),
        )

    def _rollback(self, queue: PipelineQueue, stage: StageState) -> tuple[ExecutionSummary | None, str]:
        """What it would go back to, or why it cannot."""
        try:
            check_rollback(self._reading.owner, queue, stage)
            return rollback_target(self._reading.owner, queue, stage, None), ""
        except CommandError as error:
            return None, error.message

    async def act(self, request: Request) -> Response:
        fields = await read_form(request, self._session)
        return await run_in_threadpool(self._act, named(request, "stage"), fields)

    def _act(self, name: str, fields: dict[str, str]) -> Response:
        self._reading.forget()  # what is changed is what stands now
        queue = self._reading.queue()
        stage = _named(queue, name)
        deed = self._deeds.get(fields.get("deed", ""))
        try:
            if deed is None:
                raise CommandError("choose what to do", exit_code=ExitCode.USAGE)
            place = deed(queue, stage, fields)
        except CommandError as error:
            return self._page(name, complaint=error, status=409)
        finally:
            self._reading.forget()
        return RedirectResponse(place, status_code=303)

    def _hold(self, queue: PipelineQueue, stage: StageState, fields: dict[str, str]) -> str:
        reason = fields.get("reason", "").strip()
        check_hold(self._reading.owner, queue, stage, reason)
        hold_stage(self._reading.owner, stage, reason)
        return _ELSEWHERE

    def _release(self, _queue: PipelineQueue, stage: StageState, fields: dict[str, str]) -> str:
        check_release(stage)
        if fields.get("seen") != _seen(stage):
            raise _changed(f"{stage.name} is {stage.hold}")
        release_stage(self._reading.owner, stage)
        return _ELSEWHERE

    def _roll_back(self, queue: PipelineQueue, stage: StageState, fields: dict[str, str]) -> str:
        check_rollback(self._reading.owner, queue, stage)
        target = rollback_target(self._reading.owner, queue, stage, None)
        if (fields.get("target"), fields.get("seen")) != (target.id, stage.latest):
            raise _changed(f"{stage.name} would go back to {target} now")
        return f"/executions/{roll_back(self._reading.owner, stage, target)}"


def _named(queue: PipelineQueue, name: str) -> StageState:
    found = next((stage for stage in queue.stages if stage.name == name), None)
    if found is None:
        raise CommandError(f"the pipeline has no stage {name!r}", exit_code=ExitCode.USAGE)
    return found


def _seen(stage: StageState) -> str:
    """What a form says of a hold that was shown: its text itself may not come back from a browser as it went."""
    return hashlib.sha256(stage.hold.encode(errors="backslashreplace")).hexdigest()


def _changed(how: str) -> CommandError:
    return CommandError(
        f"What you were shown has changed meanwhile, and nothing was done: {how}.", exit_code=ExitCode.USAGE
    )
