"""Starts tools that leave nothing behind: each is ended with all that it has started when it takes too long, and when
the one who started it ends, even by SIGKILL.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Final

_GUARD: Final = Path(__file__).with_name("guard.py")


class GuardedProcess:
    """A tool that leads a process group of its own, and lives no longer than this process.

    Raises:
        OSError: there is no such program, or it could not be started.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        cwd: Path,
        environment: Mapping[str, str],
        stdout: int | IO[bytes],
        stderr: int | IO[bytes],
    ) -> None:
        program = shutil.which(command[0], path=environment.get("PATH", os.defpath))
        if program is None:
            raise FileNotFoundError(f"there is no program {command[0]}")
        watched, self._held = os.pipe()
        try:
            self.popen: subprocess.Popen[bytes] = subprocess.Popen(
                [sys.executable, "-I", "-S", str(_GUARD), program, *command[1:]],
                cwd=cwd,
                env=dict(environment),
                stdin=watched,
                stdout=stdout,
                stderr=stderr,
                start_new_session=True,
            )
        except BaseException:
            os.close(self._held)
            raise
        finally:
            os.close(watched)

    def release(self) -> None:
        """End what is left of it; to be called once, at the end."""
        os.close(self._held)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.popen.pid, signal.SIGKILL)
        with self.popen:
            """Closes what its output was read from, and waits for its end."""


def run_guarded(
    command: Sequence[str], *, cwd: Path, environment: Mapping[str, str], timeout_seconds: float
) -> subprocess.CompletedProcess[str]:
    """Run a tool to its end, as `subprocess.run` does, and keep what it prints.

    Raises:
        OSError: it could not be started.
        subprocess.TimeoutExpired: it took too long, and was ended.
    """
    pipe = subprocess.PIPE
    process = GuardedProcess(command, cwd=cwd, environment=environment, stdout=pipe, stderr=pipe)
    try:
        stdout, stderr = process.popen.communicate(timeout=timeout_seconds)
    finally:
        process.release()
    return subprocess.CompletedProcess(
        list(command), process.popen.returncode, stdout.decode(errors="replace"), stderr.decode(errors="replace")
    )
