"""The assembly under test: the one that `CDK_ASSEMBLY` names, as in the pipeline, or else one synth a test run,
shared by all workers of pytest-xdist.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SYNTH_TIMEOUT_SECONDS = 300
"""A synth takes 10 to 25 s; on a machine full of other tests, several times that."""


@pytest.fixture(scope="session")
def assembly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of the assembly, complete, judged, and without open findings."""
    given = os.environ.get("CDK_ASSEMBLY")
    if given:
        directory = (Path.cwd() / given).resolve()
        if not (directory / "manifest.json").is_file():
            pytest.fail(f"CDK_ASSEMBLY={given} is not a cloud assembly; run `make synth`, or unset it", pytrace=False)
        return directory
    base = tmp_path_factory.getbasetemp()
    # Each worker's base lies in the run's, and that one is common to all.
    run = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    directory = run / "assembly"
    with _one_at_a_time(run / "assembly.lock"):
        if not directory.exists():
            unfinished = run / "assembly.unfinished"
            _synthesize(unfinished)
            unfinished.rename(directory)
    return directory


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    """The kernel drops the lock with the process that holds it, however that ends."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _synthesize(directory: Path) -> None:
    binaries = Path(sys.executable).parent
    cdk = REPOSITORY / "node_modules/.bin/cdk"
    _run(binaries, str(cdk), "synth", "--quiet", "--no-lookups", "--output", str(directory))
    _run(binaries, sys.executable, "-m", "compliance.matrix", str(directory))


def _run(binaries: Path, *command: str) -> None:
    result = subprocess.run(
        command,
        cwd=REPOSITORY,
        env={
            **os.environ,
            "PATH": f"{binaries}:{os.environ['PATH']}",
            "CDK_DISABLE_CLI_TELEMETRY": "true",
            "CDK_DISABLE_VERSION_CHECK": "1",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=SYNTH_TIMEOUT_SECONDS,
    )
    if result.returncode != 0:
        pytest.fail(f"{command[0]} failed:\n{result.stdout}\n{result.stderr}", pytrace=False)
