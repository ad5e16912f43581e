"""Metrics that are written into a log in the embedded metric format are metrics, as CloudWatch Logs makes them.

MiniStack keeps the line and no more, so an alarm on a function's own metric (Powertools writes them like this) never
has data (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import cloudwatch, cloudwatch_logs

from localcloud.aws.event_loop import soon_on_event_loop
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.cloudwatch_logs", "_append_log_events", "stream,events"),
    Touched("services.cloudwatch", "_store_datum", "namespace,name,dims,ts,unit,value,values,counts,stat_values"),
)
_MARK = '"_aws"'
_MOST_METRICS = 100
"""In one line; AWS takes none of a line that has more."""

# Arguments of MiniStack's _store_datum.
Datum = tuple[str, str, dict[str, str], float, str, float | None, list[float] | None, None, None]


def apply() -> None:
    """Look at each line that is put into a log."""
    append = cloudwatch_logs._append_log_events

    def append_log_events(stream: dict[str, Any], events: list[dict[str, Any]]) -> None:
        append(stream, events)
        found = [datum for event in events for datum in embedded_metrics(event["message"])]
        if found:
            account, region = get_account_id(), get_region()
            soon_on_event_loop(lambda: _store(found, account, region))

    cloudwatch_logs._append_log_events = append_log_events


def _store(found: list[Datum], account: str, region: str) -> None:
    with request_scope(account, region):
        for datum in found:
            cloudwatch._store_datum(*datum)


def embedded_metrics(message: str) -> Iterator[Datum]:
    """The metrics that a line of a log holds; none where it is not in the format."""
    if _MARK not in message:
        return
    try:
        document = json.loads(message)
        described = document["_aws"]
        moment = float(described.get("Timestamp") or time.time() * 1000) / 1000
        for directive in described["CloudWatchMetrics"]:
            if len(directive["Metrics"]) <= _MOST_METRICS:
                yield from _of_directive(document, directive, moment)
    except (ValueError, TypeError, KeyError, AttributeError):
        return  # not in the format: a line like any other


def _of_directive(document: dict[str, Any], directive: dict[str, Any], moment: float) -> Iterator[Datum]:
    for names in directive.get("Dimensions") or [[]]:
        dimensions = {name: str(document[name]) for name in names}
        for metric in directive["Metrics"]:
            given = document[metric["Name"]]
            several = [float(value) for value in given] if isinstance(given, list) else None
            single = None if several is not None else float(given)
            unit = metric.get("Unit") or "None"
            yield directive["Namespace"], metric["Name"], dimensions, moment, unit, single, several, None, None
