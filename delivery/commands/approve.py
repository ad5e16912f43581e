"""`delivery approve` and `delivery reject`: as the local cloud's own, and on AWS with an approver's profile."""

from __future__ import annotations

import click

from delivery.aws_account import aws_account
from localcloud.cli import APPROVED, REJECTED, ExitCode, Invocation, answer_of, connect, invocation

_PROFILE_HELP = "Answer on AWS with this profile of an approver's role, not in the local cloud."
_REGION_HELP = "The pipeline's region on AWS."
_EXECUTION_HELP = "Only if this execution is the one that waits."


@click.command()
@click.option(
    "--summary", default="approved on the command line", show_default=True, help="Why; kept in the execution's history."
)
@click.option("--execution", "execution_id", help=_EXECUTION_HELP)
@click.option("--profile", help=_PROFILE_HELP)
@click.option("--region", help=_REGION_HELP)
@invocation
def approve(
    call: Invocation, *, summary: str, execution_id: str | None, profile: str | None, region: str | None
) -> ExitCode:
    """Approve what waits for a person: the execution goes on."""
    return _answer(call, APPROVED, summary, execution_id, profile=profile, region=region)


@click.command()
@click.option(
    "--summary", default="rejected on the command line", show_default=True, help="Why; kept in the execution's history."
)
@click.option("--execution", "execution_id", help=_EXECUTION_HELP)
@click.option("--profile", help=_PROFILE_HELP)
@click.option("--region", help=_REGION_HELP)
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
