"""Starts a build's supervisor, gives it commands, and makes sure that nothing of a build outlives it."""

from __future__ import annotations

import array
import contextlib
import fcntl
import json
import os
import secrets
import select
import shlex
import signal
import stat
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

from localcloud.aws.process_identity import process_identity

_SUPERVISOR = Path(__file__).with_name("supervisor.py")
_END_SECONDS = 6.0
_READ_BYTES = 1 << 16


class InterruptedBuildError(Exception):
    """The build was stopped, or ran out of time, while a command was running."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class ProcessIdentity:
    """A process group that can be recognized later, by the identity of its leader; None if that had ended already."""

    group: int
    leader: str | None


class Stop:
    """Tells a running build to end; a build has one, and waits for it together with its commands."""

    def __init__(self) -> None:
        self._reader, self._writer = os.pipe()
        self._lock = threading.Lock()
        self._open = True
        self.reason: str | None = None

    def request(self, reason: str) -> None:
        """End the build for `reason` (`STOPPED` or `TIMED_OUT`); the first reason counts."""
        with self._lock:
            if self.reason is None and self._open:
                self.reason = reason
                os.write(self._writer, b"x")

    def fileno(self) -> int:
        """Readable as soon as the build shall end."""
        return self._reader

    def check(self) -> None:
        """Raise InterruptedBuildError when the build shall end."""
        if self.reason is not None:
            raise InterruptedBuildError(self.reason)

    def close(self) -> None:
        with self._lock:
            if self._open:
                self._open = False
                os.close(self._reader)
                os.close(self._writer)


class BuildProcess:
    """A build's shell, behind its supervisor. Used by one thread; output is read by another."""

    def __init__(
        self,
        *,
        shell: str,
        directory: Path,
        state_dir: Path,
        environment: Mapping[str, str],
        write_output: Callable[[bytes], None],
        stop: Stop,
    ) -> None:
        """Start the supervisor.

        Args:
            shell: the path of sh or bash.
            directory: where the first command runs.
            state_dir: a directory for command files and the shell's state, of this build alone.
            environment: the whole environment of the build.
            write_output: called in another thread with what the commands write (both streams, in order).
            stop: ends a running command when it is requested.
        """
        state_dir.mkdir(parents=True, exist_ok=True, mode=stat.S_IRWXU)
        self._state_dir = state_dir
        self._stop = stop
        self._count = 0
        self._replies, reply_writer = os.pipe()
        # -I -S: neither the developer's PYTHONPATH nor anything installed is seen by the supervisor.
        command = [str(_interpreter()), "-I", "-S", str(_SUPERVISOR), str(reply_writer), shell, str(state_dir)]
        try:
            self._process = subprocess.Popen(
                [*command, str(directory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env=dict(environment),
                cwd=state_dir,
                pass_fds=(reply_writer,),
                start_new_session=True,
                bufsize=0,
            )
        finally:
            os.close(reply_writer)
        assert self._process.stdout is not None  # noqa: S101 - asked for above
        self._output = self._process.stdout.fileno()
        self._output_lock = threading.Lock()
        self._output_ended = False
        self._reader = threading.Thread(
            target=self._read_output, args=(write_output,), name="codebuild-output", daemon=True
        )
        self._reader.start()

    @property
    def identity(self) -> ProcessIdentity:
        return ProcessIdentity(group=self._process.pid, leader=process_identity(self._process.pid))

    def run(self, commands: str) -> int:
        """Run shell commands and return their exit status.

        Raises:
            InterruptedBuildError: the build shall end; its processes are ended by `end`.
        """
        self._stop.check()
        self._count += 1
        file = self._state_dir / f"command-{self._count}.sh"
        file.write_text(commands + "\n")
        assert self._process.stdin is not None  # noqa: S101 - asked for above
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(f"{file}\n".encode())
        _await_readable(self._replies, self._stop.fileno())
        self._stop.check()
        reply = os.read(self._replies, 4096)
        self._await_output()
        if not reply:  # the build killed its own supervisor; everything of it is ended in `end`
            return 128 + signal.SIGKILL
        return int(json.loads(reply.splitlines()[-1])["exit"])

    def environment(self) -> dict[str, str]:
        """What the shell exports now.

        Raises:
            InterruptedBuildError: the build shall end.
        """
        file = self._state_dir / "environment"
        if self.run(f"(umask 077; env -0 >| {shlex.quote(str(file))})") != 0:
            return {}
        pairs = (line.partition("=") for line in file.read_text(errors="replace").split("\0") if line)
        return {name: value for name, _, value in pairs}

    def expand(self, text: str) -> str:
        """What the shell makes of a text: its variables, and the output of its commands.

        Raises:
            InterruptedBuildError: the build shall end.
        """
        if not {"$", "`"} & set(text):
            return text
        file = self._state_dir / "expanded"
        end = f"END-{secrets.token_hex(8)}"
        if self.run(f"(umask 077; cat >| {shlex.quote(str(file))}) <<{end}\n{text}\n{end}") != 0:
            return text
        return file.read_text(errors="replace").removesuffix("\n")

    def end(self) -> None:
        """End every process of the build; returns when its output has been read. Bounded; may be called again."""
        if self._replies < 0:
            return
        identity = self.identity
        assert self._process.stdin is not None  # noqa: S101 - asked for above
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            end_group(identity)
            self._process.wait(_END_SECONDS)
        end_group(identity)
        self._reader.join(_END_SECONDS)
        if self._output_ended and self._process.stdout is not None:
            self._process.stdout.close()
        os.close(self._replies)
        self._replies = -1

    def _await_output(self) -> None:
        """Wait until what a command wrote before it ended has been passed on, so that the log keeps its order."""
        deadline = time.monotonic() + _END_SECONDS
        while time.monotonic() < deadline:
            with self._output_lock:
                if self._output_ended or not _unread(self._output):
                    return
            time.sleep(0.001)

    def _read_output(self, write_output: Callable[[bytes], None]) -> None:
        while not self._output_ended:
            _await_readable(self._output)
            with self._output_lock:
                data = os.read(self._output, _READ_BYTES)
                if data:
                    write_output(data)
                else:
                    self._output_ended = True


def _await_readable(*descriptors: int) -> None:
    """Wait until one can be read or has ended. Not `select`: it knows no descriptor over 1,023, and the server has one
    for each connection that a client keeps.
    """
    waiting = select.poll()
    for descriptor in descriptors:
        waiting.register(descriptor, select.POLLIN)
    waiting.poll()


def _unread(descriptor: int) -> int:
    """How many bytes wait in a pipe."""
    count = array.array("i", [0])
    fcntl.ioctl(descriptor, termios.FIONREAD, count)
    return count[0]


def _interpreter() -> Path:
    base = Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    return base if base.exists() else Path(sys.executable)


def end_group(identity: ProcessIdentity) -> None:
    """Kill a process group, if it is still the recorded one or has lost its leader."""
    leader = process_identity(identity.group)
    if leader is not None and leader != identity.leader:
        return  # the id now belongs to someone else
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(identity.group, signal.SIGKILL)


def end_processes_with(variable: str, value: str) -> int:
    """Kill every process whose environment has `variable=value`, wherever it went; returns how many.

    The second line of defence at a server's start: it also finds a process that left the group of a killed supervisor.
    """
    ended = 0
    deadline = time.monotonic() + _END_SECONDS
    while time.monotonic() < deadline:
        found = [
            process
            for process in psutil.process_iter(["environ"])
            if process.pid != os.getpid() and (process.info["environ"] or {}).get(variable) == value
        ]
        for process in found:
            with contextlib.suppress(psutil.Error):
                process.kill()
                ended += 1
        if not found:
            return ended
    return ended
