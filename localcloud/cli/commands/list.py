"""`list`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click
from rich.console import Console
from rich.live import Live
from rich.text import Text

from localcloud.cli.commands.invocation import Invocation
from localcloud.cli.commands.pipeline_command import PipelineCommand, on_pipeline
from localcloud.cli.commands.watch import timeout_option
from localcloud.cli.executions.execution import execution_reader
from localcloud.cli.executions.execution_list import STATUSES, chosen, document, list_lines
from localcloud.cli.executions.execution_summary import ExecutionSummary
from localcloud.cli.executions.execution_watch import pause_seconds
from localcloud.cli.executions.pipeline_owner import PipelineOwner
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode
from localcloud.cli.terminal.output import Output
from localcloud.cli.terminal.safe_text import printable


@click.command(cls=PipelineCommand)
@click.option("--commit", default="", help="Only those of this commit; its first digits suffice.")
@click.option(
    "--status",
    "statuses",
    type=click.Choice(STATUSES, case_sensitive=False),
    multiple=True,
    help="Only those in this status; may be repeated.",
)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many, the newest.")
@click.option("--watch", is_flag=True, help="Go on showing them as they change; Ctrl-C ends it.")
@timeout_option("Minutes after which --watch ends.")
@on_pipeline
def executions(
    call: Invocation,
    owner: PipelineOwner,
    *,
    commit: str,
    statuses: tuple[str, ...],
    limit: int,
    watch: bool,
    timeout_minutes: float,
) -> ExitCode:
    """List the pipeline's executions, the newest first."""
    output = call.output
    if watch and (output.as_json or not output.console.is_terminal):
        raise CommandError(
            "--watch redraws a terminal, and there is none",
            exit_code=ExitCode.USAGE,
            remedy=f"`{owner.command('watch')}` follows one execution line by line",
        )
    reader = execution_reader(owner)

    def read() -> list[ExecutionSummary]:
        return list(chosen(reader.summaries(), commit=commit, statuses=statuses))[:limit]

    if watch:
        return _watch(output, read, pause=pause_seconds(owner), seconds=timeout_minutes * 60)
    found, now = read(), datetime.now(UTC)
    if found:
        output.lines(list_lines(found, now))
    else:
        output.note("there is no such execution" if commit or statuses else "there is no execution yet")
    output.result({"ok": True, "pipeline": owner.pipeline_name, "executions": [document(each, now) for each in found]})
    return ExitCode.OK


def _watch(output: Output, read: Callable[[], list[ExecutionSummary]], *, pause: float, seconds: float) -> ExitCode:
    over = time.monotonic() + seconds
    with _picture(output) as show:
        while time.monotonic() < over:
            show(read())
            time.sleep(pause)
    return ExitCode.OK


@contextmanager
def _picture(output: Output) -> Iterator[Callable[[list[ExecutionSummary]], None]]:
    """A table that is redrawn in its place. Its lines are cut at the terminal's edge, so that columns stay columns."""
    cutting = Console(file=output.console.file, force_terminal=True, highlight=False)
    with Live(console=cutting, refresh_per_second=4) as live:

        def show(found: list[ExecutionSummary]) -> None:
            lines = list_lines(found, datetime.now(UTC))
            live.update(Text(printable("\n".join(lines)), no_wrap=True, overflow="ellipsis"))

        yield show
