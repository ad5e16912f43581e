"""Files of the state folder are cut off, or may not be written, and a terminal closes."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.e2e.delivery import Delivery
from tests.faults import disk
from tests.faults.fault import Fault, Prod
from tests.faults.scene import APPROVAL, Outcome, Scene, runs

# Makes its standard input the terminal that it hangs up with, as a shell in a terminal's window is started.
_ON_A_TERMINAL = """
import fcntl, os, sys, termios
os.setsid()
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""


@contextmanager
def cut_off(path: Path) -> Iterator[None]:
    """The file ends in its middle, until somebody puts it back."""
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    try:
        yield
    finally:
        path.write_bytes(content)


def _record_cut_off(scene: Scene) -> Outcome:
    """The server runs, and nobody reads in its record which one it is; it can be stopped and started all the same."""
    waiting = scene.at_approval("The server's record is cut off")
    delivery, pid = scene.delivery, scene.delivery.server_pid()
    record = delivery.state / "server.json"
    record.write_bytes(record.read_bytes()[:40])
    asked = delivery.command("status")
    assert asked.returncode != 0
    delivery.stop()
    scene.until(lambda: not runs(pid), f"process {pid} to end", limit=20)
    delivery.up()
    return Outcome(execution=waiting.execution, release=waiting.release, output=asked.stderr)


def cut_off_at_rest(name: str, file: str) -> Fault:
    """A file of the state is cut off while no server runs; it is put back after a start was refused."""

    def inject(scene: Scene) -> Outcome:
        waiting = scene.at_approval(f"Cut off: {name}")
        delivery = scene.delivery
        delivery.stop()
        with cut_off(delivery.state / file):
            refused = delivery.command("up", timeout=240)
            assert refused.returncode != 0
        delivery.up()
        return Outcome(execution=waiting.execution, release=waiting.release, output=refused.stdout + refused.stderr)

    return Fault(
        name=f"{name} cut off",
        injected=f"the second half of {file} is lost while the server is down; it is put back after `delivery up`",
        action=APPROVAL,
        state="InProgress",
        execution="InProgress",
        prod=Prod.UNCHANGED,
        said=(file.rpartition("/")[2], "is damaged", "put the file back"),
        inject=inject,
        quick=True,
    )


def _read_only(scene: Scene) -> Outcome:
    """A person whose state folder may be read alone: looks, stops the server, and is refused a start in a line."""
    waiting = scene.at_approval("Read-only state")
    delivery, pid = scene.delivery, scene.delivery.server_pid()
    with disk.read_only_view(delivery) as command:
        looked = command("status")
        stopped = command("down")
    assert looked.returncode == 0, looked.stderr
    assert stopped.returncode == 0, stopped.stdout + stopped.stderr
    scene.until(lambda: not runs(pid), f"process {pid} to end", limit=20)
    with disk.read_only_view(delivery) as command:
        refused = command("up")
    assert refused.returncode != 0
    assert "Traceback" not in refused.stderr
    delivery.up()
    return Outcome(execution=waiting.execution, release=waiting.release, output=refused.stdout + refused.stderr)


def _terminal_closed(scene: Scene) -> Outcome:
    """`run` starts the cloud, and ends it as Ctrl-C does; the next start goes on with the execution."""
    delivery = scene.delivery
    scene.settle()
    scene.close("UpdatePipeline")
    before = delivery.newest_execution()
    delivery.stop()
    release = scene.commit("Terminal closed")
    window, terminal = pty.openpty()
    os.set_blocking(window, False)
    words = [sys.executable, "-m", "delivery", "run"]
    with subprocess.Popen(
        [sys.executable, "-c", _ON_A_TERMINAL, *words],
        cwd=delivery.checkout,
        env={**os.environ, "DELIVERY_STATE": str(delivery.state), "DELIVERY_PORT": "0"},
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
    ) as run:
        os.close(terminal)
        scene.until(lambda: _server_started(delivery, window), "the server to start")
        pid = delivery.server_pid()
        scene.until(lambda: _building(delivery, before, window), "the new commit's Build to be in progress")
        os.close(window)
        run.wait(60)
    scene.until(lambda: not runs(pid), f"process {pid} to end", limit=20)
    asked = delivery.command("status")
    delivery.up()
    scene.moving = Outcome(execution=delivery.newest_execution(), release=release, output=asked.stderr)
    return scene.moving


def _server_started(delivery: Delivery, window: int) -> bool:
    """Whether the server's record says where it answers."""
    _look_at(window)
    with suppress(OSError, ValueError):
        delivery.endpoint = json.loads((delivery.state / "server.json").read_text(encoding="utf-8"))["endpoint_url"]
        return bool(delivery.endpoint)
    return False


def _building(delivery: Delivery, before: str, window: int) -> bool:
    """Whether an execution after a given one has come to Build."""
    _look_at(window)
    newest = delivery.newest_execution()
    return newest != before and delivery.actions(newest).get("Build/Synth", {}).get("status") == "InProgress"


def _look_at(window: int) -> None:
    """Reads what stands on the terminal, or whoever writes there would have to wait."""
    with suppress(BlockingIOError):
        while os.read(window, 65536):
            pass


FAULTS = (
    Fault(
        name="terminal closed during run",
        injected="the terminal of `delivery run`, which started the server, is closed while Synth runs",
        action="Build/Synth",
        state="Succeeded",
        execution="InProgress",
        prod=Prod.UNCHANGED,
        said=("no local cloud is running",),
        inject=_terminal_closed,
    ),
    Fault(
        name="server's record cut off",
        injected="the second half of server.json is lost while the server runs; then `delivery down` and `up`",
        action=APPROVAL,
        state="InProgress",
        execution="InProgress",
        prod=Prod.UNCHANGED,
        said=("server.json is damaged",),
        inject=_record_cut_off,
        quick=True,
    ),
    cut_off_at_rest("the functions' saved state", "checkpoints/current/lambda.json"),
    cut_off_at_rest("the pipelines' database", "codepipeline/codepipeline.sqlite"),
    Fault(
        name="read-only state",
        injected="the state folder is mounted read-only for `delivery status`, `down` and `up`, while the server runs",
        action=APPROVAL,
        state="InProgress",
        execution="InProgress",
        prod=Prod.UNCHANGED,
        said=("Read-only file system",),
        inject=_read_only,
        quick=True,
        needs_own_disk=True,
    ),
)
