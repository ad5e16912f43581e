"""The rule DeploymentWindow: it waits for the next minute that a cron expression names.

AWS's page says so where it warns of an alarm's rule beside it, which is not asked again once the window has opened.
A window of which nothing is left is refused at once instead of at the rule's time-out.
Source: docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference-DeploymentWindow.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Final

from localcloud.services.codepipeline.actions.run_context import RunContext
from localcloud.services.codepipeline.ports import CONFIGURATION_ERROR, ActionFailedError, Outcome, RuleJob
from localcloud.services.codepipeline.rules.cron import CronError, Window
from localcloud.services.codepipeline.rules.rule_type import RuleType
from localcloud.services.codepipeline.rules.time_zones import TimeZoneError, time_zone
from localcloud.services.codepipeline.variables import references

_LONGEST_PAUSE: Final = 30.0  # seconds: the clock may be set while the rule waits


def check(configuration: Mapping[str, str], inputs: Sequence[str]) -> str:
    """Refuse a wrong expression or time zone when it is declared, unless a variable will only bring it."""
    del inputs
    if any(any(references(value)) for value in configuration.values()):
        return ""
    try:
        _window(configuration)
    except (CronError, TimeZoneError) as error:
        return str(error)
    return ""


def await_opening(
    job: RuleJob, context: RunContext, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Outcome:
    """Return as soon as deployments are allowed; until then the run says when that will be."""
    try:
        window, zone = _window(job.configuration)
    except (CronError, TimeZoneError) as error:
        raise ActionFailedError(str(error), code=CONFIGURATION_ERROR) from error
    cron, announced = job.configuration["Cron"], ""
    while not window.holds(now := clock().astimezone(zone)):
        opening = window.next_minute(now)
        if opening is None:
            raise ActionFailedError(f"{_shown(now)}, the deployment window {cron!r} is closed and never opens again")
        if (said := f"the deployment window {cron!r} opens {_shown(opening)}") != announced:
            context.progress.report(summary=said)
            announced = said
        context.progress.pause(min((opening - now).total_seconds(), _LONGEST_PAUSE))
    return Outcome(summary=f"{_shown(now)}, the deployment window {cron!r} is open")


def _shown(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M %Z}"


def _window(configuration: Mapping[str, str]) -> tuple[Window, tzinfo]:
    return Window.parse(configuration["Cron"]), time_zone(configuration.get("TimeZone", "UTC"))


# AWS names no time-out of this rule, and CloudFormation has no property for one: as long as an approval.
_LONGEST_WAIT_MINUTES: Final = 7 * 24 * 60
TYPE = RuleType(
    provider="DeploymentWindow",
    required=("Cron",),
    optional=("TimeZone",),
    timeout_minutes=_LONGEST_WAIT_MINUTES,
    check=check,
    run=await_opening,
)
