"""What processes computed, from /proc: seconds of processor time say more than seconds on a machine that others use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_TICKS: Final = os.sysconf("SC_CLK_TCK")
_PARENT: Final = 1
_OWN: Final = slice(11, 13)
"""Of /proc/PID/stat (proc_pid_stat(5)) what follows the name: utime and stime, then the same of children waited for."""
_WITH_ENDED_CHILDREN: Final = slice(11, 15)


def seconds_of_process(pid: int) -> float:
    """What one process computed itself."""
    return _seconds(_fields(pid), _OWN)


def seconds_of_tree(pid: int) -> float:
    """What a process computed with all that it has started, those that have ended included."""
    return sum(_seconds(_fields(each), _WITH_ENDED_CHILDREN) for each in (pid, *_descendants(pid)))


def children_of(pid: int) -> list[int]:
    """Processes that a process has started and that still run."""
    return [each for each, fields in _processes() if int(fields[_PARENT]) == pid]


def _descendants(pid: int) -> list[int]:
    parents = {each: int(fields[_PARENT]) for each, fields in _processes()}
    found, added = [pid], True
    while added:
        new = [each for each, parent in parents.items() if parent in found and each not in found]
        found, added = found + new, bool(new)
    return found[1:]


def _processes() -> Iterator[tuple[int, list[str]]]:
    for folder in Path("/proc").glob("[0-9]*"):
        if fields := _fields(int(folder.name)):
            yield int(folder.name), fields


def _fields(pid: int) -> list[str]:
    """What stands behind the name, which may have blanks; nothing of a process that has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []


def _seconds(fields: list[str], which: slice) -> float:
    return sum(map(int, fields[which])) / _TICKS
