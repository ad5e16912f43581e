"""What can go wrong while a person is asked."""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from botocore.exceptions import ClientError

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
