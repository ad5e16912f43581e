"""`delivery console`, and `delivery open`, which is the console at one of its pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, cast

import click

from delivery.aws_account import EnvironmentAccount, LocalEnvironment
from delivery.browser import open_address
from localcloud.cli import (
    CommandError,
    ExitCode,
    Invocation,
    LocalCloud,
    PipelineCommand,
    PipelineOwner,
    execution_reader,
    on_pipeline,
)

if TYPE_CHECKING:
    from delivery.console.reading.evidence_bucket import EvidenceOwner


PAGES: Final = {
    "executions": "/",
    **{name: f"/{name}" for name in ("approvals", "environments", "compliance", "metrics", "resources", "tailor")},
}
NEWEST: Final = "newest"


def _serving_options(command: Callable[..., Any]) -> Callable[..., Any]:
    port = click.option(
        "--port", "console_port", type=click.IntRange(0, 65535), default=0, show_default=True, help="0 is any free one."
    )
    opening = click.option(
        "--open/--no-open", "opening", default=True, help="Open it in the browser, where there is a display."
    )
    return port(opening(command))


@click.command(cls=PipelineCommand)
@_serving_options
@on_pipeline
def console(call: Invocation, owner: PipelineOwner, *, console_port: int, opening: bool) -> ExitCode:
    """Show the pipeline in the browser, until Ctrl-C.

    Executions, why one failed, logs, approvals. It listens on 127.0.0.1 and answers only the browser that opens the
    printed address, whose token is good until the command ends.
    """
    return _serve(call, owner, "/", port=console_port, opening=opening)


@click.command("open", cls=PipelineCommand)
@click.argument("page", default=NEWEST)
@_serving_options
@on_pipeline
def open_(call: Invocation, owner: PipelineOwner, *, page: str, console_port: int, opening: bool) -> ExitCode:
    """Open one page of the console: `newest` (the default, the newest execution), the id of an execution or its
    beginning, or executions, approvals, environments, compliance, metrics, resources or tailor.

    As `console` it serves until Ctrl-C.
    """
    return _serve(call, owner, page_path(owner, page), port=console_port, opening=opening)


def page_path(owner: PipelineOwner, page: str) -> str:
    """The address of a named page, below the console's.

    Raises:
        CommandError: there is none such.
    """
    if page in PAGES:
        return PAGES[page]
    reader = execution_reader(owner)
    ids = [str(summary["pipelineExecutionId"]) for summary in reader.summaries()]
    found = ids[:1] if page == NEWEST else [each for each in ids if each.startswith(page)]
    if len(found) == 1:
        return f"/executions/{found[0]}"
    several = f"{len(found)} executions begin with {page}" if found else f"there is no page or execution {page}"
    raise CommandError(
        "there is no execution yet" if page == NEWEST else several,
        exit_code=ExitCode.USAGE,
        remedy=f"{NEWEST}, an execution's id, or one of {', '.join(PAGES)}",
    )


def _serve(call: Invocation, owner: PipelineOwner, path: str, *, port: int, opening: bool) -> ExitCode:
    # Imported here: the other commands need not wait for a web server.
    from delivery.console import ConsoleServer, console_application

    try:
        server = ConsoleServer(port)
    except OSError as error:
        raise CommandError(
            f"port {port} cannot be listened on: {error.strerror}",
            exit_code=ExitCode.PORT_TAKEN,
            remedy="choose another one: --port",
        ) from None

    def environment_account(name: str) -> EnvironmentAccount:
        if isinstance(owner, LocalCloud):
            return LocalEnvironment(cloud=owner, environment=name)
        return cast("EnvironmentAccount", owner)  # with a profile there is that one account

    app = console_application(cast("EvidenceOwner", owner), server.session, environment_account)
    with server.serving(app):
        address = server.session.address_of(path)
        call.output.result({"ok": True, "url": address})
        call.output.line(address)
        call.output.note("for this browser alone; Ctrl-C ends it")
        if opening:
            open_address(address)
        try:
            server.wait()
        except KeyboardInterrupt:
            call.output.note("the console has ended; the pipeline goes on")
    return ExitCode.OK
