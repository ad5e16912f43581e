"""Runs one command that ends with whoever had it started, however that one ends.

Run as a script by an interpreter (`python -I -S guard.py COMMAND...`) that leads a process group, it uses nothing but
the standard library. Its standard input is a pipe that nobody writes to: when the other end is closed, also because
its holder was killed with SIGKILL and could end nothing itself, the whole group is.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

_HELD = 0
_READ_BYTES = 1024


def _end_with_the_holder() -> None:
    while os.read(_HELD, _READ_BYTES):
        pass
    os.killpg(0, signal.SIGKILL)


def _leave_to_the_command(_number: int, _frame: object) -> None:
    """A signal to the group reaches the command too, whose end is then passed on."""


def main() -> None:
    """Run the command, and end as it ends: with its exit code, or by its signal."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave_to_the_command)
    command = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)
    threading.Thread(target=_end_with_the_holder, daemon=True).start()
    status = command.wait()
    if status < 0:
        if -status != signal.SIGKILL:
            signal.signal(-status, signal.SIG_DFL)
        os.kill(os.getpid(), -status)
    sys.exit(status)


if __name__ == "__main__":
    main()
