"""Walls: at which rate each limit is reached, by arithmetic alone. The lowest one breaks first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from delivery.costs.demand import ARTIFACTS
from delivery.scaling import limits
from delivery.scaling.limits import PROD, Limit, Work

CALLS_EACH: Final = 10
"""Calls a second that Lambda allows for each concurrent execution (.../lambda/latest/dg/lambda-concurrency.html)."""


@dataclass(frozen=True, kw_only=True)
class Wall:
    """Where a limit lies for one kind of work.

    Attributes:
        rate: tailorings a second that reach it.
        breaks: what a caller then sees.
        remedy: what to do.
    """

    what: str
    rate: float
    breaks: str
    remedy: str


def own_walls(work: Work) -> Sequence[Wall]:
    """What prod as shipped sets itself, lowest first."""
    return sorted(_own(work), key=lambda wall: wall.rate)


def published_walls(work: Work) -> Sequence[Wall]:
    """What accounts have by default, lowest first."""
    return sorted(_published(work), key=lambda wall: wall.rate)


def _own(work: Work) -> Iterator[Wall]:
    units = limits.most_write_units()
    yield Wall(
        what=f"tables: at most {units} write units each (`TABLE_MAX_CAPACITY`)",
        rate=units / float(ARTIFACTS.writes),
        breaks="503 after the SDK's repeats; unused capacity of five minutes hides it at first",
        remedy="raise it for the access pattern that you see, or put prod on demand",
    )
    yield Wall(
        what=f"API: `Throttle(rate={PROD.throttle.rate}, burst={PROD.throttle.burst})`",
        rate=PROD.throttle.rate,
        breaks="429 with `Retry-After`",
        remedy="raise it in `stages/environments.py`; it protects everything behind it",
    )
    if PROD.reserved_concurrency is not None:
        yield Wall(
            what=f"function: `reserved_concurrency={PROD.reserved_concurrency}`",
            rate=PROD.reserved_concurrency / work.seconds,
            breaks="a 5xx of API Gateway, and the alarm on throttles",
            remedy="raise it with the account's quota",
        )


def _published(work: Work) -> Iterator[Wall]:
    yield _by_writes(
        limits.NEW_TABLE_WRITES,
        "503; it takes twice the last peak within 30 minutes",
        "pre-warm the tables (warm throughput)",
    )
    yield _by_writes(limits.TABLE_WRITES, "503 after the SDK's repeats", "ask for more, or another cell")
    yield Wall(
        what=limits.CONCURRENCY.name,
        rate=limits.CONCURRENCY.value / work.seconds,
        breaks="a 5xx of API Gateway, and every other function of the account stands still",
        remedy="ask for more (tens of thousands are granted), or another cell",
    )
    yield Wall(
        what=f"Lambda: calls a second, {CALLS_EACH} for each concurrent execution",
        rate=limits.CONCURRENCY.value * CALLS_EACH,
        breaks="a 5xx of API Gateway",
        remedy="comes with more concurrency",
    )
    yield Wall(
        what=limits.BUCKET_READS.name,
        rate=limits.BUCKET_READS.value,
        breaks="503 after the SDK's repeats, until S3 has divided it",
        remedy="let the load grow over an hour; S3 divides by load",
    )
    yield Wall(
        what=limits.API_RATE.name,
        rate=limits.API_RATE.value,
        breaks="429",
        remedy="ask for more, or another cell",
    )
    if work.output_tokens:
        yield from _model(work)


def _by_writes(limit: Limit, breaks: str, remedy: str) -> Wall:
    return Wall(what=limit.name, rate=limit.value / float(ARTIFACTS.writes), breaks=breaks, remedy=remedy)


def _model(work: Work) -> Iterator[Wall]:
    fallback = "the vendor's 429: with `fallback` the extractive engine's answer, `degraded: true`; else 502"
    ask = "a custom tier; cells of one organization share it"
    for limit, each in (
        (limits.MODEL_REQUESTS, work.requests),
        (limits.MODEL_INPUT, work.input_tokens),
        (limits.MODEL_OUTPUT, work.output_tokens),
    ):
        yield Wall(what=limit.name, rate=limit.value / each / 60, breaks=fallback, remedy=ask)
