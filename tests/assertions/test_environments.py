"""The environments are data, and this data keeps its promises, whatever environments there are: what is protected is
retained, asked about and outlives the loss of a zone. Data that breaks one is refused by one line before synth.
"""

from __future__ import annotations

import dataclasses
import re
from decimal import Decimal
from typing import Any

import pytest

from configuration import MODEL_RESERVE_MS
from feature_stacks.environment_choices import (
    Canary,
    CapacityBounds,
    DataProtection,
    Linear,
    NetworkLayout,
    OnDemand,
    Provisioned,
    ReleaseThresholds,
)
from stages.environment import Environment
from stages.environment_check import first_problem
from stages.environments import ENVIRONMENTS
from stages.waves import waves

# Whichever engine an environment has chosen: a model's limits have tests of their own.
ONE = dataclasses.replace(
    ENVIRONMENTS[0], name="one", wave="", engine=dataclasses.replace(ENVIRONMENTS[0].engine, engine="extractive")
)
UNPROTECTED = dataclasses.replace(
    ONE, protected=False, data_protection=DataProtection(retain=False, deletion_protection=False)
)
PROTECTED = [environment for environment in ENVIRONMENTS if environment.protected]
BOUNDS = CapacityBounds(minimum=1, maximum=10, target_utilization_percent=70)


def problem(*environments: Environment) -> str:
    """What is wrong with these, as the line says it; empty where nothing is."""
    found = first_problem(environments)
    return f"{found.environment} {found.text}" if found else ""


def of_wave(name: str, wave: str, **changes: Any) -> Environment:
    return dataclasses.replace(UNPROTECTED, name=name, wave=wave, **changes)


def test_these_environments_may_be_deployed() -> None:
    assert problem(*ENVIRONMENTS) == ""


@pytest.mark.parametrize("environment", PROTECTED, ids=lambda environment: environment.name)
def test_protected_data_is_retained_refuses_to_be_deleted_and_a_person_is_asked(environment: Environment) -> None:
    assert environment.data_protection == DataProtection(retain=True, deletion_protection=True)
    assert environment.approval


@pytest.mark.parametrize("environment", PROTECTED, ids=lambda environment: environment.name)
def test_what_is_protected_survives_the_loss_of_a_zone(environment: Environment) -> None:
    assert environment.network.nat_gateways == environment.network.availability_zones >= 2


def test_provisioned_capacity_has_room_to_grow() -> None:
    for billing in (environment.billing for environment in ENVIRONMENTS):
        if isinstance(billing, Provisioned):
            assert billing.read.minimum < billing.read.maximum
            assert billing.write.minimum < billing.write.maximum


def test_environments_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        ONE.name = "prod"  # type: ignore[misc]


def test_neighbours_of_one_wave_are_deployed_together_in_the_order_of_the_environments() -> None:
    planned = waves([ONE, of_wave("us", "two"), of_wave("eu-west", "two"), of_wave("three", "")])
    assert [(wave.name, str(wave)) for wave in planned] == [
        ("one", "one"),
        ("two", "us and eu-west"),
        ("three", "three"),
    ]
    assert [wave.approval_stage_name for wave in planned] == ["ApproveOne", "ApproveTwo", "ApproveThree"]
    assert planned[1].environments[1].stage_name == "EuWest"


@pytest.mark.parametrize(
    "change",
    [
        {"rollout": Canary(percent=1, minutes=2880)},
        {"rollout": Linear(percent=10, minutes=320)},
        {"bake_minutes": 1440},
        {"deployment_window": "* * 8-16 ? * MON-THU"},
        {"deployment_window": "* 0/15 8,10 L-3 JAN 6#3 2026-2027"},
        {"deployment_window": "* * 22-23,0-5 LW,15W * MON-SAT,SUN"},
    ],
    ids=str,
)
def test_a_release_may_take_its_time(change: dict[str, Any]) -> None:
    assert problem(dataclasses.replace(ONE, **change)) == ""


