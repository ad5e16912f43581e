"""One cell under a steady random load, request by request: API Gateway's token bucket, Lambda's execution environments,
the artifacts table, and the model's tokens. A seed gives the same outcome each time.

Requests arrive as a Poisson process. Nothing queues: what finds no token, environment or unit is refused, as AWS
refuses it. Buckets of minutes (unused table capacity, a minute of the model's tokens) begin empty, so that a run of
seconds shows what lasts.
"""

from __future__ import annotations

import random
from collections.abc import Generator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

import simpy

from delivery.scaling.limits import Work

ENVIRONMENT_RAMP_SECONDS: Final = 10


class Outcome(StrEnum):
    """What came of a request."""

    TAILORED = "tailored"
    DEGRADED = "degraded"
    API_THROTTLED = "429 of the API"
    NO_ENVIRONMENT = "no execution environment"
    TABLE_THROTTLED = "the table refused"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What one deployment in one account has.

    Attributes:
        concurrency: calls at once.
        new_environments: how many more in ten seconds.
        writes_a_second: units of the artifacts table; a tailoring takes `writes_each`.
        model_tokens_a_second: output tokens; unlimited where it is None.
        cold_start: seconds that a new environment takes first.
    """

    work: Work
    api_rate: float
    api_burst: float
    concurrency: int
    new_environments: int
    writes_a_second: float
    writes_each: float
    model_tokens_a_second: float | None = None
    cold_start: float = 0.0


@dataclass
class TokenBucket:
    """Refills all the time, up to its size; `take` says whether there was enough."""

    rate: float
    size: float
    level: float
    _at: float = 0.0

    def take(self, amount: float, now: float) -> bool:
        self.level = min(self.size, self.level + (now - self._at) * self.rate)
        self._at = now
        if self.level < amount:
            return False
        self.level -= amount
        return True


@dataclass
class Run:
    """What was seen after the warm-up.

    Attributes:
        busy_seconds: execution environments taken, added up over time.
    """

    seconds: float
    outcomes: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    busy_seconds: float = 0.0
    most_busy: int = 0

    @property
    def arrived(self) -> int:
        return sum(self.outcomes.values())

    def share(self, outcome: Outcome) -> float:
        return self.outcomes[outcome] / self.arrived if self.arrived else 0.0

    @property
    def mean_busy(self) -> float:
        return self.busy_seconds / self.seconds


class Simulation:
    """Requests to one cell, `rate` a second, watched for `seconds` after `warm_up`."""

    def __init__(self, cell: Cell, *, rate: float, seconds: float, warm_up: float, seed: int) -> None:
        self._cell = cell
        self._rate = rate
        self._from, self._until = warm_up, warm_up + seconds
        self._random = random.Random(seed)  # noqa: S311 - a simulation, no secret
        self._world = simpy.Environment()
        self._api = TokenBucket(cell.api_rate, cell.api_burst, level=cell.api_burst)
        ramp = cell.new_environments
        self._ramp = TokenBucket(ramp / ENVIRONMENT_RAMP_SECONDS, ramp, level=ramp)
        second = max(cell.writes_a_second, cell.writes_each)
        self._table = TokenBucket(cell.writes_a_second, second, level=second)
        tokens = cell.model_tokens_a_second or 0.0
        self._model = TokenBucket(tokens, max(tokens, cell.work.output_tokens), level=0.0)
        self._busy, self._warm, self._counted_at = 0, 0, 0.0
        self.run = Run(seconds=seconds)

    def __call__(self) -> Run:
        """Runs it, once."""
        self._world.process(self._arrivals())
        self._world.run(until=self._until)
        self._count_busy(0)
        return self.run

    def _arrivals(self) -> Generator[simpy.Event, Any, None]:
        while True:
            yield self._world.timeout(self._random.expovariate(self._rate))
            refused = self._refusal()
            if refused is None:
                self._world.process(self._request(cold=not self._take_environment()))
            else:
                self._record(refused)

    def _refusal(self) -> Outcome | None:
        now, cell = self._world.now, self._cell
        if not self._api.take(1, now):
            return Outcome.API_THROTTLED
        if self._busy >= cell.concurrency or (not self._warm and not self._ramp.take(1, now)):
            return Outcome.NO_ENVIRONMENT
        return None

    def _take_environment(self) -> bool:
        """Whether it was a warm one."""
        self._count_busy(1)
        warm = self._warm > 0
        self._warm -= warm
        return warm

    def _request(self, *, cold: bool) -> Generator[simpy.Event, Any, None]:
        cell = self._cell
        arrived = self._world.now
        if cold and cell.cold_start:
            yield self._world.timeout(cell.cold_start)
        degraded = cell.model_tokens_a_second is not None and not self._model.take(
            cell.work.output_tokens, self._world.now
        )
        # Between half of the average and half more, as the model's five to ten seconds are about theirs.
        yield self._world.timeout(cell.work.seconds * self._random.uniform(0.5, 1.5))
        stored = self._table.take(cell.writes_each, self._world.now)
        self._count_busy(-1)
        self._warm += 1
        if arrived >= self._from:
            tailored = Outcome.DEGRADED if degraded else Outcome.TAILORED
            self._record(tailored if stored else Outcome.TABLE_THROTTLED)

    def _record(self, outcome: Outcome) -> None:
        if self._world.now >= self._from:
            self.run.outcomes[outcome] += 1

    def _count_busy(self, change: int) -> None:
        now = self._world.now
        self.run.busy_seconds += self._busy * max(0.0, now - max(self._counted_at, self._from))
        self._counted_at = now
        self._busy += change
        if now >= self._from:
            self.run.most_busy = max(self.run.most_busy, self._busy)
