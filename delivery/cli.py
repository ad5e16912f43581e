"""The command line's entry: the list of commands, and the one place where an exception becomes an exit code and a
clear line.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence

import click
from botocore.exceptions import BotoCoreError, ClientError
from botocore.exceptions import ConnectionError as NoConnectionError

from localcloud.cli.cloud.local_cloud import START_HINT
from localcloud.cli.terminal.exit_codes import DeliveryError, ExitCode, exit_code_table
from localcloud.cli.terminal.interruption import INTERRUPTION
from localcloud.cli.terminal.output import print_error

# In the order in which they are used; each is imported when it is called.
COMMANDS = {
    "up": "localcloud.cli.commands.up",
    "push": "localcloud.cli.commands.push",
    "status": "localcloud.cli.commands.status",
    "watch": "localcloud.cli.commands.watch",
    "logs": "localcloud.cli.commands.logs",
    "approve": "localcloud.cli.commands.approve",
    "reject": "localcloud.cli.commands.approve",
    "tailor": "delivery.commands.tailor",
    "report": "delivery.commands.report",
    "run": "delivery.commands.run",
    "env": "localcloud.cli.commands.env",
    "down": "localcloud.cli.commands.down",
}


class _Commands(click.Group):
    """Imports a command's module when the command is called, so that `down` does not wait for what only `tailor`
    needs.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(COMMANDS[cmd_name]), cmd_name)
        return command


@click.group(
    cls=_Commands,
    epilog=exit_code_table(),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
    invoke_without_command=False,
)
def cli() -> None:
    """Run the delivery pipeline on this machine: AWS's own APIs on a loopback port, no account, no container, no
    network.

    \b
    bin/delivery run                 everything: start, push, watch, approve (also: make run)
    bin/delivery up                  start the local cloud and deploy the pipeline into it
    bin/delivery push                deliver the current commit
    bin/delivery watch               follow it; approve or reject where it waits for a person
    bin/delivery down                stop the local cloud; its state stays

    State lies in .delivery/ of the checkout (--state, DELIVERY_STATE). --json prints one document for a script.
    """


def main(arguments: Sequence[str]) -> int:
    """Runs one command and returns its exit code."""
    INTERRUPTION.install()
    as_json = "--json" in arguments
    try:
        outcome = cli.main(args=list(arguments), prog_name="delivery", standalone_mode=False)
        return int(outcome) if isinstance(outcome, int) else ExitCode.OK
    except click.UsageError as error:
        error.show()
        return ExitCode.USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted", err=True)
        return ExitCode.INTERRUPTED
    except (DeliveryError, BotoCoreError, ClientError) as error:
        known = error if isinstance(error, DeliveryError) else _from_aws(error)
        print_error(known, as_json=as_json)
        return known.exit_code


def _from_aws(error: BotoCoreError | ClientError) -> DeliveryError:
    """An AWS client's error as one line: no answer at all, or a call that was refused."""
    if isinstance(error, NoConnectionError):
        return DeliveryError(
            f"the local cloud does not answer: {error}", exit_code=ExitCode.NOT_RUNNING, remedy=f"{START_HINT} again"
        )
    return DeliveryError(str(error), exit_code=ExitCode.STEP_FAILED)
