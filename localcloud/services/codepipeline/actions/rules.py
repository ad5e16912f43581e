"""Rules of stage conditions that run here; others fail by name: no condition is passed on a rule that did not run.

Source: docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference.html
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

from botocore.exceptions import ClientError

from localcloud.services.codepipeline.actions.job_sessions import JobSessions, failure_of
from localcloud.services.codepipeline.engine.ports import (
    CONFIGURATION_ERROR,
    JOB_FAILED,
    ActionFailedError,
    Outcome,
    Progress,
    RuleJob,
)

_COMPARISONS: dict[str, Callable[[str, str], bool]] = {
    "EQ": operator.eq,
    "NE": operator.ne,
    "CONTAINS": lambda value, wanted: wanted in value,
    "MATCHES": lambda value, wanted: re.search(wanted, value) is not None,
}
_LOOKS = 6  # while waiting for an alarm
_MINUTE = 60.0


def run_rule(job: RuleJob, sessions: JobSessions, progress: Progress) -> Outcome:
    """Run one rule.

    Raises:
        ActionFailedError: code JobFailed if the rule says no, another if it could not be judged.
    """
    if job.rule.provider == "VariableCheck":
        return _check_variable(job)
    if job.rule.provider == "CloudWatchAlarm":
        return _check_alarm(job, sessions, progress)
    message = f"The rule {job.rule.name!r} is of type {job.rule.provider}, which the local cloud does not offer"
    raise ActionFailedError(message, code=CONFIGURATION_ERROR)


def _check_variable(job: RuleJob) -> Outcome:
    """A resolved variable against an expected value."""
    given = job.configuration
    comparison = _COMPARISONS.get(given.get("Operator", "EQ"))
    if comparison is None or "Variable" not in given or "Value" not in given:
        message = f"The rule {job.rule.name!r} needs Variable, Value and an Operator of {', '.join(_COMPARISONS)}"
        raise ActionFailedError(message, code=CONFIGURATION_ERROR)
    try:
        holds = comparison(given["Variable"], given["Value"])
    except re.error as error:
        raise ActionFailedError(
            f"{given['Value']!r} is no regular expression: {error}", code=CONFIGURATION_ERROR
        ) from error
    if not holds:
        message = f"{given['Variable']!r} is not {given.get('Operator', 'EQ')} {given['Value']!r}"
        raise ActionFailedError(message, code=JOB_FAILED)
    return Outcome(summary=f"{given['Variable']!r} is {given.get('Operator', 'EQ')} {given['Value']!r}")


def _check_alarm(job: RuleJob, sessions: JobSessions, progress: Progress) -> Outcome:
    """An alarm must stay out of the given states for the wait time (minutes)."""
    name = job.configuration.get("AlarmName", "")
    states = [item.strip() for item in job.configuration.get("AlarmStates", "ALARM").split(",")]
    wait = float(job.configuration.get("WaitTime", "0")) * _MINUTE
    looks = _LOOKS if wait else 1
    for look in range(looks):
        if look:
            progress.pause(wait / (looks - 1))
        state = _alarm_state(name, sessions)
        if state in states:
            raise ActionFailedError(f"The alarm {name} is in state {state}", code=JOB_FAILED)
    return Outcome(summary=f"The alarm {name} stayed out of {', '.join(states)}")


def _alarm_state(name: str, sessions: JobSessions) -> str:
    try:
        alarms = sessions.client("cloudwatch").describe_alarms(AlarmNames=[name])["MetricAlarms"]
    except ClientError as error:
        raise failure_of(error, doing=f"Looking at the alarm {name}") from error
    if not alarms:
        raise ActionFailedError(f"There is no alarm named {name!r}", code=CONFIGURATION_ERROR)
    return str(alarms[0]["StateValue"])
