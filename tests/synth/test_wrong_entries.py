"""An entry of the environments that cannot be read ends synth, and the command line, with one line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.checkout import Checkout

ENVIRONMENTS = "stages/environments.py"
NETWORK = "        network=NetworkLayout(availability_zones=2, nat_gateways=2),\n"
NAME = '        name="prod",\n'
COMMANDS = {
    "synth": ("pipeline_app.py",),
    "delivery": ("-m", "delivery", "status"),
}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    return Checkout.of_this_project(tmp_path_factory.mktemp("wrong") / "careervp")


def run(checkout: Checkout, command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *COMMANDS[command]],
        cwd=checkout.path,
        env={
            **os.environ,
            # The pinned Node first: jsii warns on an older one.
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "CDK_OUTDIR": str(checkout.path / "cdk.out"),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        (NETWORK, "", "Environment(", "prod: Environment missing 1 required keyword-only argument: 'network'"),
        (
            NETWORK,
            f"{NETWORK}        colour=1,\n",
            "Environment(",
            "prod: Environment got an unexpected keyword argument 'colour'",
        ),
        (
            NETWORK,
            NETWORK.replace(", nat_gateways=2", ""),
            "NetworkLayout(",
            "prod: NetworkLayout missing 1 required keyword-only argument: 'nat_gateways'",
        ),
        (NETWORK, NETWORK.replace("NetworkLayout", "Network"), "Network(", "prod: name 'Network' is not defined"),
        (
            NAME,
            "",
            "Environment(",
            "an entry without a name: Environment missing 1 required keyword-only argument: 'name'",
        ),
    ],
)
def test_an_entry_that_cannot_be_read_is_one_line_that_names_it(
    checkout: Checkout, command: str, old: str, new: str, at: str, says: str
) -> None:
    checkout.edit("A wrong entry", (ENVIRONMENTS, old, new))
    text = (checkout.path / ENVIRONMENTS).read_text(encoding="utf-8")
    line = text[: text.rindex(at)].count("\n") + 1
    done = run(checkout, command)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [f"settings: {says} ({ENVIRONMENTS}:{line})"]
    assert not (checkout.path / "cdk.out").exists()


def test_an_error_of_another_file_keeps_its_traceback(checkout: Checkout) -> None:
    checkout.edit(
        "A mistake elsewhere",
        ("stages/environment.py", "FRAMEWORKS: Final[", "NOT_THERE = missing\nFRAMEWORKS: Final["),
    )
    done = run(checkout, "synth")
    assert done.returncode == 1
    assert "Traceback" in done.stderr
