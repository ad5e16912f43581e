"""`delivery approve` and `delivery reject`: as the local cloud's own, and on AWS with an approver's profile."""

from __future__ import annotations

from collections.abc import Callable

import click

from delivery.aws_account import aws_account
from localcloud.cli import APPROVED, REJECTED, ExitCode, Invocation, answer_of, connect, invocation

Command = Callable[..., ExitCode]


def _answering(summary: str) -> Callable[[Command], Command]:
    """Adds what both answers take; `summary` is said where nobody gives one."""
    options = (
        click.option("--summary", default=summary, show_default=True, help="Why; kept in the execution's history."),
        click.option("--execution", "execution_id", help="Only if this execution is the one that waits."),
        click.option(
            "--profile", help="Answer on AWS with this profile of an approver's role, not in the local cloud."
        ),
        click.option("--region", help="The pipeline's region on AWS."),
    )

    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


@click.command()
@_answering("approved on the command line")
@invocation
def approve(
    call: Invocation, *, summary: str, execution_id: str | None, profile: str | None, region: str | None
) -> ExitCode:
    """Approve what waits for a person: the execution goes on."""
    return _answer(call, APPROVED, summary, execution_id, profile=profile, region=region)


@click.command()
@_answering("rejected on the command line")
@invocation
def reject(
    call: Invocation, *, summary: str, execution_id: str | None, profile: str | None, region: str | None
) -> ExitCode:
    """Reject what waits for a person: the execution ends there."""
    return _answer(call, REJECTED, summary, execution_id, profile=profile, region=region)


def _answer(
    call: Invocation, verdict: str, summary: str, execution_id: str | None, *, profile: str | None, region: str | None
) -> ExitCode:
    owner = aws_account(profile, region) if profile or region else connect(call.workspace)
    return answer_of(call, owner, verdict=verdict, summary=summary, execution_id=execution_id)
