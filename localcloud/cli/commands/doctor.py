"""`doctor`."""

from __future__ import annotations

import click

from localcloud.cli.commands.invocation import Invocation, invocation
from localcloud.cli.commands.start_options import start_options
from localcloud.cli.provisioning import machine
from localcloud.cli.provisioning.preflight import Check, look, machine_steps, place_steps
from localcloud.cli.terminal.exit_codes import ExitCode


@click.command()
@start_options
@invocation
def doctor(call: Invocation) -> ExitCode:
    """Look at the machine: what the local cloud needs of it, what is there, and what to do about the rest.

    Nothing is changed. Ends with exit code 12 where something must be done first.
    """
    output = call.output

    def say(check: Check) -> None:
        (output.done if check.ok else output.failed)(f"{check.subject:<9} {check.text}")

    found = look((*machine_steps(), *place_steps(), *machine.steps()), call.workspace, announce=say)
    ready = all(check.ok for check in found.checks)
    output.line("ready" if ready else "not ready: see the lines that begin with !!", style="bold")
    code = ExitCode.OK if ready else ExitCode.NOT_READY
    checks = [{"subject": check.subject, "ok": check.ok, "text": check.text} for check in found.checks]
    output.result({"ok": ready, "exit_code": int(code), "checks": checks})
    return code
