"""What a local cloud takes of the machine: git, room on the disk and in memory, and a state folder that is whole.

`up` finds each of these out too, where it is missing, but later and in the words of whatever failed.
"""

from __future__ import annotations

from localcloud.aws.storage.damage import OtherVersionError
from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.provisioning.preflight import Preflight, Step
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode
from localcloud.server.inspection import inspect
from localcloud.toolchain import machine_needs
from localcloud.toolchain.machine_needs import Need


def steps() -> tuple[tuple[str, Step], ...]:
    """Each look at the machine, by subject."""
    return (("git", _git), ("disk", _disk), ("memory", _memory), ("state", _state))


def _git(_workspace: Workspace, _found: Preflight) -> str:
    return _said(machine_needs.git())


def _disk(workspace: Workspace, _found: Preflight) -> str:
    purge = f" (`{workspace.command('down --purge')}` does)" if workspace.state.exists() else ""
    remedy = f"make room{purge}, or choose another folder with --state"
    return _said(machine_needs.disk(workspace.state, remedy=remedy))


def _memory(_workspace: Workspace, _found: Preflight) -> str:
    return _said(machine_needs.memory())


def _state(workspace: Workspace, found: Preflight) -> str:
    if found.running is not None:
        return "the local cloud runs, and has looked at its state when it started"
    if not workspace.state.exists():
        return f"nothing is kept in {workspace.state} yet"
    try:
        damages = inspect(workspace.state)
    except OtherVersionError as error:
        raise _not_ready(str(error), f"`{workspace.command('down --purge')}` begins anew") from None
    if damages:
        more = f", and {len(damages) - 1} more" if len(damages) > 1 else ""
        raise _not_ready(f"{damages[0]}{more}", f"`{workspace.command('up --repair')}` says what can be mended")
    return f"what is kept in {workspace.state} is whole"


def _said(need: Need) -> str:
    if need.remedy:
        raise _not_ready(need.text, need.remedy)
    return need.text


def _not_ready(message: str, remedy: str) -> CommandError:
    return CommandError(message, exit_code=ExitCode.NOT_READY, remedy=remedy)
