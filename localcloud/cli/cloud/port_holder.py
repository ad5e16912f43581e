"""Who has a port that a local cloud wants: another local cloud, whose checkout and way to be stopped its own record
says, or any other program.
"""

from __future__ import annotations

import http.client
import json
import shlex
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from localcloud.cli.cloud.server_record import record_in
from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode

_HEALTH_SECONDS = 3.0


@dataclass(frozen=True, kw_only=True)
class AnsweringCloud:
    """A local cloud that answers on a port.

    Attributes:
        pid: its process.
        state: its state folder; empty where it does not say so, as older ones do not.
    """

    pid: int
    state: str = ""


def answering_cloud(port: int) -> AnsweringCloud | None:
    """The local cloud on this port, as it reports itself; None where something else, or nothing, answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_HEALTH_SECONDS)
    with suppress(OSError, http.client.HTTPException, ValueError, TypeError, AttributeError, KeyError):
        connection.request("GET", "/_localcloud/health")
        answer = json.loads(connection.getresponse().read(65536))
        if answer.get("status") == "ok":
            return AnsweringCloud(pid=int(answer["pid"]), state=str(answer.get("state", "")))
    connection.close()
    return None


def starting_cloud(port: int) -> AnsweringCloud | None:
    """The local cloud that was started on this port and does not answer yet, by its command line; None where there is
    none. It has its port from its first moment, and answers seconds later.
    """
    for process in psutil.process_iter():
        with suppress(psutil.Error, ValueError):
            words = process.cmdline()
            if words[1:4] == ["-m", "localcloud", "serve"] and words[words.index("--port") + 1] == str(port):
                return AnsweringCloud(pid=process.pid, state=words[words.index("--state") + 1])
    return None


def port_taken(workspace: Workspace, *, details: tuple[str, ...] = ()) -> CommandError:
    """The error for a port that another program has: who that is, what stops it, and how to run beside it."""
    port, variable = workspace.port, workspace.project.variable("PORT")
    holder, how = _holder(port)
    return CommandError(
        f"port {port} is taken by {holder}",
        exit_code=ExitCode.PORT_TAKEN,
        remedy=f"stop it{how}, or run beside it on any free port: {variable}=0 before the command, or --port 0 after "
        "it (or a number)",
        details=details,
    )


def _holder(port: int) -> tuple[str, str]:
    """Who has the port, and how to stop it, as it follows `stop it`."""
    cloud = answering_cloud(port) or starting_cloud(port)
    if cloud is None:
        return "another program", ""
    record = record_in(Path(cloud.state)) if cloud.state else None
    if record is not None and record.pid == cloud.pid and record.stop_command and Path(record.checkout).is_dir():
        stopping = f"`cd {shlex.quote(record.checkout)} && {record.stop_command}`"
        return f"the local cloud of {record.checkout} (process {cloud.pid})", f" ({stopping})"
    # Its own `down` is gone with its state folder or its checkout, where somebody removed that first.
    return f"another local cloud (process {cloud.pid})", f" (`down` in its checkout, or `kill {cloud.pid}`)"