@pytest.mark.parametrize("milliseconds", [1_000, 29_000, 59_000])
def test_integration_timeout_may_be_raised_explicitly(milliseconds: int) -> None:
    assert problem(dataclasses.replace(ONE, integration_timeout_ms=milliseconds)) == ""


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"name": "Prod"}, "name of lower-case letters"),
        ({"name": "prod_eu"}, "name of lower-case letters"),
        ({"name": "-prod"}, "name of lower-case letters"),
        ({"name": "1prod"}, "name of lower-case letters"),
        ({"name": ""}, "name of lower-case letters"),
        ({"name": "x" * 21}, "at most 20"),
        ({"name": "tools"}, "is one of the pipeline's own"),
        ({"name": "update-pipeline"}, "is one of the pipeline's own"),
        ({"wave": "Prod"}, "wave of lower-case letters"),
        ({"wave": "assets"}, "is one of the pipeline's own"),
        ({"protected": True}, "approval=True"),
        ({"data_protection": DataProtection(retain=True, deletion_protection=False)}, "approval=True"),
        ({"data_protection": DataProtection(retain=False, deletion_protection=True)}, "approval=True"),
        ({"billing": Provisioned()}, "provisioned billing without bounds: give it read"),
        ({"billing": Provisioned(read=BOUNDS)}, "provisioned billing without bounds: give it write"),
        ({"gating_frameworks": ("ISO",)}, "framework 'ISO'"),
        ({"gating_frameworks": ("PCI.DSS.321",), "reported_frameworks": ("PCI.DSS.321",)}, "gate and only report"),
        ({"integration_timeout_ms": 59_001}, "integration_timeout_ms"),
        ({"integration_timeout_ms": 0}, "integration_timeout_ms"),
        ({"reserved_concurrency": 0}, "reserved_concurrency of at least 1"),
        ({"rollout": Canary(percent=0, minutes=5)}, "1..99 percent of the requests at first, not 0"),
        ({"rollout": Linear(percent=100, minutes=5)}, "1..99 percent of the requests at first, not 100"),
        ({"rollout": Linear(percent=0, minutes=5)}, "1..99 percent of the requests at first, not 0"),
        ({"rollout": Canary(percent=10, minutes=0)}, "takes 1..2880 minutes, not 0"),
        ({"rollout": Canary(percent=10, minutes=2881)}, "takes 1..2880 minutes, not 2881"),
        ({"rollout": Linear(percent=10, minutes=321)}, "not 2889 (9 waits of 321)"),
        ({"release": ReleaseThresholds(errors=-1)}, "release threshold of errors at least 0, not -1"),
        ({"log_retention_days": 28}, "log_retention_days that CloudWatch Logs has (1, 3, 5, 7, 14, 30, "),
        ({"log_retention_days": 0}, "3653), not 0"),
        ({"bake_minutes": -1}, "bake_minutes of 0..1440, not -1"),
        ({"bake_minutes": 1441}, "bake_minutes of 0..1440, not 1441"),
        ({"deployment_window": "8-16 MON-THU"}, "deployment_window a cron expression of six fields"),
        ({"deployment_window": "0 0 8-16 ? * MON-THU"}, "the first of them *"),
        ({"deployment_window": "* * 8-16 ? * mon-thu"}, "not '* * 8-16 ? * mon-thu'"),
        ({"deployment_window": "* * 8-16 ? * MON-SUN"}, "'MON-SUN', as day of the week, ends before it begins"),
        ({"deployment_window": "* * 8-24 ? * MON-THU"}, "'8-24' is not within 0 to 23, as hours"),
        ({"deployment_window": "* 0/0 * ? * MON-THU"}, "'0/0' is not within 0 to 59, as minutes"),
        ({"deployment_window": "* * * L-31 * ?"}, "'L-31' is not understood as day of the month"),
        ({"cors_origins": ("*",)}, "cors_origins"),
        ({"cors_origins": ("https://*.careervp.example",)}, "cors_origins"),
        ({"cors_origins": ("http://careervp.example",)}, "cors_origins"),
        ({"cors_origins": ("https://careervp.example/app",)}, "cors_origins"),
        ({"cors_origins": ("https://",)}, "cors_origins"),
    ],
)
def test_impossible_environment_is_refused(change: dict[str, Any], says: str) -> None:
    unprotected = dataclasses.replace(
        ONE,
        protected=False,
        approval=False,
        data_protection=DataProtection(retain=False, deletion_protection=False),
        billing=OnDemand(),
    )
    said = problem(dataclasses.replace(unprotected, **change))
    assert says in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("environments", "says"),
    [
        ((), "ENVIRONMENTS is empty"),
        ((ONE, ONE), "one is the name of two environments"),
        ((of_wave("a-1", ""), of_wave("a1", "")), "a-1 is the name of two environments, or too like another's"),
        ((of_wave("a", "w"), ONE, of_wave("b", "w")), "a is apart from others of wave 'w'"),
        ((of_wave("a", "w", approval=True), of_wave("b", "w", approval=False)), "b has another approval than a"),
        (
            (of_wave("a", "w", roll_back_on_failure=True), of_wave("b", "w", roll_back_on_failure=False)),
            "b has another roll_back_on_failure than a",
        ),
        (
            (of_wave("a", "w", deployment_window="* * 8-16 ? * MON-THU"), of_wave("b", "w")),
            "b has another deployment_window than a",
        ),
        (tuple(of_wave(name, "w") for name in "abcde"), "a shares wave 'w' with too many: at most 4"),
    ],
)
def test_environments_that_do_not_go_together_are_refused(environments: tuple[Environment, ...], says: str) -> None:
    plain = DataProtection(retain=False, deletion_protection=False)
    assert says in problem(
        *(dataclasses.replace(environment, protected=False, data_protection=plain) for environment in environments)
    )


