"""Starts and ends the local cloud's process: in a session of its own, so that it outlives the terminal, and recorded
from its first moment.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import socket
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from localcloud.aws.process_identity import process_identity
from localcloud.cli.cloud.clean_environment import server_environment
from localcloud.cli.cloud.port_holder import answering_cloud, port_taken
from localcloud.cli.cloud.project import Settings
from localcloud.cli.cloud.server_record import ServerRecord, remove_record, write_record
from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.terminal.child_process import end_process_group, last_lines
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode
from localcloud.cli.terminal.interruption import INTERRUPTION

START_SECONDS = 60.0
# The server promises to end within 10 s of SIGTERM, checkpoint included.
STOP_SECONDS = 15.0
_KILL_SECONDS = 5.0
_POLL_SECONDS = 0.05
_SERVER_EXIT_CANNOT_START = 3


def port_is_free(port: int) -> bool:
    """Whether a server could listen there now. Without SO_REUSEADDR a port that was just left would count as taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def is_healthy(record: ServerRecord) -> bool:
    """Whether the recorded process lives and it is the one that answers on its port."""
    if not record.is_alive() or not record.endpoint_url:
        return False
    cloud = answering_cloud(record.port)
    return cloud is not None and cloud.pid == record.pid


class ServerStart:
    """A server that is being started. `begin` records it; `wait` returns when it is ready.

    The two are apart because `begin` must not be interrupted and `wait` must be interruptible.
    """

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        self._workspace = workspace
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._record: ServerRecord | None = None

    def begin(self) -> None:
        """Starts the process and records it, so that it can be ended whatever happens next."""
        workspace = self._workspace
        workspace.logs.mkdir(parents=True, exist_ok=True)
        with INTERRUPTION.held(), (workspace.logs / "server-start.log").open("wb") as log:
            self._process = subprocess.Popen(
                self._command(),
                cwd=workspace.checkout,
                env=server_environment(workspace),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
            self._record = self._new_record(self._process.pid)
            write_record(workspace, self._record)

    def wait(self, *, stopped: threading.Event) -> ServerRecord:
        """Reads the ready line, within `START_SECONDS` and unless `stopped`.

        Raises:
            CommandError: it ended, said something else, or took too long; it is then no longer running.
        """
        assert self._process is not None  # noqa: S101 - begin() comes first
        assert self._record is not None  # noqa: S101
        line = self._first_line(self._process, stopped)
        try:
            ready = json.loads(line)
            endpoint_url = str(ready["endpoint_url"])
            port = int(endpoint_url.rpartition(":")[2].strip("/"))
        except (ValueError, KeyError, TypeError):
            raise self._not_ready(self._process, line) from None
        self._record = replace(self._record, endpoint_url=endpoint_url, port=port)
        write_record(self._workspace, self._record)
        return self._record

    def said(self) -> tuple[str, ...]:
        """What it has to say to a person although it started, such as what it repaired; mostly nothing."""
        return last_lines(self._workspace.logs / "server-start.log")

    def _command(self) -> list[str]:
        settings = self._settings
        accounts = ",".join(dict.fromkeys(settings.accounts.values()))
        # fmt: off
        return [
            *self._workspace.project.python, "-m", "localcloud", "serve",
            "--port", str(self._workspace.port),
            "--state", str(self._workspace.state),
            "--toolchain", str(self._workspace.toolchain),
            "--accounts", accounts,
            "--region", settings.region,
            *self._workspace.switches.arguments(),
        ]
        # fmt: on

    def _new_record(self, pid: int) -> ServerRecord:
        return ServerRecord(
            pid=pid,
            process_identity=process_identity(pid),
            port=self._workspace.port,
            endpoint_url="",
            settings=self._settings,
            started_at=datetime.now(UTC).isoformat(timespec="seconds"),
            checkout=str(self._workspace.checkout),
            stop_command=self._workspace.command("down"),
        )

    def _first_line(self, process: subprocess.Popen[bytes], stopped: threading.Event) -> str:
        assert process.stdout is not None  # noqa: S101 - opened as a pipe above
        deadline = time.monotonic() + START_SECONDS
        received = b""
        with process.stdout as stdout, selectors.DefaultSelector() as selector:
            selector.register(stdout, selectors.EVENT_READ)
            while b"\n" not in received and time.monotonic() < deadline and not stopped.is_set():
                if not selector.select(timeout=0.2):
                    continue
                chunk = os.read(stdout.fileno(), 4096)
                if not chunk:
                    break
                received += chunk
        return received.decode(errors="replace").partition("\n")[0]

    def _not_ready(self, process: subprocess.Popen[bytes], line: str) -> CommandError:
        if not line:  # its stdout ended: give it the moment it needs to exit, so that its exit code says why
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=2)
        status = process.poll()
        end_process_group(process, grace_seconds=STOP_SECONDS, urgent=INTERRUPTION.urgent)
        remove_record(self._workspace)
        details = last_lines(self._workspace.logs / "server-start.log") or last_lines(
            self._workspace.state / "server.log"
        )
        if status == _SERVER_EXIT_CANNOT_START and self._workspace.port and not port_is_free(self._workspace.port):
            return port_taken(self._workspace, details=details)
        what = f"ended with exit code {status}" if status is not None else f"was not ready after {START_SECONDS:.0f} s"
        return CommandError(
            f"the local cloud {what}",
            exit_code=ExitCode.STEP_FAILED,
            remedy=f"its log: {self._workspace.state / 'server.log'}",
            details=details + ((f"it printed: {line}",) if line else ()),
        )


def stop(workspace: Workspace, record: ServerRecord) -> bool:
    """Ends a recorded server: SIGTERM, a bounded wait for its checkpoint, then SIGKILL to its process group; forgets
    it.

    Returns:
        Whether it was running.
    """
    was_alive = record.is_alive()
    if was_alive:
        _signal(record.pid, signal.SIGTERM, group=False)
        _wait_for_end(record, seconds=STOP_SECONDS, urgent=INTERRUPTION.urgent)
        # Builds have groups of their own, which the server ends; what is left in its own group goes with it.
        _signal(record.pid, signal.SIGKILL, group=True)
        _wait_for_end(record, seconds=_KILL_SECONDS, urgent=threading.Event())
    remove_record(workspace)
    return was_alive


def _wait_for_end(record: ServerRecord, *, seconds: float, urgent: threading.Event) -> None:
    """It is not this process's child in general, so there is no event to wait for; where it is, its exit status is
    taken.
    """
    deadline = time.monotonic() + seconds
    while record.is_alive() and time.monotonic() < deadline and not urgent.wait(_POLL_SECONDS):
        pass
    with suppress(ChildProcessError):
        os.waitpid(record.pid, os.WNOHANG)


def _signal(pid: int, number: signal.Signals, *, group: bool) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if group:
            os.killpg(pid, number)
        else:
            os.kill(pid, number)
