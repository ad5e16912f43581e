"""Where faults happen: a local cloud with the product released in it, and the commits that are pushed there.

Each commit answers with a release of its own in a header, so that a request shows what is deployed; and so each has
something to deploy. An execution that a fault leaves waiting is where the next one begins, which saves a push.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tests.e2e.checkout import Checkout
from tests.e2e.delivery import ENDED, PIPELINE, Delivery
from tests.traffic import RELEASE_HEADER

HANDLER = "src/backend/handlers/cv_tailoring_handler.py"
HEADERS = '    response["headers"].update(cross_origin)\n'
APPROVAL_STAGE = "ApproveProd"
APPROVAL = f"{APPROVAL_STAGE}/Approve"
LIMIT_SECONDS = 600.0
_LOOK_SECONDS = 0.02
Edit = tuple[str, str, str]
Found = TypeVar("Found")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a fault led to.

    Attributes:
        execution: the one whose end is looked at.
        release: what that execution's commit answers with where it is deployed.
        output: what a person read; empty where it is what ``delivery watch`` says of the execution.
    """

    execution: str
    release: str
    output: str = ""


@dataclass
class Scene:
    """One cloud, its checkout, and what faults left in it.

    Attributes:
        own_disk: whether the state folder lies on a file system of its own.
        moving: an execution that waits at the approval, or before a stage whose way in is closed.
        closed: that stage; empty where every way is open.
        answered: the token of an approval that was answered; empty before the first.
    """

    delivery: Delivery
    checkout: Checkout
    own_disk: bool
    moving: Outcome | None = None
    closed: str = ""
    answered: str = ""
    _pushes: int = field(default=0, init=False)

    @property
    def codepipeline(self) -> Any:
        return self.delivery.client("codepipeline")

    # -- commits and pushes --------------------------------------------------------------------------------------------

    def commit(self, message: str, *edits: Edit) -> str:
        """Commits the project with the edits and a release of its own, and returns that."""
        self._pushes += 1
        release = f"{os.getpid()}-{self._pushes}"
        header = f'    response["headers"]["{RELEASE_HEADER}"] = "{release}"\n'
        self.checkout.edit(message, *edits, (HANDLER, HEADERS, HEADERS + header))
        return release

    def push(self, message: str, *edits: Edit) -> Outcome:
        """Commits and pushes, and returns the execution that this started."""
        release = self.commit(message, *edits)
        return Outcome(execution=self.delivery.push(), release=release)

    def release(self) -> None:
        """Brings a first release to prod: the execution that the pipeline's creation started."""
        execution = self.delivery.newest_execution()
        self.delivery.approve(execution)
        self.delivery.wait_for_success(execution)

    # -- executions ----------------------------------------------------------------------------------------------------

    def at_approval(self, message: str) -> Outcome:
        """An execution that waits for a person: the one left there, or that of a new commit."""
        if self.moving is None or self.closed:
            self.settle()
            pushed = self.push(message)
            execution = self.delivery.wait_for_approval(pushed.execution)
            self.moving = Outcome(execution=execution, release=pushed.release)
        return self.moving

    def at(self, action: str, message: str, *, close: str) -> Outcome:
        """An execution in the moment in which an action is in progress: the one held before its stage, or that of a new
        commit. The way into the stage `close` is closed first, so that the execution goes no further than that."""
        stage = action.partition("/")[0]
        if self.moving is None or self.closed != stage:
            self.settle()
            self.close(close)
            self.moving = self.push(message)
        else:
            self.close(close)
            self.open(stage)
        self.until(lambda: self.status_of(action) == "InProgress", f"{action} to be in progress")
        return self.moving

    def status_of(self, action: str) -> str:
        """The status of an action in the moving execution; empty before it began."""
        assert self.moving is not None
        found = self.delivery.actions(self.moving.execution).get(action)
        return str(found["status"]) if found else ""

    def close(self, stage: str) -> None:
        """Closes the way into a stage, until `at` or `settle` opens it."""
        self.codepipeline.disable_stage_transition(
            pipelineName=PIPELINE, stageName=stage, transitionType="Inbound", reason="a fault is looked at"
        )
        self.closed = stage

    def open(self, stage: str) -> None:
        """Opens the way into a stage."""
        self.codepipeline.enable_stage_transition(pipelineName=PIPELINE, stageName=stage, transitionType="Inbound")

    def settle(self) -> None:
        """Ends what earlier faults left: opens every way, and rejects what waits for a person."""
        for stage in self.codepipeline.get_pipeline(name=PIPELINE)["pipeline"]["stages"][1:]:
            self.open(stage["name"])
        self.moving, self.closed = None, ""
        self.until(self._nothing_moves, "every execution to end")

    def _nothing_moves(self) -> bool:
        unfinished = [found for found in self.delivery.executions() if found["status"] not in ENDED]
        if unfinished and (token := self.token()):
            self.answer(token, "Rejected")
        elif unfinished and unfinished[0]["status"] == "InProgress":
            self.stop(unfinished[0]["pipelineExecutionId"])
        return not unfinished

    def stop(self, execution: str) -> None:
        """Stops an execution once its actions in progress have ended."""
        with suppress(self.codepipeline.exceptions.PipelineExecutionNotStoppableException):
            self.codepipeline.stop_pipeline_execution(
                pipelineName=PIPELINE, pipelineExecutionId=execution, abandon=False, reason="a fault is looked at"
            )

    def put_back(self, execution: str) -> None:
        """Waits until prod has gone back by itself from what an execution brought."""
        found = self.until(self._rollback, f"a rollback of {execution}")
        detail = found["trigger"]
        assert (detail["triggerType"], detail["triggerDetail"]) == ("AutomatedRollback", execution)
        self.delivery.wait_for_success(found["pipelineExecutionId"])

    def _rollback(self) -> Any:
        """The newest execution where it is a rollback; None where it is not."""
        newest = self.delivery.executions()[0]
        return newest if newest.get("executionType") == "ROLLBACK" else None

    # -- approvals -----------------------------------------------------------------------------------------------------

    def token(self) -> str:
        """The token of the approval that waits; empty where none does."""
        for stage in self.codepipeline.get_pipeline_state(name=PIPELINE)["stageStates"]:
            if stage["stageName"] == APPROVAL_STAGE:
                (approval,) = (action for action in stage["actionStates"] if action["actionName"] == "Approve")
                latest = approval.get("latestExecution", {})
                return str(latest.get("token", "")) if latest.get("status") == "InProgress" else ""
        return ""

    def answer(self, token: str, status: str) -> None:
        """Answers an approval with a token, as a client would that got it some time ago."""
        self.codepipeline.put_approval_result(
            pipelineName=PIPELINE,
            stageName=APPROVAL_STAGE,
            actionName="Approve",
            token=token,
            result={"summary": "seen in dev", "status": status},
        )
        self.answered = token

    # -- the server ----------------------------------------------------------------------------------------------------

    def ensure_up(self) -> None:
        """Starts the server again where a fault before this one failed and left it down."""
        try:
            self.delivery.server_pid()
        except OSError:
            self.delivery.up()

    def kill(self) -> None:
        """Ends the server as a crash does, in the midst of whatever it does."""
        pid = self.delivery.server_pid()
        os.kill(pid, signal.SIGKILL)
        self.until(lambda: not runs(pid), f"process {pid} to end")

    # -- waiting -------------------------------------------------------------------------------------------------------

    @staticmethod
    def until(ready: Callable[[], Found], what: str, *, limit: float = LIMIT_SECONDS) -> Found:
        """Looks, closely enough to catch an action of a tenth of a second, until something is so.

        Raises:
            AssertionError: it did not become so in time; it hangs.
        """
        deadline = time.monotonic() + limit
        while not (found := ready()):
            assert time.monotonic() < deadline, f"waited {limit:.0f} s for {what}"
            time.sleep(_LOOK_SECONDS)
        return found


def runs(pid: int) -> bool:
    """Whether a process is there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
