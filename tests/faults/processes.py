"""The server ends or stands still at the worst moment; what was in progress is done once, and the run goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

from feature_stacks.naming import PRODUCT
from tests.e2e.delivery import Delivery
from tests.faults.fault import Fault, Prod
from tests.faults.scene import APPROVAL, Outcome, Scene

DEV_DEPLOY = f"Dev/{PRODUCT}-cv-tailoring-dev.Deploy"
PROD_DEPLOY = f"Prod/{PRODUCT}-cv-tailoring-prod.Deploy"
FROZEN_SECONDS = 60.0


def killed_in(action: str, *, close: str, quick: bool = True) -> Fault:
    """The server is killed while an action is in progress, with a change to deploy."""

    def inject(scene: Scene) -> Outcome:
        moving = scene.at(action, f"Killed in {action}", close=close)
        return killed(scene, moving)

    return Fault(
        name=f"server killed in {action}",
        injected=f"SIGKILL while {action} is in progress; then `delivery up`",
        action=action,
        state="Succeeded",
        execution="InProgress",
        prod=Prod.UNCHANGED,
        said=("is no longer running", "again with all that was in it"),
        inject=inject,
        quick=quick,
    )


def killed(scene: Scene, moving: Outcome) -> Outcome:
    """Kills the server and starts it again; the output is what a person reads in between."""
    scene.kill()
    asked = scene.delivery.command("status")
    assert asked.returncode != 0
    scene.delivery.up()
    return Outcome(execution=moving.execution, release=moving.release, output=asked.stderr)


def _killed_in_source(scene: Scene) -> Outcome:
    """The push's own command may end badly, since who answers it is killed; the commit arrived."""
    delivery = scene.delivery
    scene.settle()
    scene.close("Build")
    before = {found["pipelineExecutionId"] for found in delivery.executions()}
    release = scene.commit("Killed in Source")
    pid = delivery.server_pid()
    with subprocess.Popen(
        [sys.executable, "-m", "delivery", "push"],
        cwd=delivery.checkout,
        env={**os.environ, "DELIVERY_STATE": str(delivery.state)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as push:

        def begun() -> str:
            found = {found["pipelineExecutionId"] for found in delivery.executions()} - before
            return next((one for one in found if _in_source(delivery, one)), "")

        execution = scene.until(begun, "Source to be in progress")
        os.kill(pid, signal.SIGKILL)
        push.wait(60)
    asked = delivery.command("status")
    delivery.up()
    scene.moving = Outcome(execution=execution, release=release, output=asked.stderr)
    return scene.moving


def _in_source(delivery: Delivery, execution: str) -> bool:
    return delivery.actions(execution).get("Source/Source", {}).get("status") == "InProgress"


def _killed_at_approval(scene: Scene) -> Outcome:
    waiting = scene.at_approval("Killed at the approval")
    token = scene.token()
    outcome = killed(scene, waiting)
    assert scene.token() == token, "what a person was sent answers no more"
    return outcome


def killed_in_prod(action: str) -> Fault:
    """The server is killed while an action of prod is in progress, after the approval."""

    def inject(scene: Scene) -> Outcome:
        waiting = scene.at_approval(f"Killed in {action}")
        scene.answer(scene.token(), "Approved")
        scene.until(lambda: scene.status_of(action) == "InProgress", f"{action} to be in progress")
        outcome = killed(scene, waiting)
        scene.moving = None
        return outcome

    return Fault(
        name=f"server killed in {action}",
        injected=f"SIGKILL while {action} is in progress; then `delivery up`",
        action=action,
        state="Succeeded",
        execution="Succeeded",
        prod=Prod.RELEASED,
        said=("is no longer running",),
        inject=inject,
    )


def _frozen(scene: Scene) -> Outcome:
    waiting = scene.at_approval("Frozen")
    pid = scene.delivery.server_pid()
    os.kill(pid, signal.SIGSTOP)
    try:
        began = time.monotonic()
        asked = scene.delivery.command("status", timeout=FROZEN_SECONDS * 3)
        time.sleep(max(0.0, began + FROZEN_SECONDS - time.monotonic()))
    finally:
        os.kill(pid, signal.SIGCONT)
    assert asked.returncode != 0
    return Outcome(execution=waiting.execution, release=waiting.release, output=asked.stdout + asked.stderr)


def _frozen_in_a_build(scene: Scene) -> Outcome:
    moving = scene.at("Build/Synth", "Frozen in a build", close="UpdatePipeline")
    pid = scene.delivery.server_pid()
    os.kill(pid, signal.SIGSTOP)
    time.sleep(FROZEN_SECONDS)
    os.kill(pid, signal.SIGCONT)
    return moving


FAULTS = (
    Fault(
        name="server killed in Source",
        injected="SIGKILL while Source reads a push; then `delivery up`",
        action="Source/Source",
        state="Succeeded",
        execution="InProgress",
        prod=Prod.UNCHANGED,
        said=("is no longer running",),
        inject=_killed_in_source,
        quick=True,
    ),
    killed_in("Build/Synth", close="UpdatePipeline"),
    killed_in("UpdatePipeline/SelfMutate", close="Assets"),
    killed_in("Assets/FileAssets", close="Dev"),
    killed_in(DEV_DEPLOY, close="ApproveProd"),
    killed_in("Dev/Smoke", close="ApproveProd", quick=False),
    Fault(
        name="server killed at the approval",
        injected="SIGKILL while a person is asked; then `delivery up`",
        action=APPROVAL,
        state="InProgress",
        execution="InProgress",
        prod=Prod.UNCHANGED,
        said=("is no longer running",),
        inject=_killed_at_approval,
        quick=True,
    ),
    killed_in_prod(PROD_DEPLOY),
    killed_in_prod("Prod/Smoke"),
    Fault(
        name="server frozen for a minute at the approval",
        injected="SIGSTOP, `delivery status`, SIGCONT after a minute",
        action=APPROVAL,
        state="InProgress",
        execution="InProgress",
        prod=Prod.UNCHANGED,
        said=("does not answer",),
        inject=_frozen,
    ),
    Fault(
        name="server frozen for a minute in a build",
        injected="SIGSTOP while Synth runs, SIGCONT after a minute",
        action="Build/Synth",
        state="Succeeded",
        execution="InProgress",
        prod=Prod.UNCHANGED,
        said=("Build/Synth: Succeeded",),
        inject=_frozen_in_a_build,
    ),
)
