"""The reason that a person gives on the command line: where one is given, somebody must be able to read it."""

from __future__ import annotations

import click

from localcloud.cli.terminal.safe_text import says_nothing


def spoken(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """A click callback: the value as it was given.

    Raises:
        click.BadParameter: it is empty, or nothing of it can be seen.
    """
    if says_nothing(value):
        raise click.BadParameter("it says nothing that anybody could see; say why")
    return value
