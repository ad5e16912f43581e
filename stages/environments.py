"""The environments as data, in the order in which a change reaches them: what differs between them is here, and nothing
else in the project names one. The account of each, and its region where that is not the pipeline's, is in cdk.json.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from configuration import ModelSettings, TokenPrices
from feature_stacks.constants import (
    CV_TAILORING_TABLE_READ_CAPACITY,
    CV_TAILORING_TABLE_WRITE_CAPACITY,
    TABLE_MAX_CAPACITY,
    TABLE_TARGET_UTILIZATION_PERCENT,
)
from feature_stacks.environment_choices import (
    Canary,
    CapacityBounds,
    DataProtection,
    EnginePolicy,
    NetworkLayout,
    OnDemand,
    Provisioned,
    Throttle,
)
from feature_stacks.naming import PRODUCT
from stages.environment import FRAMEWORKS, Environment

CLAUDE_HAIKU: Final = ModelSettings(
    name="claude-haiku-4-5",
    # Twice what a long CV comes to: ten positions of six lines are about 2,000 tokens.
    max_output_tokens=4096,
    attempts=3,
    # Two of these fit into the 29 s that API Gateway waits; an answer of 600 tokens takes this model 5 to 10 s.
    attempt_ms=12_000,
    # A verdict of 20 tokens for each of 20 claims. An attempt and its judging fit once in any case, twice if quick.
    judging_ms=4_000,
    prices=TokenPrices(input=Decimal(1), output=Decimal(5), cache_write=Decimal("1.25"), cache_read=Decimal("0.10")),
)
"""The fastest of the vendor's models that holds to a schema; its prices are those published in 2026."""

ENVIRONMENTS: Final[tuple[Environment, ...]] = (
    Environment(
        name="dev",
        protected=False,
        approval=False,
        roll_back_on_failure=False,
        reported_frameworks=FRAMEWORKS,
        billing=OnDemand(),
        data_protection=DataProtection(retain=False, deletion_protection=False),
        network=NetworkLayout(availability_zones=2, nat_gateways=1),
        throttle=Throttle(rate=10, burst=20),
        engine=EnginePolicy(engine="extractive", fallback=True, judged=True, model=CLAUDE_HAIKU),
        cors_origins=(f"https://dev.{PRODUCT}.example",),
    ),
    Environment(
        name="prod",
        protected=True,
        approval=True,
        roll_back_on_failure=True,
        rollout=Canary(percent=10, minutes=5),
        bake_minutes=10,
        gating_frameworks=FRAMEWORKS,
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
        # As many as the API lets in at once. With the checks of a release, the account's quota must be over 200
        # (docs/going-to-aws.md).
        reserved_concurrency=100,
        engine=EnginePolicy(engine="extractive", fallback=True, judged=True, model=CLAUDE_HAIKU),
        cors_origins=(f"https://{PRODUCT}.example",),
    ),
)
