"""What waits for a person: what is approved, the facts, and an answer to exactly what was shown."""

from __future__ import annotations

import hashlib
import json
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from delivery.console.reading.pipeline_reading import PipelineReading
from delivery.console.reading.release_facts import ReleaseFacts, release_facts
from delivery.console.web.access import ConsoleSession
from delivery.console.web.form import read_form
from delivery.console.web.live_events import LiveParts, live_parts
from delivery.console.web.path_names import named
from delivery.console.web.rendering import Rendering
from localcloud.cli import (
    APPROVED,
    REJECTED,
    ActionRun,
    CommandError,
    PipelineQueue,
    WaitingApproval,
    put_answer,
    says_nothing,
)

VERDICTS: Final = {"approve": APPROVED, "reject": REJECTED}
_REASON_LENGTH: Final = 512
"""CodePipeline takes at most this much (PutApprovalResult, summary)."""


class ApprovalPage:
    """The questions, one question with its facts, and its answer."""

    def __init__(self, reading: PipelineReading, rendering: Rendering, session: ConsoleSession) -> None:
        self._reading = reading
        self._rendering = rendering
        self._session = session
        self.routes = [
            Route("/approvals", self.list, name="approvals"),
            Route("/approvals/events", self.follow_list),
            Route("/approvals/{asking}", self.show, name="approval"),
            Route("/approvals/{asking}", self.answer, methods=["POST"]),
            Route("/approvals/{asking}/events", self.follow),
        ]

    def list(self, _request: Request) -> Response:
        return self._rendering.page("approvals.html", parts=self._list_parts().html)

    def follow_list(self, _request: Request) -> Response:
        return live_parts(self._list_parts)

    def _list_parts(self) -> LiveParts:
        queue = self._reading.queue()
        asked = queue.waiting_approvals
        return LiveParts(
            html={
                "asked": self._rendering.fragment("approvals_list.html", asked=asked, queue=queue),
                "waiting-count": self._rendering.fragment("waiting_count.html", count=len(asked)),
            },
            spoken=f"{len(asked)} approval{'' if len(asked) == 1 else 's'} waiting.",
        )

    def show(self, request: Request) -> Response:
        return self._page(named(request, "asking"))

    def _page(self, asking: str, *, complaint: str = "", reason: str = "", status: int = 200) -> Response:
        queue = self._reading.queue()
        approval = _asked(queue, asking)
        if approval is None:
            return self._gone(status=404)
        execution = self._reading.execution(approval.execution_id).execution
        action = next(
            (each for each in execution.actions if (each.stage, each.name) == (approval.stage, approval.action)), None
        )
        facts = release_facts(self._reading.owner, approval.execution_id, approval.stage)
        return self._rendering.page(
            "approval.html",
            status=status,
            approval=approval,
            execution=execution,
            text=_text(action),
            facts=facts,
            parts=self._parts(asking, approval.execution_id).html,
            seen=_fingerprint(approval, action, facts),
            complaint=complaint,
            reason=reason,
            reason_length=_REASON_LENGTH,
        )

    def follow(self, request: Request) -> Response:
        """`?execution=`: of which execution it was asked, for what became of it once it is not asked any longer."""
        asking, execution_id = named(request, "asking"), request.query_params.get("execution", "")
        self._reading.execution(execution_id)  # that there is one, before a stream begins
        return live_parts(lambda: self._parts(asking, execution_id))

    def _parts(self, asking: str, execution_id: str) -> LiveParts:
        """What of a question changes while a person reads; what they write is in none of it."""
        queue = self._reading.queue()
        approval = _asked(queue, asking)
        execution = self._reading.execution(execution_id).execution
        values = {
            "approval": approval,
            "execution": execution,
            "newer": queue.newer_behind(approval) if approval else (),
        }
        html = {
            name: self._rendering.fragment(f"approval_{name}.html", **values)
            for name in ("withdrawn", "verdict", "newer")
        }
        html["waiting-count"] = self._rendering.fragment("waiting_count.html", count=len(queue.waiting_approvals))
        spoken = "It waits for your answer." if approval else "This is not asked any longer."
        return LiveParts(html=html, spoken=spoken, ended=approval is None)

    def _gone(self, *, status: int) -> Response:
        return self._rendering.page("approval_gone.html", status=status)

    async def answer(self, request: Request) -> Response:
        fields = await read_form(request, self._session)
        return await run_in_threadpool(self._answer, named(request, "asking"), fields)

    def _answer(self, asking: str, fields: dict[str, str]) -> Response:
        verdict, reason = VERDICTS.get(fields.get("verdict", "")), fields.get("reason", "").strip()
        if verdict is None:
            return self._page(asking, complaint="Choose approve or reject.", reason=reason, status=400)
        if says_nothing(reason):
            return self._page(asking, complaint="Say why: it stays in the execution's history.", status=400)
        if len(reason) > _REASON_LENGTH:
            words = f"The reason has {len(reason)} characters; CodePipeline keeps {_REASON_LENGTH}."
            return self._page(asking, complaint=words, reason=reason, status=400)
        self._reading.forget()  # what is answered is what waits now, not what did a second ago
        approval = _asked(self._reading.queue(), asking)
        if approval is None:
            return self._gone(status=409)
        if fields.get("seen") != self._fingerprint_now(approval):
            words = "What you were shown has changed meanwhile, and nothing was answered. This is what waits now."
            return self._page(asking, complaint=words, reason=reason, status=409)
        try:
            put_answer(self._reading.owner, approval, verdict=verdict, summary=reason)
        except CommandError:
            return self._gone(status=409)
        finally:
            self._reading.forget()
        return RedirectResponse(f"/executions/{approval.execution_id}", status_code=303)

    def _fingerprint_now(self, approval: WaitingApproval) -> str:
        execution = self._reading.execution(approval.execution_id).execution
        action = next(
            (each for each in execution.actions if (each.stage, each.name) == (approval.stage, approval.action)), None
        )
        return _fingerprint(approval, action, release_facts(self._reading.owner, approval.execution_id, approval.stage))


def _asked(queue: PipelineQueue, asking: str) -> WaitingApproval | None:
    return next((found for found in queue.waiting_approvals if found.id == asking), None)


def _text(action: ActionRun | None) -> str:
    return action.configuration.get("CustomData", "") if action else ""


def _fingerprint(approval: WaitingApproval, action: ActionRun | None, facts: ReleaseFacts | None) -> str:
    """Of all that a person decides on: an answer counts for exactly this."""
    shown = [
        approval.id,
        approval.execution_id,
        approval.execution.commit,
        approval.token,
        _text(action),
        facts.__dict__ if facts else None,
    ]
    return hashlib.sha256(json.dumps(shown, sort_keys=True, default=str).encode()).hexdigest()
