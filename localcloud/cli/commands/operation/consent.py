"""A command that changes what a pipeline does says what it is about to do, and does it after a yes."""

from __future__ import annotations

from collections.abc import Callable

import click

from localcloud.cli.commands.invocation import Invocation
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode
from localcloud.cli.terminal.question import can_ask, confirmed

Command = Callable[..., ExitCode]

yes_option = click.option("--yes", is_flag=True, help="Do it without being asked.")
watch_option = click.option("--watch", "watching", is_flag=True, help="Follow the execution to its end afterwards.")


def require_yes(call: Invocation, deed: str, *, yes: bool) -> None:
    """Says what is about to be done, such as `hold Prod`, and asks whether to.

    Raises:
        CommandError: the answer was no, or there is nobody to ask.
    """
    if yes:
        call.output.note(deed)
        return
    if not can_ask(call.output):
        raise CommandError(
            f"nobody is there to ask, and nothing was changed: {deed}",
            exit_code=ExitCode.DECLINED,
            remedy="--yes does it without being asked",
        )
    if not confirmed(f"{deed[:1].upper()}{deed[1:]}?"):
        raise CommandError("nothing was changed", exit_code=ExitCode.DECLINED)
