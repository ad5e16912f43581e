"""The environments as data: what differs between dev and prod is here and nowhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from feature_stacks.constants import (
    CV_TAILORING_LOG_RETENTION_DAYS,
    CV_TAILORING_REQUEST_TIMEOUT_MS,
    CV_TAILORING_TABLE_READ_CAPACITY,
    CV_TAILORING_TABLE_WRITE_CAPACITY,
    DEFAULT_INTEGRATION_TIMEOUT_MS,
    MIN_INTEGRATION_TIMEOUT_MS,
    MODEL_RESERVE_MS,
    TABLE_MAX_CAPACITY,
    TABLE_TARGET_UTILIZATION_PERCENT,
)
from feature_stacks.environment_choices import (
    AlarmThresholds,
    Billing,
    CapacityBounds,
    DataProtection,
    EnginePolicy,
    ModelSettings,
    NetworkLayout,
    OnDemand,
    Provisioned,
    Throttle,
    TokenPrices,
)
from stages.settings import Settings

CLAUDE_HAIKU: Final = ModelSettings(
    name="claude-haiku-4-5",
    # Twice what a long CV comes to: ten positions of six lines are about 2,000 tokens.
    max_output_tokens=4096,
    attempts=3,
    # Two of these fit into the 29 s that API Gateway waits; an answer of 600 tokens takes this model 5 to 10 s.
    attempt_ms=12_000,
    prices=TokenPrices(input=Decimal(1), output=Decimal(5), cache_write=Decimal("1.25"), cache_read=Decimal("0.10")),
)
"""The fastest of the vendor's models that holds to a schema; its prices are those published in 2026."""

_ORIGIN: Final = re.compile(r"https://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[0-9]{1,5})?")


@dataclass(frozen=True, kw_only=True)
class Environment:
    """One deployment of the product.

    Attributes:
        name: the slug in every physical name, ``dev`` or ``prod``.
        integration_timeout_ms: how long API Gateway waits for the function. Over 29,000 needs the account's quota
            raised first.
        cors_origins: the web origins that may call the API from a browser; no wildcard.

    Raises:
        ValueError: the time-out is out of range or leaves no room for the model, or an origin is not a plain https
            origin.
    """

    name: str
    account: str
    region: str
    billing: Billing
    data_protection: DataProtection
    network: NetworkLayout
    throttle: Throttle
    engine: EnginePolicy
    cors_origins: tuple[str, ...]
    alarms: AlarmThresholds = field(default_factory=AlarmThresholds)
    log_retention_days: int = CV_TAILORING_LOG_RETENTION_DAYS
    integration_timeout_ms: int = DEFAULT_INTEGRATION_TIMEOUT_MS

    def __post_init__(self) -> None:
        if not MIN_INTEGRATION_TIMEOUT_MS <= self.integration_timeout_ms <= CV_TAILORING_REQUEST_TIMEOUT_MS:
            raise ValueError(
                f"integration_timeout_ms of {self.name} must be "
                f"{MIN_INTEGRATION_TIMEOUT_MS}..{CV_TAILORING_REQUEST_TIMEOUT_MS}, not {self.integration_timeout_ms}"
            )
        room = self.integration_timeout_ms - MODEL_RESERVE_MS
        if self.engine.engine == "anthropic" and self.engine.model.attempt_ms > room:
            raise ValueError(
                f"attempt_ms of {self.name}'s model must be at most {room}, "
                f"not {self.engine.model.attempt_ms}: its integration_timeout_ms leaves no room for more"
            )
        for origin in self.cors_origins:
            if not _ORIGIN.fullmatch(origin):
                raise ValueError(
                    f"cors_origins of {self.name}: {origin!r} is not an origin such as https://app.example.com"
                )


def environments(settings: Settings) -> tuple[Environment, ...]:
    """Dev and prod, in the order in which a change reaches them."""
    return (_dev(settings), _prod(settings))


def _dev(settings: Settings) -> Environment:
    return Environment(
        name="dev",
        account=settings.account_of("dev"),
        region=settings.region,
        billing=OnDemand(),
        data_protection=DataProtection(retain=False, deletion_protection=False),
        network=NetworkLayout(availability_zones=2, nat_gateways=1),
        throttle=Throttle(rate=10, burst=20),
        engine=EnginePolicy(engine="extractive", fallback=True, model=CLAUDE_HAIKU),
        cors_origins=("https://dev.careervp.example",),
    )


def _prod(settings: Settings) -> Environment:
    return Environment(
        name="prod",
        account=settings.account_of("prod"),
        region=settings.region,
        billing=Provisioned(
            read=CapacityBounds(
                minimum=CV_TAILORING_TABLE_READ_CAPACITY,
                maximum=TABLE_MAX_CAPACITY,
                target_utilization_percent=TABLE_TARGET_UTILIZATION_PERCENT,
            ),
            write=CapacityBounds(
                minimum=CV_TAILORING_TABLE_WRITE_CAPACITY,
                maximum=TABLE_MAX_CAPACITY,
                target_utilization_percent=TABLE_TARGET_UTILIZATION_PERCENT,
            ),
        ),
        data_protection=DataProtection(retain=True, deletion_protection=True),
        network=NetworkLayout(availability_zones=2, nat_gateways=2),
        throttle=Throttle(rate=50, burst=100),
        engine=EnginePolicy(engine="extractive", fallback=True, model=CLAUDE_HAIKU),
        cors_origins=("https://careervp.example",),
    )
