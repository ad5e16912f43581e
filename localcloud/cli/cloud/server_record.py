"""Which local cloud belongs to a state folder: one small file, replaced as a whole, that a stale or reused process id
cannot fool.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from localcloud.aws.process_identity import command_line, process_identity
from localcloud.aws.storage.atomic_file import write_atomically
from localcloud.cli.cloud.project import Settings
from localcloud.cli.cloud.workspace import RECORD_FILE, Workspace
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode

# What the server's command line must hold, so that a process id that was given to another program is never signalled.
_SERVER_COMMAND = "-m localcloud serve"


@dataclass(frozen=True, kw_only=True)
class ServerRecord:
    """A started server and the settings it was started with.

    Attributes:
        pid, process_identity: together they identify the process; None when it had ended before it was recorded.
        port, endpoint_url: where it listens; 0 and empty until it said so.
        settings: of the commit that `up` was called on.
        started_at: UTC, ISO 8601.
        checkout, stop_command: whose local cloud it is, and what a person types there to stop it; empty in the records
            of older versions.
    """

    pid: int
    process_identity: str | None
    port: int
    endpoint_url: str
    settings: Settings
    started_at: str
    checkout: str = ""
    stop_command: str = ""

    def is_alive(self) -> bool:
        """Whether that very process still runs and is a local cloud."""
        if self.process_identity is None or process_identity(self.pid) != self.process_identity:
            return False
        command = command_line(self.pid)
        return not command or _SERVER_COMMAND in command  # none: it is about to become its program, or to end


def read_record(workspace: Workspace) -> ServerRecord | None:
    """The recorded server, dead or alive; None when there is none or the file is not readable as one."""
    return record_in(workspace.state)


def record_in(state: Path) -> ServerRecord | None:
    """The recorded server of any state folder, as `read_record` of its own."""
    try:
        content = json.loads((state / RECORD_FILE).read_text(encoding="utf-8"))
        return ServerRecord(**{**content, "settings": Settings(**content["settings"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def is_damaged(workspace: Workspace) -> bool:
    """Whether there is a record that nobody can read."""
    return workspace.record.exists() and read_record(workspace) is None


def lock_holder(workspace: Workspace) -> ServerRecord | None:
    """The server that holds the state folder, known by its lock alone; None where none does. Where it answers, and what
    it was started with, nobody can say."""
    with suppress(OSError, ValueError):
        pid = int(workspace.server_lock.read_text(encoding="utf-8"))
        settings = Settings(accounts={}, pipeline_account="", region="", repository="", branch="", pipeline_stack="")
        record = ServerRecord(
            pid=pid, process_identity=process_identity(pid), port=0, endpoint_url="", settings=settings, started_at=""
        )
        if record.is_alive() and str(workspace.state) in command_line(pid):
            return record
    return None


def write_record(workspace: Workspace, record: ServerRecord) -> None:
    """Replaces the record in one step: a reader sees the old one or the new one."""
    write_atomically(workspace.record, json.dumps(asdict(record), indent=2).encode())


def remove_record(workspace: Workspace) -> None:
    """Forgets the server; harmless where there is none, and where nothing may be written: its process is gone."""
    with suppress(OSError):
        workspace.record.unlink(missing_ok=True)


@contextmanager
def exclusive(workspace: Workspace) -> Iterator[None]:
    """Holds the state folder against a second `up` or `down`. The lock is the kernel's: it ends with the process,
    however that ends, and it needs no more than a file that can be read.

    Raises:
        CommandError: another process holds it.
        OSError: there is no lock yet, and none can be made.
    """
    writable = os.access(workspace.lock if workspace.lock.exists() else workspace.state, os.W_OK)
    with workspace.lock.open("a+" if writable else "r", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            program = workspace.project.program
            holder = file.read().strip() or "unknown"
            raise CommandError(
                f"another {program} command is starting or stopping this local cloud (process {holder})",
                exit_code=ExitCode.BUSY,
                remedy="wait for it to end, then try again",
            ) from None
        if writable:
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
        yield
