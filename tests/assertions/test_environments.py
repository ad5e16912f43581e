"""The environments are data, and this data keeps its promises: prod is provisioned, retained and protected."""

from __future__ import annotations

import dataclasses
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from feature_stacks.constants import MODEL_RESERVE_MS
from feature_stacks.environment_choices import CapacityBounds, NetworkLayout, OnDemand, Provisioned
from stages.environments import Environment, environments
from stages.settings import Settings

CDK_JSON = Path(__file__).resolve().parents[2] / "cdk.json"


@pytest.fixture(scope="module")
def both() -> tuple[Environment, ...]:
    return environments(Settings.from_context(json.loads(CDK_JSON.read_text(encoding="utf-8"))["context"]["careervp"]))


def test_a_change_reaches_dev_before_prod(both: tuple[Environment, ...]) -> None:
    assert [environment.name for environment in both] == ["dev", "prod"]


def test_dev_pays_for_each_request(both: tuple[Environment, ...]) -> None:
    assert isinstance(both[0].billing, OnDemand)


def test_prod_is_provisioned_with_room_to_grow(both: tuple[Environment, ...]) -> None:
    billing = both[1].billing
    assert isinstance(billing, Provisioned)
    for bounds in (billing.read, billing.write):
        assert bounds.minimum < bounds.maximum


def test_prods_data_is_retained_and_protected(both: tuple[Environment, ...]) -> None:
    assert (both[1].data_protection.retain, both[1].data_protection.deletion_protection) == (True, True)


def test_prod_survives_the_loss_of_a_zone(both: tuple[Environment, ...]) -> None:
    network = both[1].network
    assert network.nat_gateways == network.availability_zones >= 2


def test_no_environment_waits_longer_than_an_account_allows_by_default(both: tuple[Environment, ...]) -> None:
    assert {environment.integration_timeout_ms for environment in both} == {29_000}


def test_environments_cannot_be_changed(both: tuple[Environment, ...]) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        both[0].name = "prod"  # type: ignore[misc]


@pytest.mark.parametrize("milliseconds", [1_000, 29_000, 59_000])
def test_integration_timeout_may_be_raised_explicitly(both: tuple[Environment, ...], milliseconds: int) -> None:
    assert dataclasses.replace(both[1], integration_timeout_ms=milliseconds).integration_timeout_ms == milliseconds


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"integration_timeout_ms": 59_001}, "integration_timeout_ms of dev"),
        ({"integration_timeout_ms": 0}, "integration_timeout_ms of dev"),
        ({"cors_origins": ("*",)}, "cors_origins of dev"),
        ({"cors_origins": ("https://*.careervp.example",)}, "cors_origins of dev"),
        ({"cors_origins": ("http://careervp.example",)}, "cors_origins of dev"),
        ({"cors_origins": ("https://careervp.example/app",)}, "cors_origins of dev"),
        ({"cors_origins": ("https://",)}, "cors_origins of dev"),
    ],
)
def test_impossible_environment_is_refused(both: tuple[Environment, ...], change: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        dataclasses.replace(both[0], **change)


@pytest.mark.parametrize(("minimum", "maximum", "target"), [(0, 10, 70), (20, 10, 70), (1, 10, 19), (1, 10, 91)])
def test_impossible_capacity_is_refused(minimum: int, maximum: int, target: int) -> None:
    with pytest.raises(ValueError, match=r"capacity bounds|target utilization"):
        CapacityBounds(minimum=minimum, maximum=maximum, target_utilization_percent=target)


@pytest.mark.parametrize(("zones", "gateways"), [(1, 1), (2, 0), (2, 3)])
def test_impossible_network_is_refused(zones: int, gateways: int) -> None:
    with pytest.raises(ValueError, match=r"availability_zones|nat_gateways"):
        NetworkLayout(availability_zones=zones, nat_gateways=gateways)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "two words"},
        {"base_url": "http://api.anthropic.com"},
        {"base_url": "https://api.anthropic.com/"},
        {"max_output_tokens": 255},
        {"max_output_tokens": 64_001},
        {"attempts": 0},
        {"attempts": 4},
        {"attempt_ms": 999},
        {"attempt_ms": 59_001},
    ],
)
def test_impossible_model_is_refused(both: tuple[Environment, ...], change: dict[str, Any]) -> None:
    (name,) = change
    with pytest.raises(ValueError, match=name.replace("name", "model")):
        dataclasses.replace(both[0].engine.model, **change)


@pytest.mark.parametrize("price", ["-0.01", "10000", "0.00001"])
@pytest.mark.parametrize("kind", ["input", "output", "cache_write", "cache_read"])
def test_impossible_price_is_refused(both: tuple[Environment, ...], kind: str, price: str) -> None:
    with pytest.raises(ValueError, match=f"price of {kind} tokens"):
        dataclasses.replace(both[0].engine.model.prices, **{kind: Decimal(price)})


@pytest.mark.parametrize(("spare_ms", "fits"), [(0, True), (-1, False)])
def test_model_needs_room_in_the_integration_timeout(both: tuple[Environment, ...], spare_ms: int, fits: bool) -> None:
    engine = dataclasses.replace(both[0].engine, engine="anthropic")
    timeout_ms = engine.model.attempt_ms + MODEL_RESERVE_MS + spare_ms
    if fits:
        dataclasses.replace(both[0], engine=engine, integration_timeout_ms=timeout_ms)
    else:
        with pytest.raises(ValueError, match="attempt_ms of dev's model must be at most 11999, not 12000"):
            dataclasses.replace(both[0], engine=engine, integration_timeout_ms=timeout_ms)


def test_no_environment_asks_a_model_as_shipped(both: tuple[Environment, ...]) -> None:
    assert {environment.engine.engine for environment in both} == {"extractive"}
