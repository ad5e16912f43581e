"""Schedules fire at the time scale, on the event loop that owns the rules.

MiniStack looks at them every ten seconds of real time, from a thread of its own. `rate` and `cron` both go by a clock
that runs at the time scale since the server started; a schedule fires once a second at most.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any, Final

from ministack.services import eventbridge, scheduler

from localcloud.aws.event_loop import soon_on_event_loop
from localcloud.aws.time_scale import waited_seconds
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.eventbridge", "_SCHEDULER_TICK_INTERVAL"),
    Touched("services.eventbridge", "_cron_next_fire", "fields,after_dt"),
    Touched("services.eventbridge", "_parse_rate_seconds", "expr"),
    Touched("services.eventbridge", "_rules"),
    Touched("services.eventbridge", "_tick_scheduled_rules", ""),
    Touched("services.scheduler", "_SCHEDULE_TICK_INTERVAL"),
)
_LOOK_SECONDS: Final = 1
_started = time.time()


def apply() -> None:
    """Scale what MiniStack waits for, and look at the rules where their changes are made."""
    rate, next_fire, tick = (
        eventbridge._parse_rate_seconds,
        eventbridge._cron_next_fire,
        eventbridge._tick_scheduled_rules,
    )

    def parse_rate_seconds(expression: str) -> float | None:
        seconds = rate(expression)
        return None if seconds is None else max(_LOOK_SECONDS, waited_seconds(seconds))

    def cron_next_fire(fields: Any, after: datetime) -> datetime | None:
        following = next_fire(fields, fast_clock(after))
        return None if following is None else real_clock(following)

    eventbridge._parse_rate_seconds = parse_rate_seconds
    eventbridge._cron_next_fire = cron_next_fire

    def tick_scheduled_rules() -> None:
        rules = list(eventbridge._rules._data.values())
        if any(rule.get("ScheduleExpression") for rule in rules):
            soon_on_event_loop(tick)

    eventbridge._tick_scheduled_rules = tick_scheduled_rules
    eventbridge._SCHEDULER_TICK_INTERVAL = _LOOK_SECONDS
    scheduler._SCHEDULE_TICK_INTERVAL = _LOOK_SECONDS


def fast_clock(moment: datetime) -> datetime:
    """What the clock that runs at the time scale shows at a real moment."""
    return _at(_started + (moment.timestamp() - _started) / waited_seconds(1))


def real_clock(moment: datetime) -> datetime:
    """When that clock shows a moment."""
    return _at(_started + waited_seconds(moment.timestamp() - _started))


def _at(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
