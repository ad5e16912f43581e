"""The rule CloudWatchAlarm: an alarm must stay out of the given states for the wait time; before a stage's entry, it
must leave them within that time.

Source: docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference-CloudWatchAlarm.html
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

from botocore.exceptions import ClientError

from localcloud.aws.alarm_changes import states_since
from localcloud.aws.time_scale import waited_seconds
from localcloud.services.codepipeline.actions.job_sessions import JobSessions, failure_of
from localcloud.services.codepipeline.actions.run_context import RunContext
from localcloud.services.codepipeline.ports import CONFIGURATION_ERROR, ActionFailedError, Outcome, RuleJob
from localcloud.services.codepipeline.rules.rule_type import RuleType
from localcloud.services.codepipeline.statuses import BEFORE_ENTRY
from localcloud.services.codepipeline.variables import references

_LOOKS = 20  # while waiting for an alarm
_LEAST_PAUSE = 0.2  # seconds between two looks
_TYPES = ["MetricAlarm", "CompositeAlarm"]
_STATES = {"ALARM", "OK", "INSUFFICIENT_DATA"}
_MINUTE = 60.0


def check(configuration: Mapping[str, str], inputs: Sequence[str]) -> str:
    """Refuse a wait time that is no number of minutes, and a state that no alarm has."""
    del inputs
    if any(any(references(value)) for value in configuration.values()):
        return ""
    for state in configuration.get("AlarmStates", "ALARM").split(","):
        if state.strip() not in _STATES:
            return f"{state.strip()!r} is no state of an alarm; they are {', '.join(sorted(_STATES))}"
    wait = configuration.get("WaitTime", "0")
    return "" if wait.isdecimal() else f"the WaitTime {wait!r} is no number of minutes"


def watch(job: RuleJob, context: RunContext) -> Outcome:
    """Look at the alarm until the wait time (minutes) is over; a state that it came into meanwhile counts, except
    before an entry, where one look without such a state is enough."""
    name = job.configuration["AlarmName"]
    states = {item.strip() for item in job.configuration.get("AlarmStates", "ALARM").split(",")}
    wait = waited_seconds(int(job.configuration.get("WaitTime", "0")) * _MINUTE)
    over, entering = time.monotonic() + wait, job.condition == BEFORE_ENTRY
    while True:
        alarm = _alarm(name, context.sessions)
        earlier = () if entering else states_since(alarm["AlarmArn"], job.started)
        seen = states & {alarm["StateValue"], *earlier}
        left = over - time.monotonic()
        if seen and (left <= 0 or not entering):
            raise ActionFailedError(f"The alarm {name} is in state {', '.join(sorted(seen))}")
        if not seen and (left <= 0 or entering):
            return Outcome(summary=f"The alarm {name} stayed out of {', '.join(sorted(states))}")
        context.progress.pause(min(left, max(_LEAST_PAUSE, wait / _LOOKS)))


def _alarm(name: str, sessions: JobSessions) -> dict[str, Any]:
    try:
        found = sessions.client("cloudwatch").describe_alarms(AlarmNames=[name], AlarmTypes=_TYPES)
    except ClientError as error:
        raise failure_of(error, doing=f"Looking at the alarm {name}") from error
    alarms: list[dict[str, Any]] = [*found["MetricAlarms"], *found["CompositeAlarms"]]
    if not alarms:
        raise ActionFailedError(f"There is no alarm named {name!r}", code=CONFIGURATION_ERROR)
    return alarms[0]


TYPE = RuleType(
    provider="CloudWatchAlarm", required=("AlarmName",), optional=("AlarmStates", "WaitTime"), check=check, run=watch
)
