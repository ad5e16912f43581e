"""The rule DeploymentWindow: the present minute must be one of a cron expression's.

Source: docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference-DeploymentWindow.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from localcloud.services.codepipeline.actions.run_context import RunContext
from localcloud.services.codepipeline.ports import CONFIGURATION_ERROR, ActionFailedError, Outcome, RuleJob
from localcloud.services.codepipeline.rules.cron import CronError, Window
from localcloud.services.codepipeline.rules.rule_type import RuleType
from localcloud.services.codepipeline.rules.time_zones import TimeZoneError, time_zone
from localcloud.services.codepipeline.variables import references


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


def judge(job: RuleJob, context: RunContext) -> Outcome:
    """Whether deployments are allowed now."""
    del context
    try:
        window, zone = _window(job.configuration)
    except (CronError, TimeZoneError) as error:
        raise ActionFailedError(str(error), code=CONFIGURATION_ERROR) from error
    now = datetime.now(zone)
    shown = f"{now:%Y-%m-%d %H:%M %Z}, the deployment window {job.configuration['Cron']!r}"
    if not window.holds(now):
        raise ActionFailedError(f"{shown} is closed")
    return Outcome(summary=f"{shown} is open")


def _window(configuration: Mapping[str, str]) -> tuple[Window, tzinfo]:
    return Window.parse(configuration["Cron"]), time_zone(configuration.get("TimeZone", "UTC"))


TYPE = RuleType(provider="DeploymentWindow", required=("Cron",), optional=("TimeZone",), check=check, run=judge)
