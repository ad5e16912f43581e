"""Several pushes, and executions that somebody ends."""

from __future__ import annotations

from tests.e2e.delivery import PIPELINE
from tests.faults.fault import Fault, Prod
from tests.faults.processes import DEV_DEPLOY
from tests.faults.scene import APPROVAL, Outcome, Scene


def _newer_while_waiting(scene: Scene) -> Outcome:
    """The older one waits on; the newer one comes no further than to its stage."""
    waiting = scene.at_approval("Waits for a person")
    newer = scene.push("Newer than what waits")
    scene.until(
        lambda: scene.delivery.actions(newer.execution).get("Dev/Smoke", {}).get("status") == "Succeeded",
        "the newer one to be through Dev",
    )
    assert APPROVAL not in scene.delivery.actions(newer.execution)
    asked = scene.delivery.command("status", "--execution", waiting.execution)
    scene.codepipeline.stop_pipeline_execution(
        pipelineName=PIPELINE, pipelineExecutionId=newer.execution, abandon=True, reason="seen"
    )
    return Outcome(execution=waiting.execution, release=waiting.release, output=asked.stdout)


def _newer_while_deploying(scene: Scene) -> Outcome:
    """The older one deploys to its end and asks; the newer one waits before the stage."""
    scene.settle()
    scene.moving = deploying = scene.push("Deploys")
    scene.until(lambda: scene.status_of(DEV_DEPLOY) == "InProgress", "Dev to be deployed")
    newer = scene.push("Newer than what deploys")
    scene.delivery.wait_for_approval(deploying.execution)
    asked = scene.delivery.command("watch", "--execution", deploying.execution, "--timeout", "0.02")
    scene.codepipeline.stop_pipeline_execution(
        pipelineName=PIPELINE, pipelineExecutionId=newer.execution, abandon=True, reason="seen"
    )
    return Outcome(execution=deploying.execution, release=deploying.release, output=asked.stdout)


def pushed_at_once(count: int, words: str) -> Fault:
    """Commits pushed one right after the other. The first is in Build by then and goes on to ask; of those behind it
    the last one overtakes the others, as CodePipeline's SUPERSEDED mode has it between two stages, and asks next."""

    def inject(scene: Scene) -> Outcome:
        scene.settle()
        first, *between, last = [scene.push(f"Push {number + 1} of {count}") for number in range(count)]
        scene.delivery.approve(first.execution, status="Rejected")
        scene.moving = Outcome(execution=scene.delivery.wait_for_approval(last.execution), release=last.release)
        assert scene.delivery.wait_for_end(first.execution) == "Failed"
        assert {scene.delivery.status(one.execution) for one in between} <= {"Superseded"}
        return scene.moving

    return Fault(
        name=words,
        injected=f"{count} commits are pushed one right after the other; the first is rejected when it asks",
        action=APPROVAL,
        state="InProgress",
        execution="InProgress",
        prod=Prod.UNCHANGED,
        said=(f"Push {count} of {count}", "waits for a person"),
        inject=inject,
    )


def _stopped(scene: Scene) -> Outcome:
    moving = scene.at("Build/Synth", "Stopped by somebody", close="UpdatePipeline")
    scene.codepipeline.stop_pipeline_execution(
        pipelineName=PIPELINE, pipelineExecutionId=moving.execution, abandon=True, reason="not this one"
    )
    scene.moving = None
    return moving


FAULTS = (
    Fault(
        name="newer push while deploying",
        injected="another commit is pushed while Dev is being deployed",
        action=APPROVAL,
        state="InProgress",
        execution="InProgress",
        prod=Prod.UNCHANGED,
        said=("waits for a person",),
        inject=_newer_while_deploying,
    ),
    Fault(
        name="execution stopped",
        injected="somebody stops the execution while Synth runs, without waiting for it",
        action="Build/Synth",
        state="Abandoned",
        execution="Stopped",
        prod=Prod.UNCHANGED,
        said=("Stopped",),
        inject=_stopped,
        quick=True,
    ),
    pushed_at_once(2, "two pushes within a second"),
    pushed_at_once(5, "five pushes within seconds"),
    Fault(
        name="newer push while an approval waits",
        injected="another commit is pushed and comes through Dev while a person is asked about the one before",
        action=APPROVAL,
        state="InProgress",
        execution="InProgress",
        prod=Prod.UNCHANGED,
        said=("newer",),
        inject=_newer_while_waiting,
    ),
)
