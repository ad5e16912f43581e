"""A change of an alarm's state: kept in its history, told to its actions and to the default event bus.

Sources: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html, alarm-actions.html.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services import cloudwatch

from localcloud.aws.alarm_changes import StateChange, note_change
from localcloud.aws.event_bus import put_event
from localcloud.services.cloudwatch.alarm_actions import execute
from localcloud.services.cloudwatch.evaluation import Evaluation
from localcloud.services.cloudwatch.metric_queries import configuration

EVENT = "CloudWatch Alarm State Change"
_ACTIONS = {"ALARM": "AlarmActions", "OK": "OKActions", "INSUFFICIENT_DATA": "InsufficientDataActions"}
# Of each account and region; AWS keeps two weeks.
_KEPT_HISTORY = 2000


_told: dict[str, dict[str, Any]] = {}


def move(alarm: dict[str, Any], evaluation: Evaluation) -> None:
    """Bring a metric alarm of the present account and region into the state that it was evaluated to be in."""
    old, new = alarm["StateValue"], evaluation.state
    if new is None or new == old:
        return
    now = time.time()
    alarm["StateValue"], alarm["StateReason"], alarm["StateReasonData"] = new, evaluation.reason, evaluation.reason_data
    alarm["StateUpdatedTimestamp"] = alarm["StateTransitionedTimestamp"] = now
    cloudwatch._record_history(
        alarm["AlarmName"], old, new, evaluation.reason, reason_data=json.loads(evaluation.reason_data)
    )
    cloudwatch._dispatch_alarm_actions(alarm, old, new, evaluation.reason)
    cloudwatch._evaluate_parent_alarms(alarm)


def dispatch(alarm: dict[str, Any], old_state: str, new_state: str, reason: str) -> None:
    """What follows a change of state, however it came about: the event, and each action of the new state."""
    arn, now = alarm["AlarmArn"], time.time()
    note_change(arn, StateChange(state=new_state, at=now))
    state = _state(new_state, reason, alarm.get("StateReasonData"), now)
    previous = _told.get(arn) or {"value": old_state}
    _told[arn] = state
    detail = {
        "alarmName": alarm["AlarmName"],
        "state": state,
        "previousState": previous,
        "configuration": configuration(alarm),
    }
    put_event(
        source="aws.cloudwatch",
        detail_type=EVENT,
        detail=detail,
        resource_arns=[arn],
        account=get_account_id(),
        region=get_region(),
    )
    if alarm.get("ActionsEnabled", True):
        for action in alarm.get(_ACTIONS[new_state]) or ():
            refusal = execute(action, alarm, detail)
            _record_action(alarm, action, refusal)
    _shorten_history()


def _state(value: str, reason: str, reason_data: str | None, moment: float) -> dict[str, Any]:
    at = datetime.fromtimestamp(moment, UTC)
    stamp = at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}+0000"
    state = {"value": value, "reason": reason, "timestamp": stamp}
    return {**state, "reasonData": reason_data} if reason_data else state


def _record_action(alarm: Mapping[str, Any], action: str, refusal: str) -> None:
    summary = f"Failed to execute action {action}. {refusal}" if refusal else f"Successfully executed action {action}"
    cloudwatch._history_entries().append(
        {
            "AlarmName": alarm["AlarmName"],
            "AlarmType": "CompositeAlarm" if "AlarmRule" in alarm else "MetricAlarm",
            "Timestamp": cloudwatch._ts_iso(time.time()),
            "HistoryItemType": "Action",
            "HistorySummary": summary,
            "HistoryData": "{}",
        }
    )


def _shorten_history() -> None:
    entries = cloudwatch._history_entries()
    del entries[: max(0, len(entries) - _KEPT_HISTORY)]
