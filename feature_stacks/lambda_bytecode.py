"""Bytecode for a function's package, so that a cold start does not compile what it imports.

Lambda's file system is read only, so without it every cold start compiled every module anew. Files are checked by
nothing when they are imported (PEP 552, unchecked hash): the zip never changes once it is built. Byte for byte the
same wherever they are compiled: in a fresh interpreter that has loaded nothing else, in one order, without hash
randomisation and without the path of the machine, for what a file holds depends on each of these.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

CACHE_TAG: Final = "cpython-311"
"""The runtime's; another Python would write files that the runtime does not read."""

_TASK_ROOT: Final = "/var/task"
_TIMEOUT_SECONDS: Final = 300
_COMPILE: Final = """
import json, py_compile, sys
unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
for source, compiled, shown in json.load(sys.stdin):
    py_compile.compile(source, cfile=compiled, dfile=shown, doraise=True, invalidation_mode=unchecked)
"""


class BytecodeError(Exception):
    """The package's modules cannot be compiled; the message says which and why."""


def compile_modules(modules: Mapping[str, Path], *, into: Path) -> dict[str, Path]:
    """Compile modules, given by their names in the package; the compiled files by theirs.

    Raises:
        BytecodeError: a module is no Python of the runtime's version, or this Python is another.
    """
    if sys.implementation.cache_tag != CACHE_TAG:
        raise BytecodeError(f"the package is compiled for {CACHE_TAG}, and this is {sys.implementation.cache_tag}")
    compiled: dict[str, Path] = {}
    jobs: list[tuple[str, str, str]] = []
    for name in sorted(modules):
        folder, _, module = name.rpartition("/")
        cached = "/".join(filter(None, (folder, "__pycache__", f"{module.removesuffix('.py')}.{CACHE_TAG}.pyc")))
        compiled[cached] = into / cached
        jobs.append((str(modules[name]), str(compiled[cached]), f"{_TASK_ROOT}/{name}"))
    done = subprocess.run(
        [sys.executable, "-S", "-s", "-c", _COMPILE],
        input=json.dumps(jobs),
        env={"PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=False,
        timeout=_TIMEOUT_SECONDS,
    )
    if done.returncode != 0:
        raise BytecodeError(" ".join(done.stderr.split())[-500:])
    return compiled
