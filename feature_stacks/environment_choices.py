"""What an environment may decide about the product, as plain data without the CDK:
`stages` fills it in, the constructs read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from feature_stacks.constants import (
    CV_TAILORING_ERROR_ALARM_THRESHOLD,
    CV_TAILORING_LATENCY_ALARM_THRESHOLD_MS,
    CV_TAILORING_SERVER_ERROR_ALARM_THRESHOLD,
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


@dataclass(frozen=True, kw_only=True)
class EnginePolicy:
    """Who rewrites the CV, and whether the deterministic engine may stand in when the model does not answer in time."""

    engine: Literal["extractive", "anthropic"]
    fallback: bool
