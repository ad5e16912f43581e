"""The first process of a build: it runs the build's shell and ends with everything that the build has started.

Run as a script by the base interpreter (`python -I -S supervisor.py REPLY_FD SHELL STATE_DIR DIRECTORY`), it uses
nothing but the standard library. Each line on its standard input is the path of a file of shell commands; for each it
writes one JSON line to REPLY_FD, `{"exit": status}`. All files are run by one shell, so exports, shell variables and
the working directory go from one to the next, as with build spec version 0.2. A command that leaves the shell (`exit
3`) gets its status reported; the next one starts in a new shell with the same exports and directory.

When standard input ends, because the build is over, is stopped, or because the server was killed, every descendant is
killed, also those that have left the process group or become daemons: they are re-parented to this process.

A build stands back for the server and the functions that it runs: on AWS they have other machines, and what a build
computes is no reason for a deployed function to answer late. Not by more than needed, because other programs of the
machine go first too.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

_SHELL_DRIVER = r"""
__codebuild_state=$1
if [ -f "$__codebuild_state/exports" ]; then
  . "$__codebuild_state/exports"
  cd "$(cat "$__codebuild_state/directory")" 2>/dev/null || :
fi
__codebuild_save() { (umask 077; export -p >| "$__codebuild_state/exports"; pwd >| "$__codebuild_state/directory") }
trap '__codebuild_status=$?; __codebuild_save; exit $__codebuild_status' EXIT
while IFS= read -r __codebuild_commands <&8; do
  . "$__codebuild_commands" 8<&- 9>&-
  __codebuild_status=$?
  __codebuild_save
  printf '%s\n' "$__codebuild_status" >&9
done
trap - EXIT
"""

_PR_SET_CHILD_SUBREAPER = 36
_END_SECONDS = 5.0
_NICENESS = 5
# Each build that starts beside this one may take a tenth of a second of the kernel's first: enough for fifty of them.
_STAND_BACK_SECONDS, _BETWEEN_ATTEMPTS_SECONDS = 5.0, 0.05
_COMMAND_FD, _STATUS_FD = 8, 9


class Supervisor:
    """One build's shell and its descendants."""

    def __init__(self, *, reply_fd: int, shell: str, state_dir: Path, directory: str) -> None:
        self._reply_fd = _clear_of_the_shells(reply_fd)
        self._shell_program = shell
        self._state_dir = state_dir
        self._directory = directory
        self._shell: subprocess.Popen[bytes] | None = None
        self._commands = -1
        self._statuses = -1
        self._listening = False
        self._driver = state_dir / "driver.sh"
        self._driver.write_text(_SHELL_DRIVER)

    def run(self) -> None:
        """Serve requests until standard input ends."""
        wake_up, wake_up_writer = _pipe()
        os.set_blocking(wake_up_writer, False)
        signal.set_wakeup_fd(wake_up_writer)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        requests = b""
        while True:
            ready, _, _ = select.select([0, wake_up, *([self._statuses] if self._listening else [])], [], [])
            if wake_up in ready:
                os.read(wake_up, 4096)
            if self._listening and self._statuses in ready:
                status = os.read(self._statuses, 64)
                if status:
                    self._reply(int(status.split()[-1]))
                else:  # the shell has ended, or became another program (`exec`), whose end is its command's
                    self._listening = False
            self._reap()
            if 0 in ready:
                received = os.read(0, 65536)
                if not received:
                    return
                requests += received
                while b"\n" in requests:
                    line, _, requests = requests.partition(b"\n")
                    self._run_commands(line)

    def _run_commands(self, path: bytes) -> None:
        if self._shell is None:
            self._start_shell()
        os.write(self._commands, path + b"\n")

    def _start_shell(self) -> None:
        command_reader, self._commands = _pipe()
        self._statuses, status_writer = _pipe()
        # An empty environment for a new shell after the first: what was unset must not come back.
        restarted = (self._state_dir / "exports").exists()
        os.dup2(command_reader, _COMMAND_FD)
        os.dup2(status_writer, _STATUS_FD)
        self._shell = subprocess.Popen(
            [self._shell_program, str(self._driver), str(self._state_dir)],
            stdin=subprocess.DEVNULL,
            pass_fds=(_COMMAND_FD, _STATUS_FD),
            env={} if restarted else dict(os.environ),
            cwd=self._directory,
        )
        self._listening = True
        for descriptor in {command_reader, status_writer, _COMMAND_FD, _STATUS_FD}:
            os.close(descriptor)

    def _reap(self) -> None:
        """Collect ended children, orphans of the build among them; a shell that ended has ended its commands."""
        shell = self._shell
        while True:
            try:
                process_id, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if process_id == 0:
                return
            if shell is not None and process_id == shell.pid:
                code = os.waitstatus_to_exitcode(status)
                shell.returncode = code
                self._shell = None
                self._listening = False
                os.close(self._commands)
                os.close(self._statuses)
                self._reply(code if code >= 0 else 128 - code)

    def _reply(self, status: int) -> None:
        os.write(self._reply_fd, json.dumps({"exit": status}).encode() + b"\n")


def _pipe() -> tuple[int, int]:
    reader, writer = os.pipe()
    return _clear_of_the_shells(reader), _clear_of_the_shells(writer)


def _clear_of_the_shells(descriptor: int) -> int:
    """Move a descriptor out of the way of the two that the shell gets."""
    moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, _STATUS_FD + 1)
    os.close(descriptor)
    return moved


def stand_back() -> None:
    """Take a third of what the server and the functions get where the machine has too little for all.

    Where Linux schedules by sessions (man 7 sched, autogroup), niceness counts within a session alone and the session
    has its own. Unless it is root's, Linux takes one such change in a tenth of a second from the whole machine, so
    builds that start together wait for each other here.
    """
    os.nice(_NICENESS)
    deadline = time.monotonic() + _STAND_BACK_SECONDS
    while True:
        try:
            Path("/proc/self/autogroup").write_text(str(_NICENESS))
        except BlockingIOError:
            if time.monotonic() > deadline:
                return
            time.sleep(_BETWEEN_ATTEMPTS_SECONDS)
        except OSError:
            return
        else:
            return


def end_descendants() -> None:
    """Kill all descendants of this process, however deep, until there is none (or for five seconds)."""
    deadline = time.monotonic() + _END_SECONDS
    while time.monotonic() < deadline:
        for process_id in descendants(os.getpid()):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(process_id, signal.SIGKILL)
        try:
            # A killed process's own children come to this process, so each round finds the next generation.
            process_id, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if process_id == 0:
            select.select([], [], [], 0.005)


def descendants(root: int) -> list[int]:
    """The living descendants of a process, as /proc tells."""
    children: dict[int, list[int]] = {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                fields = Path(entry.path, "stat").read_text().rpartition(")")[2].split()
                if fields[0] != "Z":
                    children.setdefault(int(fields[1]), []).append(int(entry.name))
    found, waiting = [], [root]
    while waiting:
        waiting.extend(below := children.get(waiting.pop(), []))
        found.extend(below)
    return found


def main() -> None:
    """Supervise until standard input ends, then end everything."""
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    stand_back()
    reply_fd, shell, state_dir, directory = sys.argv[1:5]
    try:
        Supervisor(reply_fd=int(reply_fd), shell=shell, state_dir=Path(state_dir), directory=directory).run()
    finally:
        end_descendants()


if __name__ == "__main__":
    main()
