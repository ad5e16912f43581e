"""What an alarm's data points say of its state: M out of N, and how missing data counts.

Source: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Final

OK: Final = "OK"
ALARM: Final = "ALARM"
INSUFFICIENT_DATA: Final = "INSUFFICIENT_DATA"
RETAIN: Final = None
"""The state stays what it was."""

COMPARISONS: Final[dict[str, Callable[[float, float], bool]]] = {
    "GreaterThanOrEqualToThreshold": operator.ge,
    "GreaterThanThreshold": operator.gt,
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}
# CloudWatch looks at more periods than it evaluates, in case some have no data; in its example at 5 for 3.
FURTHER_PERIODS: Final = 2
_WITHOUT_DATA: Final = {"missing": INSUFFICIENT_DATA, "ignore": RETAIN, "breaching": ALARM, "notBreaching": OK}


def judge(
    breaching: Sequence[bool | None], *, evaluation_periods: int, datapoints_to_alarm: int, treatment: str
) -> str | None:
    """The state that the data points call for, or `RETAIN`.

    Args:
        breaching: of each period of the evaluation range, the oldest first; None has no data.
        treatment: ``missing``, ``ignore``, ``breaching`` or ``notBreaching``.
    """
    real = [point for point in breaching if point is not None]
    if not real:
        return _WITHOUT_DATA[treatment]
    if len(real) >= evaluation_periods:
        return ALARM if sum(real[-evaluation_periods:]) >= datapoints_to_alarm else OK
    filled = evaluation_periods - len(real) if treatment == "breaching" else 0
    if sum(real) + filled >= datapoints_to_alarm:
        return ALARM
    if treatment == "ignore" and all(real):
        return RETAIN
    return ALARM if treatment == "missing" and _premature(breaching, len(real), datapoints_to_alarm) else OK


def _premature(breaching: Sequence[bool | None], real: int, datapoints_to_alarm: int) -> bool:
    """Whether data stopped while it was breaching: the oldest such point is as old as it takes points, and no later
    one is within the threshold.
    """
    oldest = list(breaching).index(True) if True in breaching else len(breaching)
    old_enough = len(breaching) - oldest >= datapoints_to_alarm
    return real < datapoints_to_alarm and old_enough and False not in breaching[oldest:]
