"""An alarm's period, as its owner wrote it and as long as it really takes here."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from localcloud.aws.time_scale import waited_seconds

_DEFAULT_SECONDS = 60
# However fast waits pass, an evaluation has time to be made.
_LEAST_REAL_SECONDS = 0.05


@dataclass(frozen=True)
class Period:
    """A period of `seconds`, as AWS counts them."""

    seconds: int

    @classmethod
    def of(cls, alarm: Mapping[str, Any]) -> Period:
        """The period of a metric alarm; with several metrics, that of the first which has one."""
        if alarm.get("Period"):
            return cls(int(alarm["Period"]))
        for query in alarm.get("Metrics") or ():
            found = query.get("Period") or query.get("MetricStat", {}).get("Period")
            if found:
                return cls(int(found))
        return cls(_DEFAULT_SECONDS)

    @property
    def real_seconds(self) -> float:
        """How long it takes."""
        return max(waited_seconds(self.seconds), _LEAST_REAL_SECONDS)

    def next_end(self, moment: float) -> float:
        """The end of the period that a moment (epoch seconds) is in."""
        return (math.floor(moment / self.real_seconds) + 1) * self.real_seconds
