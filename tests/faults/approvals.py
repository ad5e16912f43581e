"""What can go wrong while a person is asked."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from botocore.exceptions import ClientError

from localcloud.cli.terminal.exit_codes import ExitCode
from tests.e2e.edits import ADDED_STEP
from tests.faults.fault import Fault, Prod
from tests.faults.scene import APPROVAL, Outcome, Scene

_DAY = 24 * 60 * 60


def _rejected(scene: Scene) -> Outcome:
    waiting = scene.at_approval("Rejected")
    scene.answer(scene.token(), "Rejected")
    scene.moving = None
    return waiting


def _old_token(scene: Scene) -> Outcome:
    if not scene.answered:
        scene.at_approval("Rejected, then asked for again")
        scene.answer(scene.token(), "Rejected")
        scene.moving = None
    old = scene.answered
    waiting = scene.at_approval("Answered with an old token")
    return Outcome(execution=waiting.execution, release=waiting.release, output=refusal(scene, old, "Approved"))


def refusal(scene: Scene, token: str, status: str) -> str:
    """What an answer is refused with; empty where it is taken."""
    try:
        scene.answer(token, status)
    except ClientError as error:
        return str(error)
    return ""


def _twice_at_once(scene: Scene) -> Outcome:
    """One yes counts, the other is refused."""
    waiting = scene.at_approval("Answered twice at once")
    token, refused = scene.token(), dict[str, str]()
    both = threading.Barrier(2)

    def answer(person: str) -> None:
        both.wait()
        refused[person] = refusal(scene, token, "Approved")

    people = [threading.Thread(target=answer, args=(person,)) for person in ("first", "second")]
    for person in people:
        person.start()
    for person in people:
        person.join()
    scene.moving = None
    return Outcome(execution=waiting.execution, release=waiting.release, output=" ".join(refused.values()))


def _timed_out(scene: Scene) -> Outcome:
    """Seven days pass while the machine is off: the server finds them passed when it starts."""
    waiting = scene.at_approval("Nobody answers")
    run = scene.delivery.actions(waiting.execution)[APPROVAL]["actionExecutionId"]
    scene.delivery.stop()
    _move_back(scene.delivery.state, run, seconds=8 * _DAY)
    scene.delivery.up()
    scene.moving = None
    return waiting


def _move_back(state: Path, run: str, *, seconds: float) -> None:
    """Makes a run as old as it would be if the machine had been off for so long."""
    with closing(sqlite3.connect(state / "codepipeline" / "codepipeline.sqlite")) as database, database:
        (text,) = database.execute("SELECT document FROM action_runs WHERE id = ?", (run,)).fetchone()
        document = json.loads(text)
        moved = {name: document[name] - seconds for name in ("started", "updated", "deadline")}
        database.execute("UPDATE action_runs SET document = ? WHERE id = ?", (json.dumps({**document, **moved}), run))


def _changed_by_hand(scene: Scene) -> Outcome:
    """The commit starts over in what was deployed by hand, takes that back, and starts over once more."""
    waiting, token = _shown(scene, "Waits while somebody deploys the pipeline")
    scene.checkout.edit("A step that nobody pushes", *ADDED_STEP)
    scene.delivery.up("--redeploy")
    asking = scene.delivery.wait_for_approval(waiting.execution)
    scene.moving = Outcome(execution=asking, release=waiting.release)
    return Outcome(
        execution=waiting.execution, release=waiting.release, output=_read_too_late(scene, waiting.execution, token)
    )


def _changed_by_a_push(scene: Scene) -> Outcome:
    waiting, token = _shown(scene, "Waits while the pipeline changes itself")
    pushed = scene.push("Add a step to the pipeline", *ADDED_STEP)
    asking = scene.delivery.wait_for_approval(pushed.execution)
    scene.moving = Outcome(execution=asking, release=pushed.release)
    return Outcome(
        execution=waiting.execution, release=waiting.release, output=_read_too_late(scene, waiting.execution, token)
    )


def _shown(scene: Scene, message: str) -> tuple[Outcome, str]:
    """An execution that waits, which a person has just looked at, and the token that answers it."""
    waiting = scene.at_approval(message)
    scene.delivery.command("status", "--execution", waiting.execution)
    return waiting, scene.token()


def _read_too_late(scene: Scene, execution: str, token: str) -> str:
    """What is read by a person whose question was withdrawn: who answers it, who watches it, who gets messages.

    Another execution asks by now; no answer to the old question counts for that.
    """
    delivery = scene.delivery
    asking = scene.token()
    named = delivery.command("approve", "--execution", execution)
    as_shown = delivery.command("approve")
    assert (named.returncode, as_shown.returncode) == (ExitCode.USAGE, ExitCode.WAITING_FOR_APPROVAL)
    refused = refusal(scene, token, "Approved")
    assert scene.token() == asking, "an answer to the old question was taken for the new one"
    watched = delivery.command("watch", "--execution", execution, "--timeout", "0.02")
    sent = delivery.announced(f"execution {execution} as well")
    told = [one["text"] for one in sent if execution in one["text"]]
    return "\n".join((refused, named.stderr, as_shown.stderr, watched.stdout, *told))


def _withdrawn(name: str, injected: str, inject: Callable[[Scene], Outcome]) -> Fault:
    """A change of the pipeline ends what goes through it; the newest commit starts over and asks anew.

    Sources: docs.aws.amazon.com/codepipeline/latest/APIReference/API_PipelineExecution.html (Cancelled),
    docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-codepipeline-pipeline.html
    (RestartExecutionOnUpdate).
    """
    return Fault(
        name=name,
        injected=injected,
        action=APPROVAL,
        state="Abandoned",
        execution="Cancelled",
        prod=Prod.UNCHANGED,
        said=(
            "InvalidApprovalTokenException",
            "does not wait for an approval: it is Cancelled",
            "is not what was shown last, and nothing was answered",
            "the pipeline was changed, and restarted as execution",
            "WITHDRAWN: ApproveProd/Approve",
        ),
        inject=inject,
        edits=ADDED_STEP,
    )


FAULTS = (
    Fault(
        name="approval answered twice at once",
        injected="two people approve in the same moment",
        action=APPROVAL,
        state="Succeeded",
        execution="Succeeded",
        prod=Prod.RELEASED,
        said=("has already been answered",),
        inject=_twice_at_once,
        quick=True,
    ),
    Fault(
        name="approval answered with an old token",
        injected="the token of an approval that was answered approves the one that waits now",
        action=APPROVAL,
        state="InProgress",
        execution="InProgress",
        prod=Prod.UNCHANGED,
        said=("InvalidApprovalTokenException",),
        inject=_old_token,
        quick=True,
    ),
    Fault(
        name="approval rejected",
        injected="a person says no",
        action=APPROVAL,
        state="Failed",
        execution="Failed",
        prod=Prod.UNCHANGED,
        said=("rejected by", "seen in dev"),
        inject=_rejected,
        quick=True,
    ),
    Fault(
        name="approval timed out",
        injected="the machine is off for eight days while a person is asked",
        action=APPROVAL,
        state="Failed",
        execution="Failed",
        prod=Prod.UNCHANGED,
        said=("Nobody approved or rejected it within 10080 minutes",),
        inject=_timed_out,
    ),
)

# The last ones of the catalogue: the pipeline stays changed, and what was released before is no target of a rollback.
FAULTS_OF_A_CHANGED_PIPELINE = (
    _withdrawn(
        "pipeline deployed by hand while an approval waits",
        "while a person is asked, somebody deploys the pipeline with one step more, by `delivery up --redeploy`",
        _changed_by_hand,
    ),
    _withdrawn(
        "pipeline changed by a push while an approval waits",
        "while a person is asked, a commit is pushed that adds a step to the pipeline",
        _changed_by_a_push,
    ),
)
