"""`completion`."""

from __future__ import annotations

import shlex
import shutil

import click
from click.shell_completion import get_completion_class

from localcloud.cli.cloud.project import Project
from localcloud.cli.commands.invocation import Invocation, invocation
from localcloud.cli.commands.project_option import ProjectCommand
from localcloud.cli.terminal.exit_codes import ExitCode

# How each shell takes a script that a command prints.
_TAKEN = {
    "bash": 'eval "$({command} completion bash)"',
    "zsh": 'eval "$({command} completion zsh)"',
    "fish": "{command} completion fish | source",
}


@click.command(cls=ProjectCommand, epilog="\b\n" + "\n".join(_TAKEN.values()))
@click.argument("shell", type=click.Choice(list(_TAKEN)))
@invocation
def completion(call: Invocation, *, shell: str) -> ExitCode:
    """Print what makes SHELL complete commands, options and their values with the Tab key; a shell evaluates it."""
    project = call.application.project
    complete = get_completion_class(shell)
    assert complete is not None  # noqa: S101 - click has one for each shell named above
    group = click.get_current_context().find_root().command
    source = complete(group, {}, project.program, f"_{project.program.upper()}_COMPLETE").source()
    script = f"{_reachable(project, shell)}{source}"
    if call.output.as_json:
        call.output.result({"ok": True, "shell": shell, "script": script})
    else:
        click.echo(script)
    return ExitCode.OK


def _reachable(project: Project, shell: str) -> str:
    """A line that puts the program on PATH, where it is not: zsh and fish ask it by its name, bash as it was typed."""
    if shell == "bash" or shutil.which(project.program):
        return ""
    folder = shlex.quote(str((project.checkout / project.command).parent))
    return f"set -gx PATH {folder} $PATH\n" if shell == "fish" else f"export PATH={folder}:$PATH\n"
