"""One question to a person, where one is there."""

from __future__ import annotations

import sys

import click

from localcloud.cli.terminal.interruption import wait_for_input
from localcloud.cli.terminal.output import Output
from localcloud.cli.terminal.safe_text import printable


def can_ask(output: Output) -> bool:
    """Whether a person sits there: a script reads JSON, or has no terminal to answer on."""
    return not output.as_json and sys.stdin.isatty()


def confirmed(question: str) -> bool:
    """Asks; anything but a clear yes is a no. From the main thread only."""
    click.echo(f"{printable(question)} [y/N]: ", nl=False)
    wait_for_input(sys.stdin)
    return click.confirm("", default=False, show_default=False, prompt_suffix="")
