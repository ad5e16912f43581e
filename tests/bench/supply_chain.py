"""The supply chain checks as the steps beside Synth and before Dev run them, over one import of the CDK's library.

The import is what a synth begins with and does nothing else, so it says how fast the machine is. Without an advisory
database: how long one takes to answer is not ours. An assembly must be in `cdk.out` (`make synth`).
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from feature_stacks.naming import PRODUCT

ROUNDS = 3
PROJECT = Path(__file__).resolve().parents[2]
NOBODY = "http://127.0.0.1:1/v1/query"


def measure() -> None:
    """Prints the medians and their ratio to an import."""
    with tempfile.TemporaryDirectory(prefix=f"{PRODUCT}-supply-chain-") as reports:
        checks = ["-m", "compliance.supply_chain", "cdk.out", "--into", reports, "--advisories", NOBODY]
        scans = ["-m", "compliance.supply_chain.scans", "--into", reports]
        runs = (scans, checks, ["-c", "import aws_cdk"])
        taken = [[_seconds(*arguments) for arguments in runs] for _ in range(ROUNDS)]
    *measured, unit = (statistics.median(column) for column in zip(*taken, strict=True))
    for name, run in zip(("both scans of the source", "the other three checks"), measured, strict=True):
        print(f"{name:<26}{run:5.1f} s, {run / unit:.1f} times an import of aws_cdk ({unit:.1f} s)")


def _seconds(*arguments: str) -> float:
    started = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], cwd=PROJECT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"bench: {' '.join(arguments[:2])} failed:\n{done.stdout}{done.stderr}")
    return time.perf_counter() - started
