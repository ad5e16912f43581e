"""The state folder's file system is full, or may only be read."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.e2e.delivery import DEV, Delivery
from tests.faults.fault import Fault, Prod
from tests.faults.scene import APPROVAL, Outcome, Scene
from tests.localcloud import small_disk

# A synth writes all the time, so that it fails within this, unless it has ended before.
_WATCHED_MINUTES = "0.2"


Command = Callable[..., "subprocess.CompletedProcess[str]"]


@contextmanager
def read_only_view(delivery: Delivery) -> Iterator[Command]:
    """Runs `delivery` commands for whom the state folder may be read and not written."""
    state = shlex.quote(str(delivery.state))
    view = f'mount --bind {state} {state} && mount -o remount,bind,ro {state} && exec "$@"'

    def command(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["unshare", "--mount", "sh", "-c", view, "sh", sys.executable, "-m", "delivery", *words],
            cwd=delivery.checkout,
            env={**os.environ, "DELIVERY_STATE": str(delivery.state), "DELIVERY_PORT": "0", "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            timeout=240,
        )

    yield command


def _in_its_commands(scene: Scene, execution: str) -> bool:
    result = scene.delivery.actions(execution)["Build/Synth"].get("output", {}).get("executionResult", {})
    if "externalExecutionId" not in result:
        return False
    codebuild = scene.delivery.client("codebuild")
    (build,) = codebuild.batch_get_builds(ids=[result["externalExecutionId"]])["builds"]
    return bool(build["currentPhase"] == "BUILD")


def _full_in_a_build(scene: Scene) -> Outcome:
    moving = scene.at("Build/Synth", "Full disk in a build", close="UpdatePipeline")
    scene.until(lambda: _in_its_commands(scene, moving.execution), "the build to run its commands")
    with small_disk.full(scene.delivery.state):
        watched = scene.delivery.command("watch", "--execution", moving.execution, "--timeout", _WATCHED_MINUTES)
    scene.moving = None
    return Outcome(execution=moving.execution, release=moving.release, output=watched.stdout)


def _full_in_a_checkpoint(scene: Scene) -> Outcome:
    """What could not be saved is saved once there is space, so that a kill after that loses nothing."""
    waiting = scene.at_approval("Full disk in a checkpoint")
    delivery = scene.delivery
    queues = delivery.client("sqs", DEV)
    with small_disk.full(delivery.state):
        saved = _checkpoint(delivery)
        queues.create_queue(QueueName="made-on-a-full-disk")
        asked = delivery.command("status")
        assert _checkpoint(delivery) == saved
    queues.create_queue(QueueName="made-with-space")
    scene.until(lambda: _checkpoint(delivery) != saved, "a checkpoint once there is space")
    scene.kill()
    delivery.up()
    queues = delivery.client("sqs", DEV)
    urls = queues.list_queues(QueueNamePrefix="made-")["QueueUrls"]
    assert sorted(url.rpartition("/")[2] for url in urls) == ["made-on-a-full-disk", "made-with-space"]
    for url in urls:
        queues.delete_queue(QueueUrl=url)
    return Outcome(execution=waiting.execution, release=waiting.release, output=asked.stdout + asked.stderr)


def _checkpoint(delivery: Delivery) -> str:
    return str((delivery.state / "checkpoints" / "current").readlink())


FAULTS = (
    Fault(
        name="full disk during a checkpoint",
        injected="the state folder's file system is filled to the last byte, and a queue is made; later a kill",
        action=APPROVAL,
        state="InProgress",
        execution="InProgress",
        prod=Prod.UNCHANGED,
        said=("no space is left on the file system of",),
        inject=_full_in_a_checkpoint,
        needs_own_disk=True,
    ),
    Fault(
        name="full disk in a build",
        injected="the state folder's file system is filled to the last byte while Synth runs",
        action="Build/Synth",
        state="Failed",
        execution="Failed",
        prod=Prod.UNCHANGED,
        # Of the local cloud, or of the program that met it where the failed build has freed some at once.
        said=("no space",),
        inject=_full_in_a_build,
        quick=True,
        needs_own_disk=True,
    ),
)
