"""Push to healthy prod over one synth of the app, and the local cloud's peak memory."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from pathlib import Path

from tests.e2e.checkout import Checkout
from tests.e2e.delivery import Delivery

ROUNDS = 3
AIM_RATIO = 2.5
AIM_MEMORY_MIB = 1024


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


def push_to_prod_seconds(delivery: Delivery, checkout: Checkout, number: int) -> float:
    """From `git push` to the end of prod's smoke tests, the approval given as soon as it is asked for."""
    checkout.edit(f"Push {number}", ("README.md", "# CareerVP delivery\n", f"# CareerVP delivery, push {number}\n"))
    started = time.monotonic()
    execution = delivery.push()
    delivery.approve(execution)
    if delivery.wait_for_end(execution) != "Succeeded":
        raise SystemExit(delivery.command("watch", "--execution", execution).stdout)
    return time.monotonic() - started


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
    with tempfile.TemporaryDirectory(prefix="careervp-bench-") as folder:
        checkout = Checkout.of_this_project(Path(folder) / "careervp")
        delivery = Delivery(checkout=checkout.path, state=Path(folder) / "state")
        synths, pushes = [], []
        try:
            started = time.monotonic()
            delivery.up()
            print(f"up (server, three accounts, pipeline deployed)   {time.monotonic() - started:6.1f} s", flush=True)
            first = delivery.newest_execution()
            delivery.approve(first)
            delivery.wait_for_success(first)
            for number in range(1, ROUNDS + 1):
                synths.append(synth_seconds(checkout.path))
                pushes.append(push_to_prod_seconds(delivery, checkout, number))
                print(f"round {number}: synth {synths[-1]:6.1f} s, push to prod {pushes[-1]:6.1f} s", flush=True)
            memory = peak_memory_mib(delivery)
        finally:
            delivery.down()
    print(f"one synth of the app (median of {ROUNDS})             {median(synths):6.1f} s")
    print(f"push to healthy prod (median of {ROUNDS})             {median(pushes):6.1f} s")
    ratio = median(pushes) / median(synths)
    print(f"ratio                                          {ratio:6.2f}   (aim: {AIM_RATIO} or less)")
    print(f"local cloud, peak memory                       {memory:6.0f} MiB (aim: under {AIM_MEMORY_MIB})")
