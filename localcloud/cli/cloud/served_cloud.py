"""A cloud that `localcloud serve` serves alone, without a pipeline of a checkout: how the ordinary tools reach it."""

from __future__ import annotations

import configparser
from collections.abc import Mapping
from contextlib import suppress

from localcloud.cli.cloud.clean_environment import aws_variables
from localcloud.cli.cloud.server_record import lock_holder
from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode

_PROFILE = "profile "


def served_variables(workspace: Workspace, *, account: str) -> dict[str, str] | None:
    """What makes an SDK the operator of an account of the cloud that a state folder's server serves.

    Args:
        account: an id; empty for the first that it serves.

    Returns:
        None where no such server runs, or has not begun to answer.

    Raises:
        CommandError: it does not serve that account.
    """
    if lock_holder(workspace) is None:
        return None
    profiles = _profiles(workspace)
    if not profiles:
        return None
    chosen = account or next(iter(profiles))
    if chosen not in profiles:
        raise CommandError(
            f"there is no account {account!r}", exit_code=ExitCode.USAGE, remedy=f"accounts: {', '.join(profiles)}"
        )
    profile = profiles[chosen]
    return aws_variables(
        workspace, endpoint_url=profile["endpoint_url"], account=chosen, region=profile.get("region", "us-east-1")
    )


def _profiles(workspace: Workspace) -> dict[str, Mapping[str, str]]:
    """What the server wrote of its accounts, by their ids."""
    parser = configparser.RawConfigParser()
    with suppress(configparser.Error, UnicodeDecodeError):
        parser.read(workspace.aws_config)
    return {
        name.removeprefix(_PROFILE): dict(parser[name])
        for name in parser.sections()
        if name.startswith(_PROFILE) and parser[name].get("endpoint_url")
    }
