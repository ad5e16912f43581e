"""`delivery teardown`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import click
from botocore.exceptions import BotoCoreError, ClientError

from delivery.aws_account import aws_account
from delivery.commit_settings import SETTINGS_FILE, read_settings
from delivery.teardown import (
    BOOTSTRAP_STACK,
    TARGETS,
    RegionalStack,
    Remains,
    StackPlace,
    data_of,
    delete_stack,
    places_of,
    remove_leftovers,
    settings_with,
    users_of_bootstrap,
)
from feature_stacks.naming import PRODUCT
from localcloud.cli import CommandError, ExitCode, Invocation, Output, Settings, connect, invocation

ClientIn = Callable[[str, str], Any]
"""A boto3 client of the target's account, by region and service."""


@click.command(epilog=f"bin/delivery teardown dev --profile {PRODUCT}-dev")
@click.argument(
    "target",
    metavar=f"{{{'|'.join(TARGETS)}|ONE THAT WAS TAKEN OUT}}",
    shell_complete=lambda _context, _parameter, typed: [name for name in TARGETS if name.startswith(typed)],
)
@click.option("--profile", help="On AWS, with this profile of an administrator of the target's account.")
@click.option("--account", metavar="ID", help="Where an environment stands whose entry was taken out.")
@click.option("--region", help="Its region, where that is not the pipeline's.")
@click.option("--confirm", metavar="TARGET", help="Its name, typed beforehand instead of when it is asked for.")
@click.option("--bootstrap", is_flag=True, help="Then also the CDK's bootstrap of its account and regions.")
@invocation
def teardown(
    call: Invocation,
    *,
    target: str,
    profile: str | None,
    account: str | None,
    region: str | None,
    confirm: str | None,
    bootstrap: bool,
) -> ExitCode:
    """Take an environment, or the pipeline (tools), down with all data in it, and say what stays until when.

    Deletes its stacks, what they retain (protected tables, buckets with all versions, backups, log groups, keys), and
    what AWS made beside them. Says first what that is, and asks for the target's name. What AWS does not let go at
    once, such as locked evidence, is listed with its date and its cost. Interrupted, it can be called again.
    """
    path = call.workspace.checkout / SETTINGS_FILE
    read = read_settings(path.read_text(encoding="utf-8") if path.exists() else None, where=SETTINGS_FILE)
    settings = settings_with(read, target, account=account, region=region)
    client_in = _clients(call, settings, target, profile=profile)
    places = places_of(settings, target)
    stacks = [_stack(place, client_in) for place in places]
    if target not in TARGETS:
        _require_traces(target, settings, stacks)
    _announce(call.output, target, settings.accounts[target], stacks)
    if bootstrap:
        regions = dict.fromkeys(place.region for place in places)
        stacks += [_stack(StackPlace(stack=BOOTSTRAP_STACK, region=region), client_in) for region in regions]
    _require_confirmation(target, confirm)
    remains = _take_down(call.output, stacks)
    call.output.result({"ok": True, "target": target, "remains": [vars(each) for each in remains]})
    return ExitCode.OK


def _clients(call: Invocation, settings: Settings, target: str, *, profile: str | None) -> ClientIn:
    """Clients of the target's account.

    Raises:
        CommandError: the profile is one of another account.
    """
    wanted = settings.accounts[target]
    if profile is None:
        cloud = connect(call.workspace)
        return lambda region, service: cloud.client(service, account=wanted, region=region)
    session = aws_account(profile, settings.region_of(target)).session
    try:
        account = session.client("sts").get_caller_identity()["Account"]
    except (BotoCoreError, ClientError) as error:
        raise CommandError(f"the profile {profile} does not work: {error}", exit_code=ExitCode.USAGE) from None
    if account != wanted:
        raise CommandError(
            f"the profile {profile} is of account {account}, and {target} is {wanted}",
            exit_code=ExitCode.USAGE,
            remedy=f"name a profile of {wanted}, or put the account of {target} right",
        )
    return lambda region, service: session.client(service, region_name=region)


def _stack(place: StackPlace, client_in: ClientIn) -> RegionalStack:
    return RegionalStack(name=place.stack, client_for=partial(client_in, place.region))


def _require_traces(target: str, settings: Settings, stacks: list[RegionalStack]) -> None:
    """
    Raises:
        CommandError: nothing of that name stands or stood there, so that a name or a place was mistyped.
    """
    if not any(stack.describe() or stack.deleted_ids() for stack in stacks):
        raise CommandError(
            f"nothing of {target} stands, or stood, in {settings.accounts[target]} {settings.region_of(target)}",
            exit_code=ExitCode.USAGE,
            remedy="name, account and region are in the line of each stack that stands without a stage: "
            "docs/how-to/remove-an-environment.md",
        )


def _announce(output: Output, target: str, account: str, stacks: list[RegionalStack]) -> None:
    output.line(f"{target} in account {account} ends, with all data in it:")
    for stack in stacks:
        if stack.describe() is None:
            output.line(f"  stack {stack.name}: deleted already; what it left is removed")
            continue
        output.line(f"  stack {stack.name}")
        for resource_type, names in data_of(stack).items():
            output.line(f"    {resource_type}: {', '.join(names)}")


def _require_confirmation(target: str, confirm: str | None) -> None:
    """
    Raises:
        CommandError: the name was not typed.
    """
    if confirm is None and sys.stdin.isatty():
        confirm = click.prompt(f"Type {target} to go on", prompt_suffix=": ", err=True)
    if confirm != target:
        raise CommandError(
            "nothing was deleted: the target's name was not typed",
            exit_code=ExitCode.USAGE,
            remedy=f"type it when asked, or give it beforehand: --confirm {target}",
        )


def _take_down(output: Output, stacks: list[RegionalStack]) -> list[Remains]:
    remains: list[Remains] = []
    for stack in stacks:
        if stack.name == BOOTSTRAP_STACK and (users := users_of_bootstrap(stack.client_for)):
            output.note(f"the bootstrap stays: {', '.join(users)} were deployed through it")
            continue
        started = time.monotonic()
        if delete_stack(stack):
            output.done(f"deleted the stack {stack.name} ({time.monotonic() - started:.0f} s)")
        for resource, left in remove_leftovers(stack):
            if left is None:
                output.done(f"deleted {resource}")
            else:
                remains.append(left)
    for left in remains:
        output.note(f"stays: {left.resource}, until {left.until}; costs {left.cost}")
    return remains
