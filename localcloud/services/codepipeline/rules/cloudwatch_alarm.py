"""The rule CloudWatchAlarm: an alarm must stay out of the given states for the wait time.

Source: docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference-CloudWatchAlarm.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from botocore.exceptions import ClientError

from localcloud.aws.time_scale import waited_seconds
from localcloud.services.codepipeline.actions.job_sessions import JobSessions, failure_of
from localcloud.services.codepipeline.actions.run_context import RunContext
from localcloud.services.codepipeline.ports import CONFIGURATION_ERROR, ActionFailedError, Outcome, RuleJob
from localcloud.services.codepipeline.rules.rule_type import RuleType

_LOOKS = 6  # while waiting for an alarm
_MINUTE = 60.0


def check(configuration: Mapping[str, str], inputs: Sequence[str]) -> str:
    """Refuse a wait time that is no number of minutes."""
    del inputs
    wait = configuration.get("WaitTime", "0")
    return "" if wait.isdecimal() else f"the WaitTime {wait!r} is no number of minutes"


def watch(job: RuleJob, context: RunContext) -> Outcome:
    """Look at the alarm until the wait time (minutes) is over."""
    name = job.configuration["AlarmName"]
    states = [item.strip() for item in job.configuration.get("AlarmStates", "ALARM").split(",")]
    wait = int(job.configuration.get("WaitTime", "0")) * _MINUTE
    looks = _LOOKS if wait else 1
    for look in range(looks):
        if look:
            context.progress.pause(waited_seconds(wait) / (looks - 1))
        state = _alarm_state(name, context.sessions)
        if state in states:
            raise ActionFailedError(f"The alarm {name} is in state {state}")
    return Outcome(summary=f"The alarm {name} stayed out of {', '.join(states)}")


def _alarm_state(name: str, sessions: JobSessions) -> str:
    try:
        alarms = sessions.client("cloudwatch").describe_alarms(AlarmNames=[name])["MetricAlarms"]
    except ClientError as error:
        raise failure_of(error, doing=f"Looking at the alarm {name}") from error
    if not alarms:
        raise ActionFailedError(f"There is no alarm named {name!r}", code=CONFIGURATION_ERROR)
    return str(alarms[0]["StateValue"])


TYPE = RuleType(
    provider="CloudWatchAlarm", required=("AlarmName",), optional=("AlarmStates", "WaitTime"), check=check, run=watch
)
