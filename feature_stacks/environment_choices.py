"""What an environment may decide about the product, as plain data without the CDK:
`stages` fills it in and holds it to its limits, the constructs read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from configuration import EngineName, ModelSettings
from feature_stacks.constants import (
    CV_TAILORING_ERROR_ALARM_THRESHOLD,
    CV_TAILORING_LATENCY_ALARM_THRESHOLD_MS,
    CV_TAILORING_SERVER_ERROR_ALARM_THRESHOLD,
    RELEASE_LATENCY_THRESHOLD_MS,
    THROTTLE_ALARM_THRESHOLD,
)


@dataclass(frozen=True, kw_only=True)
class OnDemand:
    """Pay for each request: right where traffic is rare or unknown."""


@dataclass(frozen=True, kw_only=True)
class CapacityBounds:
    """Bounds of target tracking, in capacity units (one 4 KB read or one 1 KB write a second): 1 <= minimum <= maximum,
    and a target of 20..90 percent, which is what DynamoDB accepts.
    """

    minimum: int
    maximum: int
    target_utilization_percent: int


NO_BOUNDS: Final = CapacityBounds(minimum=0, maximum=0, target_utilization_percent=0)
"""What nobody has decided yet; no environment is deployed with it."""


@dataclass(frozen=True, kw_only=True)
class Provisioned:
    """Reserved capacity that follows the load between bounds, for a table and each of its indexes."""

    read: CapacityBounds = NO_BOUNDS
    write: CapacityBounds = NO_BOUNDS


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
    """How many availability zones, two to four, and how many of them have a NAT gateway of their own (about 33 USD a
    month each), at least one.
    """

    availability_zones: int
    nat_gateways: int


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
class ReleaseThresholds:
    """What a new version may do while it takes over traffic, above which the release is taken back: failed invocations,
    throttled calls and the API's 5xx answers a minute, milliseconds at p95. Stricter than `AlarmThresholds`, because
    going back costs nothing as long as the old version still stands.
    """

    errors: int = 0
    server_errors: int = 0
    latency_ms: int = RELEASE_LATENCY_THRESHOLD_MS
    throttles: int = 0


@dataclass(frozen=True, kw_only=True)
class AllAtOnce:
    """Every request goes to the new version as soon as its check before traffic has passed."""


@dataclass(frozen=True, kw_only=True)
class Canary:
    """`percent` of the requests for `minutes`, then all of them."""

    percent: int
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Linear:
    """`percent` of the requests more every `minutes`, until it is all of them."""

    percent: int
    minutes: int


Rollout = AllAtOnce | Canary | Linear
"""How traffic moves to a new version of the function."""


@dataclass(frozen=True, kw_only=True)
class EnginePolicy:
    """Who rewrites the CV, with which model where it is one, and whether the deterministic engine may stand in when
    the model does not answer in time. `judged`: what the model writes is judged by a second request to it.
    """

    engine: EngineName
    fallback: bool
    judged: bool
    model: ModelSettings
