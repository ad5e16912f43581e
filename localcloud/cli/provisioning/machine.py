"""What a local cloud takes of the machine: git, room on the disk and in memory, and a state folder that is whole.

`up` finds each of these out too, where it is missing, but later and in the words of whatever failed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from localcloud.aws.storage.damage import OtherVersionError
from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.provisioning.preflight import Preflight, Step
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode
from localcloud.server.inspection import inspect

_GIT = (2, 28)
"""The first whose `git init` takes the branch's name."""
_DISK_BYTES = 2 << 30
"""What the build tools and the builds of a few pushes leave."""
_MEMORY_BYTES = 1 << 30
"""The local cloud and two builds beside each other."""
_MEMINFO = Path("/proc/meminfo")
_SECONDS = 10


def steps() -> tuple[tuple[str, Step], ...]:
    """Each look at the machine, by subject."""
    return (("git", _git), ("disk", _disk), ("memory", _memory), ("state", _state))


def _git(_workspace: Workspace, _found: Preflight) -> str:
    wanted = ".".join(map(str, _GIT))
    try:
        said = subprocess.run(
            ["git", "--version"], capture_output=True, text=True, timeout=_SECONDS, check=True
        ).stdout.strip()
    except (OSError, subprocess.SubprocessError) as error:
        raise _not_ready(f"git does not run: {error}", f"install git {wanted} or later") from None
    version = re.search(r"(\d+)\.(\d+)", said)
    if version is None or (int(version[1]), int(version[2])) < _GIT:
        raise _not_ready(f"{said} is too old", f"install git {wanted} or later")
    return said


def _disk(workspace: Workspace, _found: Preflight) -> str:
    folder = next(each for each in (workspace.state, *workspace.state.parents) if each.exists())
    free = shutil.disk_usage(folder).free
    if not os.access(folder, os.W_OK):
        raise _not_ready(f"{folder} may not be written", "choose another folder with --state")
    if free < _DISK_BYTES:
        raise _not_ready(
            f"{_gigabytes(free)} are free below {folder}, {_gigabytes(_DISK_BYTES)} are needed",
            f"make room (`{workspace.command('down --purge')}` does), or choose another folder with --state",
        )
    return f"{_gigabytes(free)} are free below {folder}"


def _memory(_workspace: Workspace, _found: Preflight) -> str:
    cores = f"{os.cpu_count()} cores"
    try:
        found = re.search(r"^MemAvailable:\s+(\d+) kB$", _MEMINFO.read_text(encoding="ascii"), re.MULTILINE)
    except OSError:
        found = None
    if found is None:
        return f"{cores}; how much memory is free cannot be looked at here"
    free = int(found[1]) << 10
    if free < _MEMORY_BYTES:
        raise _not_ready(
            f"{_gigabytes(free)} of memory are free, {_gigabytes(_MEMORY_BYTES)} are needed", "end something"
        )
    return f"{cores}, {_gigabytes(free)} of memory are free"


def _state(workspace: Workspace, found: Preflight) -> str:
    if found.running is not None:
        return "the local cloud runs, and has looked at its state when it started"
    if not workspace.state.exists():
        return f"nothing is kept in {workspace.state} yet"
    try:
        damages = inspect(workspace.state)
    except OtherVersionError as error:
        raise _not_ready(str(error), f"`{workspace.command('down --purge')}` begins anew") from None
    if damages:
        more = f", and {len(damages) - 1} more" if len(damages) > 1 else ""
        raise _not_ready(f"{damages[0]}{more}", f"`{workspace.command('up --repair')}` says what can be mended")
    return f"what is kept in {workspace.state} is whole"


def _not_ready(message: str, remedy: str) -> CommandError:
    return CommandError(message, exit_code=ExitCode.NOT_READY, remedy=remedy)


def _gigabytes(count: int) -> str:
    return f"{count / (1 << 30):.1f} GiB"