@pytest.mark.parametrize(("minimum", "maximum", "target"), [(0, 10, 70), (20, 10, 70), (1, 10, 19), (1, 10, 91)])
@pytest.mark.parametrize("which", ["read", "write"])
def test_impossible_capacity_is_refused(which: str, minimum: int, maximum: int, target: int) -> None:
    bounds = CapacityBounds(minimum=minimum, maximum=maximum, target_utilization_percent=target)
    billing = dataclasses.replace(Provisioned(read=BOUNDS, write=BOUNDS), **{which: bounds})
    assert re.search(
        rf"{which} capacity bounds|target utilization of {which}s", problem(dataclasses.replace(ONE, billing=billing))
    )


@pytest.mark.parametrize(("zones", "gateways"), [(1, 1), (5, 2), (2, 0), (2, 3)])
def test_impossible_network_is_refused(zones: int, gateways: int) -> None:
    network = NetworkLayout(availability_zones=zones, nat_gateways=gateways)
    assert re.search(r"availability_zones|nat_gateways", problem(dataclasses.replace(ONE, network=network)))


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
        {"judging_ms": 499},
        {"judging_ms": 59_001},
    ],
)
def test_impossible_model_is_refused(change: dict[str, Any]) -> None:
    (name,) = change
    engine = dataclasses.replace(ONE.engine, model=dataclasses.replace(ONE.engine.model, **change))
    assert name.replace("name", "model") in problem(dataclasses.replace(ONE, engine=engine))


@pytest.mark.parametrize("price", ["-0.01", "10000", "0.00001"])
@pytest.mark.parametrize("kind", ["input", "output", "cache_write", "cache_read"])
def test_impossible_price_is_refused(kind: str, price: str) -> None:
    prices = dataclasses.replace(ONE.engine.model.prices, **{kind: Decimal(price)})
    engine = dataclasses.replace(ONE.engine, model=dataclasses.replace(ONE.engine.model, prices=prices))
    assert f"price of {kind} tokens" in problem(dataclasses.replace(ONE, engine=engine))


@pytest.mark.parametrize("judged", [False, True])
@pytest.mark.parametrize(("spare_ms", "fits"), [(0, True), (-1, False)])
def test_model_needs_room_in_the_integration_timeout(spare_ms: int, fits: bool, judged: bool) -> None:
    model = dataclasses.replace(ONE.engine.model, attempt_ms=12_000)
    engine = dataclasses.replace(ONE.engine, engine="anthropic", model=model, judged=judged)
    timeout_ms = model.attempt_ms + model.judging_ms * judged + MODEL_RESERVE_MS + spare_ms
    said = problem(dataclasses.replace(ONE, engine=engine, integration_timeout_ms=timeout_ms))
    assert ("one must have attempt_ms of its model at most 11999, not 12000" in said) is not fits
