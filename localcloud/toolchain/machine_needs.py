"""What the machine itself must have: git, and room on the disk and in memory.

Python's own library is all that this and what it imports takes, so that a machine can be looked at before anything is
installed on it; that is when somebody wants to know.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

_GIT = (2, 28)
"""The first whose `git init` takes the branch's name."""
_DISK_BYTES = 2 << 30
"""What the build tools and the builds of a few pushes leave."""
_MEMORY_BYTES = 1 << 30
"""The local cloud and two builds beside each other."""
_MEMINFO = Path("/proc/meminfo")
_SECONDS = 10


@dataclass(frozen=True, kw_only=True)
class Need:
    """One thing that was looked at: what was found, and what to do where that does not do, else nothing."""

    subject: str
    text: str
    remedy: str = ""

    @property
    def ok(self) -> bool:
        return not self.remedy


def git() -> Need:
    """Whether git runs and is new enough."""
    wanted = ".".join(map(str, _GIT))
    remedy = f"install git {wanted} or later"
    try:
        said = subprocess.run(
            ["git", "--version"], capture_output=True, text=True, timeout=_SECONDS, check=True
        ).stdout.strip()
    except (OSError, subprocess.SubprocessError) as error:
        return Need(subject="git", text=f"git does not run: {error}", remedy=remedy)
    version = re.search(r"(\d+)\.(\d+)", said)
    if version is None or (int(version[1]), int(version[2])) < _GIT:
        return Need(subject="git", text=f"{said} is too old", remedy=remedy)
    return Need(subject="git", text=said)


def disk(place: Path, *, remedy: str) -> Need:
    """Whether there is room below a folder, or below where it would be made."""
    folder = next(each for each in (place, *place.parents) if each.exists())
    free = shutil.disk_usage(folder).free
    text = f"{_gigabytes(free)} are free below {folder}"
    if free < _DISK_BYTES:
        return Need(subject="disk", text=f"{text}, {_gigabytes(_DISK_BYTES)} are needed", remedy=remedy)
    return Need(subject="disk", text=text)


def memory() -> Need:
    """Whether memory is free; where that cannot be looked at nothing is refused."""
    cores = f"{os.cpu_count()} cores"
    try:
        found = re.search(r"^MemAvailable:\s+(\d+) kB$", _MEMINFO.read_text(encoding="ascii"), re.MULTILINE)
    except OSError:
        found = None
    if found is None:
        return Need(subject="memory", text=f"{cores}; how much memory is free cannot be looked at here")
    free = int(found[1]) << 10
    if free < _MEMORY_BYTES:
        text = f"{_gigabytes(free)} of memory are free, {_gigabytes(_MEMORY_BYTES)} are needed"
        return Need(subject="memory", text=text, remedy="end something")
    return Need(subject="memory", text=f"{cores}, {_gigabytes(free)} of memory are free")


def _gigabytes(count: int) -> str:
    return f"{count / (1 << 30):.1f} GiB"
