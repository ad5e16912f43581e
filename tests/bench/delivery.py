"""Push to healthy prod over one synth of the app, where its time goes, and the local cloud's peak memory."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from feature_stacks.naming import PRODUCT
from tests.bench import history
from tests.e2e.checkout import Checkout
from tests.e2e.delivery import Delivery

ROUNDS = 3
AIM_RATIO = 2.2
AIM_MEMORY_MIB = 1024
_NOTICED_SECONDS = 0.1


def synth_seconds(checkout: Path) -> float:
    """One `cdk synth` of the whole app, from a tree without output of an earlier one."""
    environment = {
        **os.environ,
        "PATH": f"{checkout / '.venv/bin'}:{os.environ['PATH']}",
        "CDK_DISABLE_CLI_TELEMETRY": "true",
    }
    subprocess.run(["rm", "-rf", "cdk.out"], cwd=checkout, check=True)
    started = time.monotonic()
    subprocess.run(
        ["node_modules/.bin/cdk", "synth", "--quiet", "--no-lookups"],
        cwd=checkout,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.monotonic() - started


@dataclass(frozen=True, kw_only=True)
class Push:
    """A push that reached prod.

    Attributes:
        seconds: from `git push` to the end of the execution, the approval given as soon as it is asked for.
        bake_seconds: of those, how long the last stage's alarms were watched after its last action.
        actions: a line for each action.
    """

    seconds: float
    bake_seconds: float
    actions: tuple[str, ...]


def push_to_prod(delivery: Delivery, checkout: Checkout, number: int) -> Push:
    """Pushes a commit that changes no stack, and waits until it is in prod."""
    checkout.edit(f"Push {number}", ("README.md", "# CareerVP delivery\n", f"# CareerVP delivery, push {number}\n"))
    began, started = datetime.now().astimezone(), time.monotonic()
    execution = delivery.push()
    delivery.approve(execution)
    if delivery.wait_for_end(execution) != "Succeeded":
        raise SystemExit(delivery.command("watch", "--execution", execution).stdout)
    seconds = time.monotonic() - started
    actions = sorted(delivery.actions(execution).items(), key=lambda named: named[1]["startTime"])
    last = max(action["lastUpdateTime"] for _, action in actions)
    return Push(
        seconds=seconds,
        bake_seconds=max(0.0, seconds - (last - began).total_seconds()),
        actions=tuple(_action_line(delivery, name, action, began) for name, action in actions),
    )


def _action_line(delivery: Delivery, name: str, action: dict[str, Any], began: datetime) -> str:
    """When it began and ended after the push, and of a build the phases that took a tenth of a second or more."""
    start, end = (action[moment] - began for moment in ("startTime", "lastUpdateTime"))
    build = action.get("output", {}).get("executionResult", {}).get("externalExecutionId", "")
    phases = " ".join(_phases(delivery, build)) if action["input"]["actionTypeId"]["provider"] == "CodeBuild" else ""
    return f"  {start.total_seconds():6.1f} {end.total_seconds():6.1f}  {name:44} {phases}".rstrip()


def _phases(delivery: Delivery, build: str) -> Iterator[str]:
    (found,) = delivery.client("codebuild").batch_get_builds(ids=[build])["builds"]
    for phase in found["phases"]:
        if "endTime" in phase:
            seconds = (phase["endTime"] - phase["startTime"]).total_seconds()
            if seconds >= _NOTICED_SECONDS:
                yield f"{phase['phaseType']} {seconds:.1f}"


def peak_memory_mib(delivery: Delivery) -> float:
    """The server process's high-water mark; builds and Lambda workers are processes of their own."""
    pid = delivery.server_pid()
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise LookupError(f"no VmHWM for process {pid}")


def median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def measure() -> None:
    """Prints both, taken in turns, so that a machine whose speed drifts shows the same ratio."""
    with tempfile.TemporaryDirectory(prefix=f"{PRODUCT}-bench-") as folder:
        checkout = Checkout.of_this_project(Path(folder) / "careervp")
        delivery = Delivery(checkout=checkout.path, state=Path(folder) / "state")
        synths: list[float] = []
        pushes: list[Push] = []
        try:
            started = time.monotonic()
            delivery.up()
            up = time.monotonic() - started
            print(f"up (server, three accounts, pipeline deployed)   {up:6.1f} s", flush=True)
            first = delivery.newest_execution()
            delivery.approve(first)
            delivery.wait_for_success(first)
            for number in range(1, ROUNDS + 1):
                synths.append(synth_seconds(checkout.path))
                pushes.append(push_to_prod(delivery, checkout, number))
                print(
                    f"round {number}: synth {synths[-1]:6.1f} s, push to prod {pushes[-1].seconds:6.1f} s", flush=True
                )
            memory = peak_memory_mib(delivery)
        finally:
            delivery.down()
    synth, push = median(synths), sorted(pushes, key=lambda push: push.seconds)[ROUNDS // 2]
    ratio = (push.seconds - push.bake_seconds) / synth
    print(*push.actions, sep="\n")
    print(f"one synth of the app (median of {ROUNDS})             {synth:6.1f} s")
    print(f"push to healthy prod (median of {ROUNDS}, as above)   {push.seconds:6.1f} s")
    print(f"  of it the bake, a wait set as data            {push.bake_seconds:6.1f} s")
    print(f"ratio, the bake apart                          {ratio:6.2f}   (aim: {AIM_RATIO} or less)")
    print(f"local cloud, peak memory                       {memory:6.0f} MiB (aim: under {AIM_MEMORY_MIB})")
    figures = {
        "up_seconds": up,
        "synth_seconds": synth,
        "push_seconds": push.seconds,
        "bake_seconds": push.bake_seconds,
    }
    history.note("delivery", {**figures, "ratio": ratio, "peak_memory_mib": memory})
