"""What an environment may decide about the product, as plain data without the CDK:
`stages` fills it in, the constructs read it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from feature_stacks.constants import (
    ANTHROPIC_BASE_URL,
    CV_TAILORING_ERROR_ALARM_THRESHOLD,
    CV_TAILORING_LATENCY_ALARM_THRESHOLD_MS,
    CV_TAILORING_REQUEST_TIMEOUT_MS,
    CV_TAILORING_SERVER_ERROR_ALARM_THRESHOLD,
    MODEL_MAX_ATTEMPTS,
    MODEL_MAX_OUTPUT_TOKENS,
    MODEL_MIN_ATTEMPT_MS,
    MODEL_MIN_OUTPUT_TOKENS,
    THROTTLE_ALARM_THRESHOLD,
)


@dataclass(frozen=True, kw_only=True)
class OnDemand:
    """Pay for each request: right where traffic is rare or unknown."""


@dataclass(frozen=True, kw_only=True)
class CapacityBounds:
    """Bounds of target tracking, in capacity units (one 4 KB read or one 1 KB write a second).

    Raises:
        ValueError: the bounds are not 1 <= minimum <= maximum, or the target is not 20..90 percent, which is what
            DynamoDB accepts.
    """

    minimum: int
    maximum: int
    target_utilization_percent: int

    def __post_init__(self) -> None:
        if not 1 <= self.minimum <= self.maximum:
            raise ValueError(f"capacity bounds must be 1 <= minimum <= maximum, not {self.minimum}..{self.maximum}")
        if not 20 <= self.target_utilization_percent <= 90:
            raise ValueError(f"target utilization must be 20..90 percent, not {self.target_utilization_percent}")


@dataclass(frozen=True, kw_only=True)
class Provisioned:
    """Reserved capacity that follows the load between bounds, for a table and each of its indexes."""

    read: CapacityBounds
    write: CapacityBounds


Billing = OnDemand | Provisioned


@dataclass(frozen=True, kw_only=True)
class DataProtection:
    """What becomes of data when its stack goes: `retain` keeps it,
    `deletion_protection` refuses to delete it at all.
    """

    retain: bool
    deletion_protection: bool


@dataclass(frozen=True, kw_only=True)
class NetworkLayout:
    """How many availability zones, and how many of them have a NAT gateway of their own (about 33 USD a month each).

    Raises:
        ValueError: fewer than two zones, or NAT gateways not 1..zones: without one, the LLM vendor is out of reach.
    """

    availability_zones: int
    nat_gateways: int

    def __post_init__(self) -> None:
        if self.availability_zones < 2:
            raise ValueError(f"availability_zones must be at least 2, not {self.availability_zones}")
        if not 1 <= self.nat_gateways <= self.availability_zones:
            raise ValueError(f"nat_gateways must be 1..{self.availability_zones}, not {self.nat_gateways}")


@dataclass(frozen=True, kw_only=True)
class Throttle:
    """Requests a second that the API's stage accepts, and the burst above it."""

    rate: int
    burst: int


@dataclass(frozen=True, kw_only=True)
class AlarmThresholds:
    """Each alarm fires above its value: failed invocations and 5xx answers a minute, milliseconds at p95,
    throttled calls a minute.
    """

    errors: int = CV_TAILORING_ERROR_ALARM_THRESHOLD
    server_errors: int = CV_TAILORING_SERVER_ERROR_ALARM_THRESHOLD
    latency_ms: int = CV_TAILORING_LATENCY_ALARM_THRESHOLD_MS
    throttles: int = THROTTLE_ALARM_THRESHOLD


_BASE_URL: Final = re.compile(
    r"(?:https://[a-z0-9-]+(?:\.[a-z0-9-]+)*|http://(?:127\.0\.0\.1|localhost))(?::[0-9]{1,5})?(?:/[\w.~-]+)*"
)
_MODEL: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:@/-]{0,127}")


@dataclass(frozen=True, kw_only=True)
class TokenPrices:
    """USD for a million tokens, as the vendor's price list has them (platform.claude.com/docs, pricing).

    Raises:
        ValueError: a price is negative, 10,000 or more, or has more than four decimals.
    """

    input: Decimal
    output: Decimal
    cache_write: Decimal
    cache_read: Decimal

    def __post_init__(self) -> None:
        for name, price in vars(self).items():
            if not 0 <= price < 10_000 or price != round(price, 4):
                raise ValueError(f"the price of {name} tokens must be USD for a million, 0..9999.9999, not {price}")


@dataclass(frozen=True, kw_only=True)
class ModelSettings:
    """Which language model an environment asks, within which limits, at which price.

    Attributes:
        name: the vendor's id of the model.
        max_output_tokens: what one answer may be long.
        attempts: requests for one CV, whatever they are made for.
        attempt_ms: the time that one request must have; none is started with less.
        base_url: the vendor's API, or a gateway that speaks it.

    Raises:
        ValueError: a limit is out of range, or the address is neither https nor on this machine.
    """

    name: str
    max_output_tokens: int
    attempts: int
    attempt_ms: int
    prices: TokenPrices
    base_url: str = ANTHROPIC_BASE_URL

    def __post_init__(self) -> None:
        if not _MODEL.fullmatch(self.name):
            raise ValueError(f"the model must be an id such as claude-haiku-4-5, not {self.name!r}")
        if not _BASE_URL.fullmatch(self.base_url):
            raise ValueError(f"base_url must be https without a trailing slash, or on 127.0.0.1, not {self.base_url!r}")
        _check("max_output_tokens", self.max_output_tokens, MODEL_MIN_OUTPUT_TOKENS, MODEL_MAX_OUTPUT_TOKENS)
        _check("attempts", self.attempts, 1, MODEL_MAX_ATTEMPTS)
        _check("attempt_ms", self.attempt_ms, MODEL_MIN_ATTEMPT_MS, CV_TAILORING_REQUEST_TIMEOUT_MS)


def _check(name: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise ValueError(f"{name} must be {low}..{high}, not {value}")


@dataclass(frozen=True, kw_only=True)
class EnginePolicy:
    """Who rewrites the CV, with which model where it is one, and whether the deterministic engine may stand in when
    the model does not answer in time.
    """

    engine: Literal["extractive", "anthropic"]
    fallback: bool
    model: ModelSettings
