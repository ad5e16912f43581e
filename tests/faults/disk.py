"""The state folder's file system is full, or may only be read."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.delivery import Delivery
from tests.faults.fault import Fault, Prod
from tests.faults.scene import Outcome, Scene

# What the builds of two pushes leave comes to 3 GB; no memory is taken before it is needed.
_SIZE = "8g"
# A synth writes all the time, so that it fails within this, unless it has ended before.
_WATCHED_MINUTES = "0.2"


def mount(path: Path) -> bool:
    """Puts a small file system of its own at a folder; False where this machine does not allow it."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE},mode=700", "faults", str(path)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def unmount(path: Path) -> None:
    """Takes it away again, whatever is still open in it."""
    subprocess.run(["umount", "--lazy", str(path)], check=True)


@contextmanager
def full(path: Path) -> Iterator[None]:
    """The file system has not one byte left."""
    found = os.statvfs(path)
    _remount(path, f"size={(found.f_blocks - found.f_bfree) * found.f_frsize}")
    try:
        yield
    finally:
        _remount(path, f"size={_SIZE}")


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


def _remount(path: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(path)], check=True, capture_output=True)


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
    with full(scene.delivery.state):
        watched = scene.delivery.command("watch", "--execution", moving.execution, "--timeout", _WATCHED_MINUTES)
    scene.moving = None
    return Outcome(execution=moving.execution, release=moving.release, output=watched.stdout)


FAULTS = (
    Fault(
        name="full disk in a build",
        injected="the state folder's file system is filled to the last byte while Synth runs",
        action="Build/Synth",
        state="Failed",
        execution="Failed",
        prod=Prod.UNCHANGED,
        said=("no space is left on the file system of",),
        inject=_full_in_a_build,
        quick=True,
        needs_own_disk=True,
    ),
)
