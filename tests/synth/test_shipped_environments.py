"""The environments that are shipped: what `stages/environments.py` must say of each, value by value. Whoever adds or
changes one for their own accounts changes this list with it; no step of the pipeline runs it.
"""

from __future__ import annotations

from decimal import Decimal

from configuration import ModelSettings, TokenPrices
from feature_stacks.environment_choices import (
    AlarmThresholds,
    AllAtOnce,
    Canary,
    CapacityBounds,
    DataProtection,
    NetworkLayout,
    OnDemand,
    Provisioned,
    Throttle,
)
from feature_stacks.naming import PRODUCT
from stages.environments import ENVIRONMENTS

DEV, PROD = ENVIRONMENTS


def test_a_change_reaches_dev_before_prod_and_a_person_is_asked_before_prod() -> None:
    assert [(environment.name, environment.approval) for environment in ENVIRONMENTS] == [
        ("dev", False),
        ("prod", True),
    ]


def test_a_failure_in_prod_is_rolled_back() -> None:
    assert (DEV.roll_back_on_failure, PROD.roll_back_on_failure) == (False, True)


def test_traffic_moves_to_prods_new_version_by_steps_and_to_devs_at_once() -> None:
    assert AllAtOnce() == DEV.rollout
    assert Canary(percent=10, minutes=5) == PROD.rollout


def test_dev_pays_for_each_request_and_prod_is_provisioned_with_room_to_grow() -> None:
    bounds = CapacityBounds(minimum=10, maximum=100, target_utilization_percent=70)
    assert DEV.billing == OnDemand()
    assert PROD.billing == Provisioned(read=bounds, write=bounds)


def test_prods_data_is_retained_and_protected_and_devs_is_not() -> None:
    assert DEV.data_protection == DataProtection(retain=False, deletion_protection=False)
    assert (DEV.protected, PROD.protected) == (False, True)
    assert PROD.data_protection == DataProtection(retain=True, deletion_protection=True)


def test_prod_survives_the_loss_of_a_zone() -> None:
    assert DEV.network == NetworkLayout(availability_zones=2, nat_gateways=1)
    assert PROD.network == NetworkLayout(availability_zones=2, nat_gateways=2)


def test_each_has_its_own_throttle_and_origin() -> None:
    assert (DEV.throttle, DEV.cors_origins) == (Throttle(rate=10, burst=20), (f"https://dev.{PRODUCT}.example",))
    assert (PROD.throttle, PROD.cors_origins) == (Throttle(rate=50, burst=100), (f"https://{PRODUCT}.example",))


def test_prod_has_room_for_every_call_that_its_api_lets_in_and_dev_shares_its_accounts() -> None:
    assert (DEV.reserved_concurrency, PROD.reserved_concurrency) == (None, 100)
    assert PROD.reserved_concurrency == PROD.throttle.burst


def test_alarms_and_logs_are_the_same_in_both() -> None:
    alarms = AlarmThresholds(errors=5, server_errors=5, latency_ms=45_000, throttles=0)
    assert {(environment.alarms, environment.log_retention_days) for environment in ENVIRONMENTS} == {(alarms, 30)}


def test_no_environment_waits_longer_than_an_account_allows_by_default() -> None:
    assert {environment.integration_timeout_ms for environment in ENVIRONMENTS} == {29_000}


def test_no_environment_asks_a_model_as_shipped_and_both_know_which_they_would() -> None:
    policies = {(policy.engine, policy.fallback, policy.judged) for policy in (each.engine for each in ENVIRONMENTS)}
    assert policies == {("extractive", True, True)}
    assert {environment.engine.model for environment in ENVIRONMENTS} == {
        ModelSettings(
            name="claude-haiku-4-5",
            max_output_tokens=4096,
            attempts=3,
            attempt_ms=12_000,
            judging_ms=4_000,
            base_url="https://api.anthropic.com",
            prices=TokenPrices(
                input=Decimal(1), output=Decimal(5), cache_write=Decimal("1.25"), cache_read=Decimal("0.10")
            ),
        )
    }


def test_the_frameworks_gate_prod_and_report_on_dev() -> None:
    frameworks = ("NIST.800.53.R5", "HIPAA.Security", "PCI.DSS.321")
    assert (DEV.reported_frameworks, PROD.reported_frameworks) == (frameworks, ())
    assert (DEV.gating_frameworks, PROD.gating_frameworks) == ((), frameworks)
