"""What can be taken down: the pipeline, or one environment; each by its stacks, in the order of their end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from delivery.commit_settings import SETTINGS_FILE
from feature_stacks.constants import CV_TAILORING_FEATURE, SHARED_FEATURE
from feature_stacks.naming import PIPELINE_STACK, stack_name
from localcloud.cli import CommandError, ExitCode, Settings
from stages.environment_check import is_name
from stages.environments import ENVIRONMENTS
from stages.settings import ACCOUNT, TOOLS

TARGETS: Final = (TOOLS, *(environment.name for environment in ENVIRONMENTS))


@dataclass(frozen=True, kw_only=True)
class StackPlace:
    """A stack's name and its region; its account is the target's."""

    stack: str
    region: str


def settings_with(settings: Settings, target: str, *, account: str | None, region: str | None) -> Settings:
    """The settings with the place of a target: what they say, or, of an environment whose entry was taken out, what a
    person says.

    Args:
        account: where that one stands; None where nothing was said.
        region: None for the pipeline's.

    Raises:
        CommandError: a place is said of a target that has one, or none of one that has none; a name or an account that
            cannot be.
    """
    if target in TARGETS:
        if account or region:
            raise _refused(
                f"{target} is where {SETTINGS_FILE} says: {settings.accounts[target]} {settings.region_of(target)}",
                remedy="leave --account and --region out",
            )
        return settings
    if account is None:
        raise _refused(
            f"there is no environment {target!r}: known are {', '.join(TARGETS)}",
            remedy="of one whose entry was taken out say where it stands, as the alarm on orphaned stacks has it: "
            "--account ID, and --region where that is not the pipeline's",
        )
    if not is_name(target):
        raise _refused(f"{target!r} can be no environment's name", remedy="lower-case letters, digits, single hyphens")
    if not ACCOUNT.fullmatch(account):
        raise _refused(f"{account!r} is no account", remedy="name it by its 12 digits")
    regions = {**settings.regions, **({target: region} if region else {})}
    return replace(settings, accounts={**settings.accounts, target: account}, regions=regions)


def _refused(problem: str, *, remedy: str) -> CommandError:
    return CommandError(problem, exit_code=ExitCode.USAGE, remedy=remedy)


def places_of(settings: Settings, target: str) -> tuple[StackPlace, ...]:
    """The stacks of a target; who uses another comes before it."""
    if target == TOOLS:
        # The pipeline first: nothing is deployed any more from then on.
        replicas = [
            StackPlace(stack=stack_name(f"replica-{region}", TOOLS), region=region)
            for region in dict.fromkeys(settings.regions.values())
        ]
        return (StackPlace(stack=PIPELINE_STACK, region=settings.region), *replicas)
    region = settings.region_of(target)
    return tuple(
        StackPlace(stack=stack_name(feature, target), region=region)
        for feature in (CV_TAILORING_FEATURE, SHARED_FEATURE)
    )
