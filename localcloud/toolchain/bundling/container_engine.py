"""Which program the CDK calls as `docker`: this machine's engine, or the stand-in that bundles without containers."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from localcloud.toolchain.build_image import write_launcher

_SECONDS: Final = 10
_STAND_IN: Final = Path(__file__).with_name("stand_in.py")


def bundling_variables(machine: Mapping[str, str], *, folder: Path) -> dict[str, str]:
    """What the CDK reads to find its `docker`.

    Args:
        machine: the environment of a person, whose engine it is.
        folder: where the stand-in's launcher is put, for a machine without one.
    """
    engine = container_engine(machine)
    if engine:
        host = machine.get("DOCKER_HOST")
        return {"CDK_DOCKER": engine, **({"DOCKER_HOST": host} if host else {})}
    launcher = folder / "docker-stand-in"
    if not launcher.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_launcher(launcher, f'exec "{sys.executable}" -I "{_STAND_IN}" "$@"')
    return {"CDK_DOCKER": str(launcher)}


def container_engine(machine: Mapping[str, str]) -> str:
    """The client of this machine's engine; empty where none answers."""
    return _working_engine(machine.get("PATH", os.defpath), machine.get("DOCKER_HOST", ""))


@functools.cache
def _working_engine(path: str, host: str) -> str:
    """The client whose engine answers; a client alone, without one, is of no use."""
    for name in ("docker", "podman"):
        program = shutil.which(name, path=path)
        if program is None:
            continue
        environment = {"PATH": path, "HOME": str(Path.home()), **({"DOCKER_HOST": host} if host else {})}
        try:
            done = subprocess.run(
                [program, "info"], env=environment, capture_output=True, timeout=_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0 and b"Cannot connect" not in done.stdout + done.stderr:
            return program
    return ""
